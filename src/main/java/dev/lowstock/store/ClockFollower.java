package dev.lowstock.store;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps waits as long as they are when this machine's clock, which is the embedded database's too,
 * is set. Thread-safe.
 *
 * <p>Set back, every time that lies ahead by up to twice the jump moves back with it: what has
 * happened has not happened later than now, and nothing waits more than twice as long as it was to.
 * What had longer to wait stays, as it may be a time of day. Set forward, waits end early, which
 * harms nothing: it cannot be told from a machine that was suspended, and then they should.
 */
public final class ClockFollower {
  private static final Logger LOG = LoggerFactory.getLogger(ClockFollower.class);

  /** NTP corrects less than this little by little, and no wait minds it. */
  private static final Duration NOTICED = Duration.ofSeconds(2);

  /** What is kept is kept for days. */
  private static final Duration DAY = Duration.ofDays(1);

  private final Database database;
  private final Clock wall;
  private final InstantSource steady;
  private Duration ahead;

  /**
   * Compares two clocks from now on.
   *
   * @param wall the clock that is set
   * @param steady one that is not
   */
  public ClockFollower(Database database, Clock wall, InstantSource steady) {
    this.database = database;
    this.wall = wall;
    this.steady = steady;
    this.ahead = Duration.between(steady.instant(), wall.instant());
  }

  /** Looks whether the clock was set since it last looked. Fails when the database does. */
  public synchronized void follow() {
    Duration now = Duration.between(steady.instant(), wall.instant());
    Duration jump = now.minus(ahead);
    if (database.kind() == Database.Kind.HSQLDB && jump.abs().compareTo(NOTICED) >= 0) {
      if (jump.isNegative()) {
        int moved = moveBack(database.statements(), jump.negated());
        LOG.warn(
            "The clock of this machine was set back by {}: {} times in the database moved with it",
            jump.negated(),
            moved);
      } else {
        if (jump.compareTo(DAY) >= 0) {
          database
              .statements()
              .update(
                  "keep-owed-alerts",
                  Map.of(
                      "days", jump.toDays(), "seconds", jump.minusDays(jump.toDays()).toSeconds()));
        }
        LOG.warn(
            "The clock of this machine was set forward by {}, or it was suspended: waits end early",
            jump);
      }
    }
    // Only now: what failed is done at the next look.
    ahead = now;
  }

  /** Does the same for a clock that was set back while nobody looked, as far as can be known. */
  static void followAtStart(Statements database) {
    Duration behind =
        database.queryForObject(
            "select-latest-time",
            Map.of(),
            (row, n) -> {
              OffsetDateTime now = row.getObject("now", OffsetDateTime.class);
              OffsetDateTime latest = row.getObject("latest", OffsetDateTime.class);
              return latest == null ? Duration.ZERO : Duration.between(now, latest);
            });
    if (behind != null && behind.compareTo(NOTICED) >= 0) {
      int moved = moveBack(database, behind);
      LOG.warn(
          "The clock of this machine is {} behind the database: {} times in it moved back by that",
          behind,
          moved);
    }
  }

  private static int moveBack(Statements database, Duration jump) {
    JdbcTemplate rows = database.getJdbcTemplate();
    // What is left of a second would be ahead still.
    long seconds = jump.plusSeconds(1).toSeconds();
    Integer moved =
        new TransactionTemplate(
                new DataSourceTransactionManager(requireNonNull(rows.getDataSource())))
            .execute(
                status ->
                    database
                        .query(
                            "select-time-columns",
                            (row, n) -> moveBack(row.getString(1), row.getString(2), seconds))
                        .stream()
                        .mapToInt(rows::update)
                        .sum());
    return moved == null ? 0 : moved;
  }

  private static String moveBack(String table, String column, long seconds) {
    String now = "CURRENT_TIMESTAMP";
    return String.format(
        "UPDATE %1$s SET %2$s = DATEADD('second', %3$d, %2$s)"
            + " WHERE %2$s > %4$s AND %2$s <= DATEADD('second', %5$d, %4$s)",
        table, column, -seconds, now, 2 * seconds);
  }
}
