package dev.lowstock.bench.planner;

/**
 * How sales rise and fall with the hour: a clock that goes as fast as they do, and is right again
 * at each midnight.
 *
 * @param height 0.8 for sales that are 80 % more at six and 80 % less at eighteen o'clock, 0 for
 *     sales that know no hour
 */
record Waves(double height) {
  static final Waves NONE = new Waves(0);

  /** What this clock shows after so many days. */
  double shown(double days) {
    return days + height / (2 * Math.PI) * (1 - Math.cos(2 * Math.PI * days));
  }

  /** After how many days this clock shows that. */
  double days(double shown) {
    if (height == 0) {
      return shown;
    }
    double low = shown - height / Math.PI;
    double high = shown;
    // To a tenth of a second.
    while (high - low > 1e-6) {
      double middle = (low + high) / 2;
      if (shown(middle) < shown) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
