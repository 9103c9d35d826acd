package dev.lowstock.etsy.shops;

import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Noticed;
import dev.lowstock.store.ClaimConsumer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A look at a shop that this node has claimed, and what came of it. Not thread-safe. */
public final class ShopLook implements ClaimConsumer.Claim {
  private final String lease;
  private final ClaimedShop shop;
  private final String id = UUID.randomUUID().toString();
  private @Nullable List<WebhookWish> takenUp;
  private @Nullable Opened opened;
  private List<Listing> listings = List.of();
  private @Nullable Noticed noticed;

  /** Not begun yet. */
  ShopLook(String lease, ClaimedShop shop) {
    this.lease = lease;
    this.shop = shop;
  }

  /**
   * What a look is made with.
   *
   * @param webhooks those that it is made for
   */
  record Opened(WatchedShop watched, List<WebhookWish> webhooks, Look look) {}

  @Override
  public String lease() {
    return lease;
  }

  public long sellerId() {
    return shop.sellerId();
  }

  /** What a look found changed. */
  public List<Listing> listings() {
    return listings;
  }

  /** What of that is of a seller of whom somebody wants to hear. */
  public Noticed noticed() {
    return Objects.requireNonNull(noticed, "a look that is not recorded");
  }

  ClaimedShop shop() {
    return shop;
  }

  /** Under which webhooks are taken up. */
  String id() {
    return id;
  }

  long shopId() {
    return shop.shopId();
  }

  /** What webhooks want of it, if they were taken up when it was claimed. */
  @Nullable List<WebhookWish> takenUp() {
    return takenUp;
  }

  void takesUp(List<WebhookWish> webhooks) {
    takenUp = webhooks;
  }

  void open(Opened begun) {
    opened = begun;
  }

  Opened opened() {
    return Objects.requireNonNull(opened, "a look that was not begun");
  }

  /** True when a webhook or a sweep asked for it. */
  boolean isWanted() {
    return opened != null && opened.look().isWanted();
  }

  /** True when it took up webhooks, which are worked once it is recorded. */
  boolean isForWebhooks() {
    return opened != null && !opened.webhooks().isEmpty();
  }

  void brings(List<Listing> changed, Noticed ofWatched) {
    listings = changed;
    noticed = ofWatched;
  }

  @Override
  public String toString() {
    return opened == null ? "look at a shop of seller " + sellerId() : opened.look().toString();
  }
}
