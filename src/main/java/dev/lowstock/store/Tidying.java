package dev.lowstock.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Forgets what is kept no longer, so that nothing grows without end: docs/reliability.md says what,
 * and after how long. One node does it: two that delete the same rows in another order would wait
 * for each other. What a stop or a failure leaves is forgotten the next time.
 */
public final class Tidying {
  private static final String LEASE = "tidy-up";

  /** Shorter than the hour between two times, so that another node follows one that has died. */
  private static final Duration LENGTH = Duration.ofMinutes(50);

  private final NodeLeases leases;
  private final ClockFollower clock;
  private final OldRows rows;
  private final Way way;

  /**
   * How it is done.
   *
   * @param retentionDays how long alerts are kept
   * @param pause between two batches, so that deliveries have their turn
   * @param stopping whether to break off
   */
  public record Way(int retentionDays, Supplier<Duration> pause, BooleanSupplier stopping) {}

  public Tidying(
      Database database,
      NodeLeases leases,
      ClockFollower clock,
      UnwatchedSellers sellers,
      Way way,
      MeterRegistry meters) {
    this.leases = leases;
    this.clock = clock;
    this.rows = new OldRows(database, sellers, way.retentionDays(), meters);
    this.way = way;
  }

  /** Forgets all that is too old, unless a node has begun with that in the last fifty minutes. */
  public void tidyUp() throws InterruptedException {
    if (leases.claim(LEASE, LENGTH)) {
      forgetOldRows();
    }
  }

  void forgetOldRows() throws InterruptedException {
    // A clock that was set to the right year a moment ago makes nothing old.
    clock.follow();
    while (!way.stopping().getAsBoolean() && rows.forgetBatch()) {
      Thread.sleep(way.pause().get().toMillis());
    }
  }
}
