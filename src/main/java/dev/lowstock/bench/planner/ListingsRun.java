package dev.lowstock.bench.planner;

import java.util.SplittableRandom;

/** Looks at all listings of a market, a hundred a call, each in its turn. */
final class ListingsRun {
  static final int A_CALL = 100;

  private final Market market;
  private final Records records;
  private final Turns turns;
  private final DueQueue queue;
  private final int sweep;
  private long looks;
  private long waited;
  private double longestUnseen;

  /**
   * Makes everything due within one sweep.
   *
   * @param sweep how long one takes, in seconds
   */
  ListingsRun(Market market, Records records, Turns turns, int sweep, int begin, long seed) {
    this.market = market;
    this.records = records;
    this.turns = turns;
    this.sweep = sweep;
    int count = market.shape().allListings();
    queue = new DueQueue(count);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      queue.put(i, begin + random.nextInt(sweep));
    }
  }

  /** Looks from one second to another, of which only what comes after a third is counted. */
  Outcome run(String planner, int begin, int counted, int end, Delays delays) {
    double step = (double) sweep * A_CALL / queue.size();
    int[] call = new int[Math.min(A_CALL, queue.size())];
    double nextRound = begin;
    for (double now = begin + step; now < end; now += step) {
      if (now >= nextRound) {
        turns.round((int) now);
        nextRound += sweep;
      }
      for (int i = 0; i < call.length; i++) {
        call[i] = queue.take();
      }
      for (int listing : call) {
        look(listing, (int) now, now >= counted);
      }
    }
    for (int i = 0; i < queue.size(); i++) {
      longestUnseen = Math.max(longestUnseen, end - records.seenAt(i));
    }
    return new Outcome(planner, delays, longestUnseen / sweep, (double) waited / looks);
  }

  private void look(int listing, int now, boolean counted) {
    int unseen = now - records.seenAt(listing);
    if (counted) {
      looks++;
      longestUnseen = Math.max(longestUnseen, unseen);
      waited += unseen >= 0.9 * ListingsPart.DUE_AFTER_SWEEPS * sweep ? 1 : 0;
    }
    turns.before(listing, now);
    market.look(listing, now);
    boolean unused = records.looked(listing, now);
    queue.put(listing, turns.next(listing, now));
  }
}
