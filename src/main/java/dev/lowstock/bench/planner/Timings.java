package dev.lowstock.bench.planner;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How long something took, many times, to two percent: CPU time of its thread, as a busy machine is
 * no fault of the plan.
 */
final class Timings {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double STEPS_OF_E = 50;

  private final int[] counts = new int[1200];
  private long total;

  /** The nanoseconds that this thread has worked. */
  static long now() {
    return THREADS.getCurrentThreadCpuTime();
  }

  void add(long nanos) {
    int step = (int) (STEPS_OF_E * Math.log((double) Math.max(nanos, 1)));
    counts[Math.min(step, counts.length - 1)]++;
    total++;
  }

  /** What this share of the times does not exceed. */
  double micros(double share) {
    long left = (long) Math.ceil(share * total);
    for (int step = 0; step < counts.length; step++) {
      left -= counts[step];
      if (left <= 0 && total > 0) {
        return Math.exp((step + 1) / STEPS_OF_E) / 1000;
      }
    }
    return Double.NaN;
  }
}
