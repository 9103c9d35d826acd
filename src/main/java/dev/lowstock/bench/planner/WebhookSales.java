package dev.lowstock.bench.planner;

import java.util.SplittableRandom;

/** The sales of every other shop, nine of ten of which a webhook tells at once. */
final class WebhookSales {
  private static final double TOLD = 0.9;

  private final Market market;
  private final DueQueue next;
  private final SplittableRandom random;

  /** Starts with the sales that come next. */
  WebhookSales(Market market, long seed) {
    this.market = market;
    this.random = new SplittableRandom(seed);
    int count = market.shape().allListings();
    next = new DueQueue(count);
    for (int i = 0; i < count; i++) {
      if (has(market.shopOf(i))) {
        next.put(i, market.nextAt(i));
      }
    }
  }

  static boolean has(int shop) {
    return shop % 2 == 0;
  }

  /** When the next thing happens in one of these shops. */
  int nextAt() {
    return next.firstDue();
  }

  /** Lets it happen; true when a webhook tells of it. */
  boolean happens() {
    int at = next.firstDue();
    int listing = next.first();
    boolean sale = market.nextAt(listing) == at && market.quantity(listing) > 0;
    market.advance(listing, at);
    next.put(listing, market.nextAt(listing));
    return sale && random.nextDouble() < TOLD;
  }

  /** The shop in which the next thing happens. */
  int shop() {
    return market.shopOf(next.first());
  }
}
