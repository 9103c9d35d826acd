package dev.lowstock.stock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was noticed of a listing of a watched seller. Immutable.
 *
 * @param eventKey the same for every sight of the same change, by whatever source
 * @param kind what happened, as the texts and the database name it
 * @param sectionId the section of the shop that the listing is in
 * @param quantity units left of the listing, all variations together
 * @param quantityBefore units that were left before; null where that is not known
 * @param skus the seller's codes that it concerns, empty when there are none; null when the source
 *     does not tell them and Etsy has to be asked
 * @param offerings the variations that it concerns; empty when it concerns the listing as a whole
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
    @Nullable Integer quantity,
    @Nullable Integer quantityBefore,
    @Nullable List<String> skus,
    List<OfferingChange> offerings) {

  /** A whole listing has no unit left. */
  public static final String SOLD_OUT = "sold_out";

  /**
   * A listing, or a variation of it, was taken down right after it ran low, perhaps because it is
   * out of stock elsewhere.
   */
  public static final String TAKEN_DOWN = "taken_down";

  /** A variation has no unit left while others have. */
  public static final String VARIATION_SOLD_OUT = "variation_sold_out";

  /** A listing or a variation fell, and few are left: whom that is few enough for is not said. */
  public static final String LOW = "low";

  /** What had no unit left has some again. */
  public static final String RESTOCKED = "restocked";

  public StockEvent {
    skus = skus == null ? null : List.copyOf(skus);
    offerings = List.copyOf(offerings);
  }

  static StockEvent soldOut(Listing listing) {
    return of(listing, SOLD_OUT, listing.listingId() + ":" + SOLD_OUT + ":" + listing.changedAt());
  }

  private static StockEvent of(Listing listing, String kind, String eventKey) {
    return new StockEvent(
        eventKey,
        kind,
        listing.listingId(),
        listing.sellerId(),
        listing.title(),
        listing.shopName(),
        listing.url(),
        listing.sectionId(),
        listing.quantity(),
        null,
        null,
        List.of());
  }
}
