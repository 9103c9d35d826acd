package dev.lowstock.sandbox.page;

import java.time.Duration;

/** Wakes those who show the demo's state when it has changed. Thread-safe. */
final class Changes {
  private long count;

  synchronized void happened() {
    count++;
    notifyAll();
  }

  /** Waits until there were more changes than that, or the time is up; returns how many now. */
  synchronized long awaitMoreThan(long seen, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (count <= seen) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return count;
  }
}
