package dev.lowstock.bench;

import java.time.Duration;
import java.util.List;

/** Durations of the same thing, seen several times. */
record Samples(List<Duration> durations) {

  /** The value that this share of the samples does not exceed, in milliseconds. */
  double millis(double share) {
    List<Duration> sorted = durations.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(rank, 1) - 1).toNanos() / 1e6;
  }

  double medianSeconds() {
    return millis(0.5) / 1000;
  }

  int count() {
    return durations.size();
  }
}
