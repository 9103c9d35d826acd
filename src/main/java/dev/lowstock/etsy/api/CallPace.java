package dev.lowstock.etsy.api;

import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Sees that no more calls reach Etsy in any second than may, however long each is on its way: the
 * place of a call is free again a second after its answer. Thread-safe.
 */
final class CallPace {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanos;
  private final long begin;

  /** When the places of calls that ended are free again: nanoseconds since the beginning. */
  private final Deque<Long> freeAgain = new ArrayDeque<>();

  private int underWay;

  /**
   * Counts from now on.
   *
   * @param nanos a clock that only goes forward
   */
  CallPace(LongSupplier nanos) {
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
  }

  /**
   * Waits for a place and takes it.
   *
   * @param limit how many calls may reach Etsy in a second
   * @throws InterruptedIOException when the program stops meanwhile
   */
  synchronized void begin(int limit) throws InterruptedIOException {
    try {
      for (long wait = wait(limit); wait > 0; wait = wait(limit)) {
        TimeUnit.NANOSECONDS.timedWait(this, wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The program stops");
    }
    underWay++;
  }

  /** The call has its answer, or ended without one. */
  synchronized void end() {
    underWay--;
    freeAgain.addLast(now() + SECOND);
    notifyAll();
  }

  /** Nanoseconds until it is worth looking for a place again; 0 when there is one. */
  private long wait(int limit) {
    long now = now();
    while (!freeAgain.isEmpty() && freeAgain.getFirst() <= now) {
      freeAgain.removeFirst();
    }
    if (underWay + freeAgain.size() < limit) {
      return 0;
    }
    return freeAgain.isEmpty() ? SECOND : freeAgain.getFirst() - now;
  }

  private long now() {
    return nanos.getAsLong() - begin;
  }
}
