package dev.lowstock.sandbox;

import java.time.Instant;
import java.util.List;

/**
 * A listing of a sandbox shop and what happens to it; the feed hears of changes of state only, as
 * at Etsy (API v2, real-time feeds), so a sale that leaves some is silent. Thread-safe.
 */
public final class SandboxListing {

  private final long id;
  private final SandboxShop shop;
  private final String title;
  private final List<String> skus;
  private final Marketplace marketplace;
  private final Instant createdAt;
  private Instant changedAt;
  private int quantity;
  private String state = "active";

  SandboxListing(
      long id,
      SandboxShop shop,
      String title,
      int quantity,
      List<String> skus,
      Marketplace marketplace) {
    this.id = id;
    this.shop = shop;
    this.title = title;
    this.quantity = quantity;
    this.skus = skus;
    this.marketplace = marketplace;
    this.createdAt = marketplace.now();
    this.changedAt = createdAt;
  }

  public long id() {
    return id;
  }

  public String title() {
    return title;
  }

  public synchronized String state() {
    return state;
  }

  public synchronized int quantity() {
    return quantity;
  }

  /** The last one makes it sold out. */
  public synchronized void sells(int count) {
    if (count < 1 || count > quantity) {
      throw new IllegalArgumentException("cannot sell " + count + " of " + quantity);
    }
    quantity -= count;
    changedAt = marketplace.now();
    if (quantity == 0) {
      becomes("sold_out");
    }
  }

  public synchronized void sellsOut() {
    sells(quantity);
  }

  /** Adds some; a listing that was sold out is for sale again. */
  public synchronized void restock(int count) {
    quantity += count;
    changedAt = marketplace.now();
    if (state.equals("sold_out")) {
      becomes("active");
    }
  }

  public void expires() {
    becomes("expired");
  }

  /** For sale again after it expired, was inactive or was away. */
  public void renews() {
    becomes("active");
  }

  /** Taken off sale by the seller, which v2 calls {@code edit}. */
  public void deactivates() {
    becomes("edit");
  }

  /** Deleted by the seller: Etsy then does not find it. */
  public void isDeleted() {
    becomes("removed");
  }

  /** In any state, also one that v2 does not know. */
  public synchronized void becomes(String newState) {
    state = newState;
    changedAt = marketplace.now();
    announcesAgain();
  }

  /** The same news once more, now: the feed shows some entries twice. */
  public synchronized void announcesAgain() {
    marketplace.announce(ListingJson.of(facts(List.of())));
  }

  synchronized ListingJson.Facts facts(List<String> shownSkus) {
    return new ListingJson.Facts(
        id,
        state,
        title,
        quantity,
        shownSkus,
        shop.sellerId(),
        shop.shopId(),
        shop.name(),
        createdAt,
        changedAt);
  }

  SandboxShop shop() {
    return shop;
  }

  public List<String> skus() {
    return skus;
  }
}
