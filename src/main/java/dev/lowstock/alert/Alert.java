package dev.lowstock.alert;

import dev.lowstock.stock.Aftermath;
import dev.lowstock.stock.OfferingChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stock event as one chat is to hear of it.
 *
 * @param kind what happened, as in {@code StockEvent}
 * @param title as Etsy sent it, HTML entities included
 * @param quantity units left, where the source said so
 * @param skus seller-given codes; empty when the listing has none or Etsy could not say
 * @param skusMissing why Etsy could not say, or null when it did
 * @param offerings the variations that it concerns; empty when it concerns the listing as a whole
 * @param event what else is known of the stock event, for programs; null for a sample
 * @param after what became of it since it was told; null for one that is told now
 */
public record Alert(
    long id,
    String kind,
    long listingId,
    @Nullable String title,
    @Nullable String shopName,
    @Nullable String url,
    @Nullable Integer quantity,
    List<String> skus,
    @Nullable String skusMissing,
    List<OfferingChange> offerings,
    @Nullable Event event,
    @Nullable After after) {

  /** The kind of what was sold out while its chat did not want to hear of it, and came back. */
  public static final String CAME_BACK = "came_back";

  /**
   * What programs want to know beside what people are told.
   *
   * @param key the same whenever and wherever the same change is told, and of no other
   * @param shopId of Etsy; null where it is not known, as with API v2
   * @param quantityBefore units of the listing that were left before; null where that is not known
   * @param noticedAt when the bot saw the change
   * @param owedAt when the alert was put into the outbox
   */
  public record Event(
      String key,
      long sellerId,
      @Nullable Long shopId,
      @Nullable Integer quantityBefore,
      Instant noticedAt,
      Instant owedAt) {}

  /**
   * What became of it, for people.
   *
   * @param at when, in the chat's own words
   */
  public record After(Aftermath aftermath, String at) {}

  public Alert {
    skus = List.copyOf(skus);
    offerings = List.copyOf(offerings);
  }

  /** To be told now. */
  public Alert(
      long id,
      String kind,
      long listingId,
      @Nullable String title,
      @Nullable String shopName,
      @Nullable String url,
      @Nullable Integer quantity,
      List<String> skus,
      @Nullable String skusMissing,
      List<OfferingChange> offerings,
      @Nullable Event event) {
    this(
        id,
        kind,
        listingId,
        title,
        shopName,
        url,
        quantity,
        skus,
        skusMissing,
        offerings,
        event,
        null);
  }

  /** Of a listing as a whole. */
  public Alert(
      long id,
      String kind,
      long listingId,
      @Nullable String title,
      @Nullable String shopName,
      @Nullable String url,
      @Nullable Integer quantity,
      List<String> skus,
      @Nullable String skusMissing) {
    this(id, kind, listingId, title, shopName, url, quantity, skus, skusMissing, List.of(), null);
  }

  /** The same about these variations. */
  public Alert about(List<OfferingChange> variations) {
    return with(variations, after);
  }

  /** The same, with what became of it. */
  public Alert after(After now) {
    return with(offerings, now);
  }

  private Alert with(List<OfferingChange> variations, @Nullable After now) {
    return new Alert(
        id,
        kind,
        listingId,
        title,
        shopName,
        url,
        quantity,
        skus,
        skusMissing,
        variations,
        event,
        now);
  }
}
