package dev.lowstock.planner;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often a listing sells, as far as the quantities that were seen of it tell. Both numbers fade:
 * what was a month ago counts a third.
 *
 * @param sold units that were seen to be sold
 * @param days in which the listing was for sale and seen to sell that
 * @param at up to when that is so
 */
public record SaleRate(double sold, double days, Instant at) {
  private static final double MEMORY_DAYS = 30;

  /** Usual sales count as much as if so many units of this listing had been seen to be sold. */
  private static final double USUAL_UNITS = 1.5;

  /** Nothing has been seen yet. */
  public static SaleRate unknown(Instant at) {
    return new SaleRate(0, 0, at);
  }

  /**
   * Units a day.
   *
   * @param usual units a day of a listing of which nothing is known
   */
  public double perDay(double usual) {
    return (USUAL_UNITS + sold) / (USUAL_UNITS / usual + days);
  }

  /**
   * What it is after a look. Looks that see no change need not be kept: what they saw is learned
   * with the next change.
   *
   * @param before the quantity that was known; null when the listing was not for sale then
   * @param seenAt when that was last seen to be so
   * @param now the quantity; 0 when sold out, null when not for sale for another reason
   * @param lookedAt when that was seen
   */
  public SaleRate after(
      @Nullable Integer before, Instant seenAt, @Nullable Integer now, Instant lookedAt) {
    if (before == null) {
      return forward(lookedAt, false);
    }
    // Whatever else happened since it was last seen, it is not known how long it was for sale.
    SaleRate known = forward(seenAt, true);
    if (now == null || now > before) {
      return known.forward(lookedAt, false);
    }
    // Sold out at any time in between: in the middle, for all that is known.
    Duration between = Duration.between(known.at, lookedAt);
    Instant end = now == 0 ? known.at.plus(between.dividedBy(2)) : lookedAt;
    SaleRate then = known.forward(end, true).forward(lookedAt, false);
    return new SaleRate(then.sold + before - now, then.days, then.at);
  }

  /** As it is when nothing more was sold. */
  SaleRate unsold(Instant now) {
    return forward(now, true);
  }

  private SaleRate forward(Instant to, boolean forSale) {
    if (!to.isAfter(at)) {
      return this;
    }
    double fading = Math.exp(-Outlook.days(Duration.between(at, to)) / MEMORY_DAYS);
    double more = forSale ? MEMORY_DAYS * (1 - fading) : 0;
    return new SaleRate(sold * fading, days * fading + more, to);
  }
}
