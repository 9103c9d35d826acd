package dev.lowstock.etsy.shops;

import dev.lowstock.planner.Outlook;
import dev.lowstock.planner.SaleRate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A listing that is due for a sweep, as the database knows it.
 *
 * @param isWatched false when the access is gone, or no chat listens any more
 * @param quantity null where it is not known
 * @param variations how many are left of each, where they do not share the listing's quantity
 * @param threshold low at or below it, for its seller
 * @param highest low at or below it, for anybody who hears of the listing
 * @param usualSales units a day of a listing of its shop of which nothing is known
 * @param unannounced the part of its shop's news that webhooks do not tell
 * @param seenAt when it was last seen, with its shop or alone
 */
record ListingInSweep(
    long id,
    long sellerId,
    boolean isWatched,
    @Nullable Integer quantity,
    List<Integer> variations,
    int threshold,
    int highest,
    SaleRate rate,
    double usualSales,
    double unannounced,
    Instant seenAt,
    Instant now) {

  ListingInSweep {
    variations = List.copyOf(variations);
  }

  /**
   * The same listing with its products.
   *
   * @param quantities how many are left of each; null where they share the listing's
   */
  ListingInSweep withOfferings(List<? extends @Nullable Integer> quantities) {
    List<Integer> left =
        quantities.size() < 2
            ? List.of()
            : quantities.stream().<Integer>flatMap(Stream::ofNullable).toList();
    return new ListingInSweep(
        id,
        sellerId,
        isWatched,
        quantity,
        left,
        threshold,
        highest,
        rate,
        usualSales,
        unannounced,
        seenAt,
        now);
  }

  /** What may become of it. */
  Outlook outlook(Instant seen, SaleRate sales, @Nullable Integer left) {
    return Outlook.of(seen, sales, usualSales, left, threshold, variations);
  }

  /**
   * True when a look is needed to tell whether it has crossed a line: a sweep does not show how
   * many are left of each variation.
   */
  boolean mayHaveCrossed(int left) {
    if (quantity == null || left > quantity || left == 0) {
      return !Objects.equals(quantity, left);
    }
    int all = variations.stream().mapToInt(Integer::intValue).sum();
    int fewest =
        variations.stream().filter(each -> each > 0).min(Integer::compare).orElse(left + 1);
    return (left < quantity && left <= highest) || (!variations.isEmpty() && all - left >= fewest);
  }
}
