package dev.lowstock.bench.planner;

import dev.lowstock.planner.SaleRate;

/** What a listing of a shop usually sells, for those of which nothing is known. */
final class UsualRate {
  private static final double UNITS = 5;
  private static final double DAYS = 50;

  private UsualRate() {}

  /** Units a day of the listings from one to before another, as the program sums them up. */
  static double of(Records records, int from, int to, int now) {
    double sold = UNITS;
    double days = DAYS;
    for (int i = from; i < to; i++) {
      SaleRate rate = records.rate(i, now);
      sold += rate.sold();
      days += rate.days();
    }
    return sold / days;
  }
}
