package dev.lowstock.bench.planner;

/**
 * The best fixed rates for crawling what changes at known rates: with the square root of how often
 * a listing sells out, and once in three sweeps at least.
 */
final class SquareRoot implements Turns {
  private final double[] interval;

  SquareRoot(Market market, double looksPerDay, int longest) {
    int count = market.shape().allListings();
    double[] weight = new double[count];
    for (int i = 0; i < count; i++) {
      weight[i] = Math.sqrt(market.sellOutsPerDay(i));
    }
    interval = new double[count];
    double low = 0;
    double high = 1e12;
    // The factor at which all looks together are as many as there are.
    for (int step = 0; step < 100; step++) {
      double factor = (low + high) / 2;
      double looks = 0;
      for (int i = 0; i < count; i++) {
        interval[i] = Math.min(factor / weight[i], longest);
        looks += Market.DAY / interval[i];
      }
      if (looks > looksPerDay) {
        low = factor;
      } else {
        high = factor;
      }
    }
  }

  @Override
  public int next(int listing, int now) {
    return now + (int) interval[listing];
  }
}
