package dev.lowstock.clock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;

/**
 * Lets so many pass in any period of time. Thread-safe.
 *
 * <p>Camel's own {@code throttle} goes by the clock on the wall: after that is set back an hour it
 * lets nothing pass for an hour.
 */
public final class Throttle {
  private final long period;
  private final LongSupplier nanos;
  private final long begin;

  /** When those passed, or will, that still count: nanoseconds since the beginning, in order. */
  private final List<Long> passes = new ArrayList<>();

  /**
   * Counts from now on.
   *
   * @param nanos a clock that only goes forward
   */
  public Throttle(Duration period, LongSupplier nanos) {
    this.period = period.toNanos();
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
  }

  /**
   * Takes the next free place, for a step that is delayed until then.
   *
   * @param limit how many may pass in a period
   * @return how long to wait for it, in milliseconds
   */
  public synchronized long millisToWait(int limit) {
    long now = now();
    long at = freeAt(limit, now);
    passes.add(at);
    return Duration.ofNanos(at - now).plusNanos(999_999).toMillis();
  }

  /**
   * Takes a place that is free now.
   *
   * @param limit how many may pass in a period
   * @throws ThrottlerRejectedExecutionException when so many have passed already
   */
  public void requireRoom(int limit) {
    if (!letsPass(limit)) {
      throw new ThrottlerRejectedExecutionException("More than " + limit + " at a time");
    }
  }

  /**
   * Takes a place that is free now, if there is one.
   *
   * @param limit how many may pass in a period
   * @return whether there was one
   */
  public synchronized boolean letsPass(int limit) {
    long now = now();
    boolean free = freeAt(limit, now) <= now;
    if (free) {
      passes.add(now);
    }
    return free;
  }

  private long now() {
    long now = nanos.getAsLong() - begin;
    passes.removeIf(pass -> pass <= now - period);
    return now;
  }

  private long freeAt(int limit, long now) {
    int known = passes.size();
    long last = known == 0 ? now : Math.max(now, passes.get(known - 1));
    return known < limit ? last : Math.max(last, passes.get(known - limit) + period);
  }
}
