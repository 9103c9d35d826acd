package dev.lowstock.telegram;

import dev.lowstock.store.NodeLeases;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one node at a time poll, as Telegram gives updates to one poller only: the node that holds
 * the lease. A lease of a node that died ends by itself. A node that Telegram does not answer lets
 * go of it for a while, if there may be others. Thread-safe.
 */
public final class PollTurns {
  private static final Logger LOG = LoggerFactory.getLogger(PollTurns.class);
  private static final String LEASE = "telegram-poll";
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration CHECK = Duration.ofMillis(500);

  private final PollLease lease;
  private final NodeLeases leases;
  private final Supplier<Times> times;

  /**
   * How long things take.
   *
   * @param lease for how long a node may poll
   * @param renewal how often it asks on
   * @param patience for how long Telegram may not answer it; null where there are no others
   */
  public record Times(Duration lease, Duration renewal, @Nullable Duration patience) {}

  /** Who polls when it is its turn. Both may be called again and again. */
  interface Poller {
    void poll();

    /** Ends a poll at once, and does not wait for updates in hand. */
    void standBy();

    /** For how long polls have failed, one after the other; nothing while they succeed. */
    Optional<Duration> failingFor();
  }

  public PollTurns(PollLease lease, NodeLeases leases, Supplier<Times> times) {
    this.lease = lease;
    this.leases = leases;
    this.times = times;
  }

  /**
   * Tells a poller its turns.
   *
   * @param threads two: while the database hangs, one is left to end the poll in time
   * @return ends that
   */
  Runnable tell(Poller poller, ScheduledExecutorService threads) {
    Times now = times.get();
    Future<?> renewals =
        threads.scheduleWithFixedDelay(
            () -> renew(poller, now),
            FIRST.toMillis(),
            now.renewal().toMillis(),
            TimeUnit.MILLISECONDS);
    Future<?> checks =
        threads.scheduleWithFixedDelay(
            () -> endInTime(poller), CHECK.toMillis(), CHECK.toMillis(), TimeUnit.MILLISECONDS);
    return () -> {
      renewals.cancel(false);
      checks.cancel(false);
    };
  }

  private void renew(Poller poller, Times now) {
    try {
      if (isDeaf(poller, now.patience())) {
        lease.letGo((int) now.lease().toSeconds());
        turn(poller);
      }
      if (lease.isWanted()) {
        long askedAt = lease.ask();
        int rows = leases.claim(LEASE, now.lease()) ? 1 : 0;
        lease.answered(askedAt, rows, (int) now.lease().toSeconds());
        turn(poller);
      }
    } catch (RuntimeException | Error e) {
      // Thrown, it would end the renewals.
      LOG.debug("The lease on polling is not renewed: {}", e.getMessage());
    }
  }

  private boolean isDeaf(Poller poller, @Nullable Duration patience) {
    return patience != null
        && lease.isHeld()
        && poller.failingFor().filter(failing -> failing.compareTo(patience) >= 0).isPresent();
  }

  /** Asks no database. */
  private void endInTime(Poller poller) {
    try {
      if (lease.hasRunOut()) {
        turn(poller);
      }
    } catch (RuntimeException | Error e) {
      // Thrown, it would end the checks.
      LOG.error("The polling of this node may outlive its lease", e);
    }
  }

  private synchronized void turn(Poller poller) {
    if (lease.isHeld()) {
      poller.poll();
    } else {
      poller.standBy();
    }
  }
}
