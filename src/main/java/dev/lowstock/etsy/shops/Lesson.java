package dev.lowstock.etsy.shops;

import dev.lowstock.planner.SaleRate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look teaches about how a shop sells.
 *
 * @param usualSales units a day that a listing of it sells
 * @param announced looks that found sales and that a webhook wanted, fading
 * @param unannounced looks that found sales and that no webhook wanted, fading
 * @param listings those of which something was learned
 */
public record Lesson(
    double usualSales, double announced, double unannounced, List<OfListing> listings) {

  /**
   * What a look teaches about a listing.
   *
   * @param sweepMillis when it is due for a sweep; null when it is not for sale
   */
  public record OfListing(long listingId, SaleRate rate, @Nullable Long sweepMillis) {}

  public Lesson {
    listings = List.copyOf(listings);
  }
}
