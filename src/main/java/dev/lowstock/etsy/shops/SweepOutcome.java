package dev.lowstock.etsy.shops;

import java.util.List;

/**
 * What a sweep brings to the database.
 *
 * @param listings as it saw them
 * @param suspected sellers of those that may have crossed a line
 * @param sold sellers of those that sold and crossed none
 * @param nextMillis how long the next sweep has to wait
 */
public record SweepOutcome(
    List<SweptListing> listings, List<Long> suspected, List<Long> sold, long nextMillis) {

  public SweepOutcome {
    listings = List.copyOf(listings);
    suspected = List.copyOf(suspected);
    sold = List.copyOf(sold);
  }

  /** All whose listings it saw. */
  public List<Long> sellers() {
    return listings.stream().map(SweptListing::sellerId).distinct().toList();
  }
}
