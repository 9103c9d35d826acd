package dev.lowstock.bench.planner;

import dev.lowstock.planner.Outlook;
import dev.lowstock.planner.SaleRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has been recorded of the listings of a market, in arrays that hold millions: as they were
 * when they were last seen, and the rates learned from that.
 */
final class Records {
  private final Market market;
  private final int[] seenAt;
  private final short[] quantity;
  private final short[] left;
  private final float[] sold;
  private final float[] days;
  private final int[] learnedAt;

  /** Begins with everything as it is at that second, and with nothing learned. */
  Records(Market market, int now) {
    this.market = market;
    int count = market.shape().allListings();
    seenAt = new int[count];
    quantity = new short[count];
    left = new short[market.offset(count)];
    sold = new float[count];
    days = new float[count];
    learnedAt = new int[count];
    for (int i = 0; i < count; i++) {
      market.look(i, now);
      seenAt[i] = now;
      learnedAt[i] = now;
      keep(i);
    }
  }

  /** As if units had been seen to be sold on so many days before the begin. */
  void learned(int listing, double units, double forDays) {
    Instant begin = at(learnedAt[listing]);
    Instant before = begin.minusSeconds((long) (forDays * Market.DAY));
    double remembered = SaleRate.unknown(before).after(1, before, 1, begin).days();
    sold[listing] = (float) (units * remembered / forDays);
    days[listing] = (float) remembered;
  }

  int seenAt(int listing) {
    return seenAt[listing];
  }

  /** How many were left when it was last seen. */
  int quantity(int listing) {
    return quantity[listing];
  }

  boolean isForSale(int listing) {
    return quantity[listing] > 0;
  }

  static Instant at(int now) {
    return SimulatedClock.at(now);
  }

  /** The second that is so much later. */
  static int after(int now, Duration wait) {
    return (int) Math.min(now + wait.toMillis() / 1000.0, Integer.MAX_VALUE - 1.0);
  }

  SaleRate rate(int listing) {
    return new SaleRate(sold[listing], days[listing], at(learnedAt[listing]));
  }

  /** The rate as of now, if nothing has been sold since. */
  SaleRate rate(int listing, int now) {
    Integer same = isForSale(listing) ? (int) quantity[listing] : null;
    return rate(listing).after(same, at(now), same, at(now));
  }

  /** What is ahead of a listing, by the rate that was learned. */
  Outlook outlook(int listing, double usual) {
    return outlook(listing, rate(listing), usual);
  }

  /** What is ahead of a listing, by another rate. */
  Outlook outlook(int listing, SaleRate rate, double usual) {
    Integer known = isForSale(listing) ? (int) quantity[listing] : null;
    return Outlook.of(
        at(seenAt[listing]), rate, usual, known, Market.THRESHOLD, variations(listing));
  }

  /** True when the variations that are recorded cannot be told from the quantity alone. */
  boolean hasVariations(int listing) {
    return market.offset(listing + 1) - market.offset(listing) > 1;
  }

  /**
   * True when a sweep that sees this quantity may have found a crossing: what it sees of a listing
   * is not all that there is to see.
   */
  boolean mayHaveCrossed(int listing, int now) {
    int before = quantity[listing];
    if (now == 0 || now > before || (before > Market.THRESHOLD && now <= Market.THRESHOLD)) {
      return now != before;
    }
    if (!hasVariations(listing)) {
      return false;
    }
    int all = 0;
    int fewest = Integer.MAX_VALUE;
    for (int place = market.offset(listing); place < market.offset(listing + 1); place++) {
      all += left[place];
      fewest = left[place] > 0 ? Math.min(fewest, left[place]) : fewest;
    }
    return all - now >= fewest;
  }

  /** A look at the listing, as the market has it. True when it is not as it was recorded. */
  boolean looked(int listing, int now) {
    boolean changed = learn(listing, now);
    keep(listing);
    return changed;
  }

  /** A sweep, which sees all but the variations. True when it is not as it was recorded. */
  boolean swept(int listing, int now) {
    boolean changed = learn(listing, now);
    quantity[listing] = (short) market.quantity(listing);
    return changed;
  }

  private boolean learn(int listing, int now) {
    int before = quantity[listing];
    int seen = market.quantity(listing);
    boolean changed = seen != before;
    if (changed) {
      @Nullable Integer known = before > 0 ? before : null;
      SaleRate rate = rate(listing).after(known, at(seenAt[listing]), seen, at(now));
      sold[listing] = (float) rate.sold();
      days[listing] = (float) rate.days();
      learnedAt[listing] = now;
    }
    seenAt[listing] = now;
    return changed;
  }

  private void keep(int listing) {
    quantity[listing] = (short) market.quantity(listing);
    for (int place = market.offset(listing); place < market.offset(listing + 1); place++) {
      left[place] = (short) market.left(place);
    }
  }

  private List<Integer> variations(int listing) {
    if (!hasVariations(listing)) {
      return List.of();
    }
    List<Integer> variations = new ArrayList<>();
    for (int place = market.offset(listing); place < market.offset(listing + 1); place++) {
      variations.add((int) left[place]);
    }
    return variations;
  }
}
