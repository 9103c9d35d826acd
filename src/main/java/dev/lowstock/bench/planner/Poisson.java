package dev.lowstock.bench.planner;

import java.util.SplittableRandom;

/** How often something happens that is expected so often. */
final class Poisson {
  private Poisson() {}

  static int draw(double expected, SplittableRandom random) {
    // Event after event: exact, and quick enough for what sells a few times a day.
    int count = 0;
    double at = -Math.log(1 - random.nextDouble());
    while (at < expected) {
      count++;
      at -= Math.log(1 - random.nextDouble());
    }
    return count;
  }
}
