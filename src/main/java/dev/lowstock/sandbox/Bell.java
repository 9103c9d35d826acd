package dev.lowstock.sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Wakes those who wait for something to have happened. */
final class Bell {
  synchronized void ring() {
    notifyAll();
  }

  /** Waits until there is such a thing; fails when there is none in time. */
  <T> T await(Supplier<Optional<T>> thing, Duration limit, String what) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      return await(thing, deadline, what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + what, e);
    }
  }

  private synchronized <T> T await(Supplier<Optional<T>> thing, long deadline, String what)
      throws InterruptedException {
    while (true) {
      Optional<T> found = thing.get();
      if (found.isPresent()) {
        return found.get();
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new IllegalStateException("In vain: " + what);
      }
      wait(left);
    }
  }
}
