package dev.lowstock.store;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Knows which failures are the database's, and says in the log that it is away, or takes nothing:
 * at once, and once a minute while it is so. Thread-safe.
 */
public final class DatabaseAway {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseAway.class);
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** What waits in the database is tried twice a second. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /**
   * Classes of SQLSTATE (PostgreSQL, appendix A): connection, resources, operator, system, and a
   * transaction that may be tried again.
   */
  private static final Set<String> CLASSES = Set.of("08", "53", "57", "58", "40");

  /** The server has ended a transaction in which nothing happened. */
  private static final String IDLE_IN_TRANSACTION = "25P03";

  private enum Trouble {
    /** A server that can only be read: a standby, or one that is set so while its disk is full. */
    READ_ONLY("25006"),
    DISK_FULL("53100"),
    /** Everything else. */
    SILENT("");

    private final String state;

    Trouble(String state) {
      this.state = state;
    }

    boolean isIn(Throwable cause) {
      return cause instanceof SQLException failure && state.equals(failure.getSQLState());
    }

    static Trouble of(Throwable failure) {
      for (Throwable cause : causes(failure)) {
        for (Trouble trouble : List.of(READ_ONLY, DISK_FULL)) {
          if (trouble.isIn(cause)) {
            return trouble;
          }
        }
      }
      return SILENT;
    }
  }

  private final LongSupplier nanos;
  private final Map<Trouble, Long> saidNanos = new EnumMap<>(Trouble.class);
  private @Nullable String refusal;
  private long refusedNanos;

  /**
   * Has said nothing yet.
   *
   * @param nanos a clock that only goes forward
   */
  public DatabaseAway(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether that is the failure, or a cause of it: what failed may go well later. */
  public static boolean isIn(Throwable failure) {
    return causes(failure).stream().anyMatch(DatabaseAway::isPassing);
  }

  /** Whether the server refused to write, and the connection is best given up for another one. */
  static boolean isReadOnly(SQLException failure) {
    return Trouble.READ_ONLY.isIn(failure);
  }

  /** Takes what somebody met with who needed the database. */
  public synchronized void seen(Throwable failure) {
    LOG.debug("The database does not do what it is told", failure);
    long now = nanos.getAsLong();
    String why = Database.rootMessage(failure);
    Trouble trouble = Trouble.of(failure);
    if (trouble != Trouble.SILENT) {
      refusal = why;
      refusedNanos = now;
    }
    Long said = saidNanos.get(trouble);
    if (said == null || now - said >= PERIOD.toNanos()) {
      saidNanos.put(trouble, now);
      LOG.warn(
          "The database {} ({}): what needs it waits",
          trouble == Trouble.SILENT ? "does not answer" : "cannot be written",
          why);
    }
  }

  /** Why it takes nothing, though it answers; null when it does, as far as is known. */
  public synchronized @Nullable String refusal() {
    return nanos.getAsLong() - refusedNanos < FRESH.toNanos() ? refusal : null;
  }

  private static boolean isPassing(Throwable cause) {
    return cause instanceof SQLTransientException
        || cause instanceof SQLRecoverableException
        || cause instanceof SQLNonTransientConnectionException
        || cause instanceof TransientDataAccessException
        || cause instanceof DataAccessResourceFailureException
        || cause instanceof TransactionException
        || (cause instanceof SQLException failure && isPassing(failure.getSQLState()));
  }

  private static boolean isPassing(@Nullable String state) {
    return state != null
        && (state.equals(Trouble.READ_ONLY.state)
            || state.equals(IDLE_IN_TRANSACTION)
            || CLASSES.stream().anyMatch(state::startsWith));
  }

  private static Set<Throwable> causes(Throwable failure) {
    Set<Throwable> causes = new LinkedHashSet<>();
    Throwable next = failure;
    while (next != null && causes.add(next)) {
      next = next.getCause();
    }
    return causes;
  }
}
