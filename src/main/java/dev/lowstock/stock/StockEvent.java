package dev.lowstock.stock;

import org.jspecify.annotations.Nullable;

/**
 * What was noticed: a listing of a watched seller sold out. Immutable.
 *
 * @param eventKey the same for every sight of the same change, by whatever source
 * @param kind what happened, as the texts and the database name it
 * @param sectionId the section of the shop that the listing is in
 * @param quantity units left
 */
public record StockEvent(
    String eventKey,
    String kind,
    long listingId,
    long sellerId,
    @Nullable String title,
    @Nullable String shopName,
    @Nullable String url,
    @Nullable Long sectionId,
    @Nullable Integer quantity) {

  /** The kind of an event by which a whole listing has no unit left. */
  public static final String SOLD_OUT = "sold_out";

  static StockEvent soldOut(Listing listing) {
    return new StockEvent(
        listing.listingId() + ":" + SOLD_OUT + ":" + listing.changedAt(),
        SOLD_OUT,
        listing.listingId(),
        listing.sellerId(),
        listing.title(),
        listing.shopName(),
        listing.url(),
        listing.sectionId(),
        listing.quantity());
  }
}
