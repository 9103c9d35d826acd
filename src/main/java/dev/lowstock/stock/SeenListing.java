package dev.lowstock.stock;

import org.jspecify.annotations.Nullable;

/**
 * What was last seen of a listing.
 *
 * @param listing as it was then
 * @param mostSeen the highest quantity ever seen; null when none was
 * @param missing true when the last whole look at the shop did not find it
 */
public record SeenListing(Listing listing, @Nullable Integer mostSeen, boolean missing) {

  /** Its variation of that number, as it was then; null when there was none. */
  @Nullable Offering variation(long number) {
    return listing.offerings() == null
        ? null
        : listing.offerings().stream()
            .filter(offering -> offering.variation() == number)
            .findFirst()
            .orElse(null);
  }
}
