package dev.lowstock.etsy.shops;

import dev.lowstock.planner.SaleRate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep brings of a listing.
 *
 * @param before the quantity that was known
 * @param quantity the quantity to be kept
 * @param rate how often it sells
 * @param asked false when it was left out, as its shop is not watched any more
 * @param learned true when the rate is another
 * @param suspected true when it may have crossed a line, which a look at its shop has to tell
 * @param sweepMillis when it is due for a sweep again; null when it is not to be swept over
 */
public record SweptListing(
    long listingId,
    long sellerId,
    @Nullable Integer before,
    @Nullable Integer quantity,
    SaleRate rate,
    boolean asked,
    boolean learned,
    boolean suspected,
    @Nullable Long sweepMillis) {

  /** Whether another number is kept; one that is suspected is left to the look. */
  boolean isKeptAnew() {
    return !suspected && !Objects.equals(before, quantity);
  }

  boolean hasSold() {
    return before != null && quantity != null && quantity < before;
  }
}
