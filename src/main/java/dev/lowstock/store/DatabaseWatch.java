package dev.lowstock.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What health and metrics know of the database: asked at most every two seconds, and waited for two
 * seconds at most, however many ask. What is owed is counted beside that, as counting many alerts
 * takes long, and for a tenth of the time at most. Thread-safe.
 */
public final class DatabaseWatch {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Duration FRESH = Duration.ofSeconds(2);

  private static final Reading NO_ANSWER =
      new Reading(false, null, 0, null, null, null, 0, null, 0, null, null);

  /** A count that takes longer is not waited for, and a rest of so many times as long follows. */
  private static final Duration QUICK = Duration.ofMillis(200);

  private static final int REST = 10;

  private static final Duration LONGEST_COUNT = Duration.ofMinutes(1);

  private final Statements database;
  private final Statements counting;
  private final ExecutorService asker = thread("DatabaseWatch");
  private final ExecutorService counter = thread("OutboxCount");

  private Reading last = NO_ANSWER;
  private @Nullable Long lastNanos;
  private @Nullable Future<Reading> asked;
  private volatile @Nullable Owed owed;
  private @Nullable Future<?> counted;
  private volatile long countAgainNanos = System.nanoTime();

  public DatabaseWatch(Database database) {
    this.database = database.statements();
    this.database.getJdbcTemplate().setQueryTimeout((int) LIMIT.toSeconds());
    this.counting = database.statements();
    this.counting.getJdbcTemplate().setQueryTimeout((int) LONGEST_COUNT.toSeconds());
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * One look at the database.
   *
   * @param answers false when it did not in time; the rest is then not known
   * @param owed the alerts in the outbox; null until the bot has counted them once
   * @param closed chats that the bot may not write to now
   * @param feedCursor up to where the feed has been recorded, in Etsy's epoch seconds; null before
   *     the first start of the feed
   * @param shopLag how long the shop that waits longest has been due for a look; null when there is
   *     none to look at
   * @param sweepLag how long the listing that waits longest has been due for a sweep; null when
   *     there is none to sweep over
   * @param waiting events that are noticed and not described yet
   * @param longestWait how long the first of them has waited; null when there is none
   * @param eventTrouble why one of them waits; null when nothing went wrong
   */
  public record Reading(
      boolean answers,
      @Nullable Owed owed,
      long closed,
      @Nullable Long feedCursor,
      @Nullable Duration shopLag,
      @Nullable Duration sweepLag,
      long failing,
      @Nullable String shopTrouble,
      long waiting,
      @Nullable Duration longestWait,
      @Nullable String eventTrouble) {}

  /**
   * What was owed when it was counted last.
   *
   * @param alerts that are not delivered yet
   * @param oldest how long the oldest of them has been owed, of those whose chats may be written
   *     to; null when there is none
   * @param channels of the operator for which something waits, and how much
   */
  public record Owed(long alerts, @Nullable Duration oldest, Map<String, Long> channels) {}

  /** What is known now. */
  public synchronized Reading reading() {
    Long before = lastNanos;
    if (before != null && System.nanoTime() - before < FRESH.toNanos()) {
      return last;
    }
    // An answer that is late is waited for again, so that a database that hangs gets one question.
    Future<Reading> answer = asked == null ? asker.submit(this::ask) : asked;
    asked = answer;
    try {
      last = answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      asked = null;
    } catch (TimeoutException e) {
      last = NO_ANSWER;
    } catch (ExecutionException e) {
      last = NO_ANSWER;
      asked = null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NO_ANSWER;
    }
    lastNanos = System.nanoTime();
    return last;
  }

  private @Nullable Reading ask() throws Exception {
    awaitCount();
    return database.queryForObject("select-health", Map.of(), (row, n) -> reading(row));
  }

  /** Counts if it is time to; a count that takes longer is told when there is one. */
  private void awaitCount() throws Exception {
    Future<?> count = counted;
    boolean resting = System.nanoTime() - countAgainNanos < 0;
    if (count == null || (count.isDone() && !resting)) {
      count = counter.submit(this::countOwed);
      counted = count;
    }
    try {
      count.get(QUICK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // What was counted last stands; whether the database is away, the next question tells.
    }
  }

  private void countOwed() {
    long begin = System.nanoTime();
    try {
      Map<String, Long> channels = new TreeMap<>();
      counting.query(
          "select-waiting-channels",
          Map.of(),
          row -> {
            channels.put(row.getString("channel"), row.getLong("waiting"));
          });
      owed = counting.queryForObject("select-owed", Map.of(), (row, n) -> owed(row, channels));
    } finally {
      long took = System.nanoTime() - begin;
      countAgainNanos = begin + (took < QUICK.toNanos() ? took : REST * took);
    }
  }

  private static Owed owed(ResultSet row, Map<String, Long> channels) throws SQLException {
    OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
    OffsetDateTime now = row.getObject("now", OffsetDateTime.class);
    return new Owed(
        row.getLong("owed"), oldest == null ? null : Duration.between(oldest, now), channels);
  }

  private Reading reading(ResultSet row) throws SQLException {
    OffsetDateTime now = row.getObject("now", OffsetDateTime.class);
    Number cursor = (Number) row.getObject("feed_cursor");
    return new Reading(
        true,
        owed,
        row.getLong("closed"),
        cursor == null ? null : cursor.longValue(),
        lag(row.getObject("first_due", OffsetDateTime.class), now),
        lag(row.getObject("first_sweep", OffsetDateTime.class), now),
        row.getLong("failing"),
        row.getString("shop_trouble"),
        row.getLong("waiting"),
        lag(row.getObject("first_waiting", OffsetDateTime.class), now),
        row.getString("event_trouble"));
  }

  private static @Nullable Duration lag(@Nullable OffsetDateTime due, OffsetDateTime now) {
    return due == null ? null : due.isAfter(now) ? Duration.ZERO : Duration.between(due, now);
  }
}
