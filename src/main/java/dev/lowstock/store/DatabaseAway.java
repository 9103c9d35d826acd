package dev.lowstock.store;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log that the database is away: at once, and once a minute while it is. Thread-safe.
 */
public final class DatabaseAway {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseAway.class);
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private long nextNanos;

  /**
   * Has said nothing yet.
   *
   * @param nanos a clock that only goes forward
   */
  public DatabaseAway(LongSupplier nanos) {
    this.nanos = nanos;
    this.nextNanos = nanos.getAsLong();
  }

  /** Takes what somebody met with who needed the database. */
  public synchronized void seen(Throwable failure) {
    LOG.debug("The database does not answer", failure);
    long now = nanos.getAsLong();
    if (now - nextNanos >= 0) {
      nextNanos = now + PERIOD.toNanos();
      LOG.warn(
          "The database does not answer ({}): what needs it waits", Database.rootMessage(failure));
    }
  }
}
