package dev.lowstock.etsy.v3;

import dev.lowstock.planner.Outlook;
import dev.lowstock.planner.SaleRate;
import dev.lowstock.store.Rows;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A listing that is due for a sweep, as the database knows it. */
final class ListingInSweep {
  private final Map<String, Object> row;
  private final List<Integer> variations;
  private final int threshold;
  private final int highest;

  /**
   * Reads a row.
   *
   * @param row of select-sweep.sql
   * @param offerings the quantities of its products; null where they share the listing's
   * @param usualThreshold low at or below it, for sellers who did not choose
   */
  ListingInSweep(
      Map<String, Object> row,
      Collection<? extends @Nullable Integer> offerings,
      int usualThreshold) {
    this.row = row;
    this.variations =
        offerings.size() < 2 ? List.of() : offerings.stream().flatMap(Stream::ofNullable).toList();
    Integer chosen = Rows.integer(row, "low_threshold");
    this.threshold = chosen == null ? usualThreshold : chosen;
    this.highest = Math.max(threshold, usualThreshold);
  }

  long id() {
    return Rows.number(row, "listing_id");
  }

  long sellerId() {
    return Rows.number(row, "seller_id");
  }

  /** False when the access is gone, or no chat listens any more. */
  boolean isWatched() {
    return Boolean.TRUE.equals(row.get("watched"));
  }

  @Nullable Integer quantity() {
    return Rows.integer(row, "quantity");
  }

  Instant now() {
    return Rows.instant(row, "now");
  }

  Instant seenAt() {
    Instant latest = Instant.EPOCH;
    for (String column : List.of("seen_at", "shop_seen_at")) {
      if (row.get(column) != null && Rows.instant(row, column).isAfter(latest)) {
        latest = Rows.instant(row, column);
      }
    }
    return latest.equals(Instant.EPOCH) ? now() : latest;
  }

  SaleRate rate() {
    return row.get("sold_at") == null
        ? SaleRate.unknown(seenAt())
        : new SaleRate(
            Rows.real(row, "sold"), Rows.real(row, "sold_days"), Rows.instant(row, "sold_at"));
  }

  /** The part of its shop's news that webhooks do not tell. */
  double unannounced() {
    return SalesLearner.unannounced(Rows.real(row, "announced"), Rows.real(row, "unannounced"));
  }

  /** What may become of it. */
  Outlook outlook(Instant seenAt, SaleRate rate, @Nullable Integer quantity) {
    return Outlook.of(seenAt, rate, Rows.real(row, "usual_sales"), quantity, threshold, variations);
  }

  /**
   * True when a look is needed to tell whether it has crossed a line: a sweep does not show how
   * many are left of each variation.
   */
  boolean mayHaveCrossed(int now) {
    Integer known = quantity();
    if (known == null || now > known || now == 0) {
      return !Objects.equals(known, now);
    }
    int all = variations.stream().mapToInt(Integer::intValue).sum();
    int fewest = variations.stream().filter(left -> left > 0).min(Integer::compare).orElse(now + 1);
    return (now < known && now <= highest) || (!variations.isEmpty() && all - now >= fewest);
  }
}
