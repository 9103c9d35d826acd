package dev.lowstock.bench.planner;

import java.util.Arrays;

/**
 * How long it took from each crossing to the look that saw it, in seconds. One that nobody saw
 * before the listing was restocked counts until then, so that not looking does not pay.
 */
final class Delays {
  private final int from;
  private final int until;
  private float[] seconds = new float[1024];
  private int count;
  private int missed;
  private boolean sorted;

  /** Counts the crossings that happen between these seconds. */
  Delays(int from, int until) {
    this.from = from;
    this.until = until;
  }

  void seen(int crossedAt, int seenAt) {
    if (crossedAt >= from && crossedAt < until) {
      add(seenAt - crossedAt);
    }
  }

  void missed(int crossedAt, int restockedAt) {
    if (crossedAt >= from && crossedAt < until) {
      add(restockedAt - crossedAt);
      missed++;
    }
  }

  int count() {
    return count;
  }

  /** The part of the crossings that nobody saw. */
  double missedShare() {
    return (double) missed / count;
  }

  double meanMinutes() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += seconds[i];
    }
    return sum / count / 60;
  }

  /** The time that this share of the crossings does not exceed. */
  double minutes(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    if (!sorted) {
      Arrays.sort(seconds, 0, count);
      sorted = true;
    }
    return seconds[Math.max((int) Math.ceil(share * count), 1) - 1] / 60;
  }

  private void add(int delay) {
    if (count == seconds.length) {
      seconds = Arrays.copyOf(seconds, 2 * count);
    }
    seconds[count++] = delay;
    sorted = false;
  }
}
