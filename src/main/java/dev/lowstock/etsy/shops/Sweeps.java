package dev.lowstock.etsy.shops;

import dev.lowstock.etsy.api.EtsyAnswer;
import dev.lowstock.etsy.api.EtsyCall;
import dev.lowstock.planner.LookPlan;
import dev.lowstock.planner.SaleRate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Begins sweeps, and says what they bring to the database. Thread-safe. */
public final class Sweeps {
  private final LookPlan plan;

  public Sweeps(LookPlan plan) {
    this.plan = plan;
  }

  /**
   * A sweep over listings of all shops.
   *
   * @param listings those that are due, at most 100
   */
  public Sweep open(List<ListingInSweep> listings) {
    return new Sweep(listings);
  }

  /** The call that a sweep makes next. */
  public EtsyCall next(Sweep sweep) {
    return sweep.next();
  }

  /** Has a sweep read the answer to its call. */
  public void read(Sweep sweep, EtsyAnswer answer) {
    sweep.read(answer);
    if (sweep.isRefused()) {
      plan.refusedSweep();
    }
  }

  /** What the sweep brings. */
  public SweepOutcome outcome(Sweep sweep) {
    List<SweptListing> swept = sweep.listings().stream().map(each -> swept(sweep, each)).toList();
    List<Long> suspected = sellers(swept.stream().filter(SweptListing::suspected).toList());
    List<Long> sold =
        sellers(swept.stream().filter(each -> !each.suspected() && each.hasSold()).toList());
    // The looks that it wants are paid for here: each takes one call, or sees a whole shop.
    return new SweepOutcome(
        swept, suspected, sold, plan.afterSweep(sweep.calls() + suspected.size()).toMillis());
  }

  private SweptListing swept(Sweep sweep, ListingInSweep listing) {
    SaleRate rate = listing.rate();
    if (!listing.isWatched()) {
      return swept(listing, listing.quantity(), rate, false, null);
    }
    Instant now = listing.now();
    double missed = listing.unannounced();
    plan.swept(listing.outlook(listing.seenAt(), rate, listing.quantity()), missed, now);
    Integer quantity = sweep.quantityOf(listing.id());
    boolean suspected =
        !sweep.isForSale(listing.id()) || (quantity != null && listing.mayHaveCrossed(quantity));
    if (suspected) {
      Duration later = plan.length();
      return swept(listing, listing.quantity(), rate, true, later.toMillis());
    }
    Integer left = quantity == null ? listing.quantity() : quantity;
    SaleRate learned =
        left == null || left.equals(listing.quantity())
            ? rate
            : rate.after(listing.quantity(), listing.seenAt(), left, now);
    Duration next = plan.untilSweep(listing.outlook(now, learned, left), missed);
    return swept(listing, left, learned, false, next.toMillis());
  }

  private static SweptListing swept(
      ListingInSweep listing,
      @Nullable Integer quantity,
      SaleRate rate,
      boolean suspected,
      @Nullable Long sweepMillis) {
    return new SweptListing(
        listing.id(),
        listing.sellerId(),
        listing.quantity(),
        quantity,
        rate,
        listing.isWatched(),
        !rate.equals(listing.rate()),
        suspected,
        sweepMillis);
  }

  private static List<Long> sellers(List<SweptListing> listings) {
    return listings.stream().map(SweptListing::sellerId).distinct().toList();
  }
}
