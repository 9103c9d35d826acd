package dev.lowstock.bench.planner;

/** Which part of a shop's sales webhooks do not tell, learned from looks that found sales. */
final class Announced {
  private static final double FADING = 0.98;
  private static final double LEAST = 0.05;

  private final float[] with;
  private final float[] without;

  Announced(int shops) {
    with = new float[shops];
    without = new float[shops];
  }

  void found(int shop, boolean announced) {
    with[shop] = (float) (FADING * with[shop] + (announced ? 1 : 0));
    without[shop] = (float) (FADING * without[shop] + (announced ? 0 : 1));
  }

  double unannounced(int shop) {
    return Math.max(LEAST, (1 + without[shop]) / (1 + without[shop] + with[shop]));
  }
}
