package dev.lowstock.store;

import dev.lowstock.store.CachedTables.CachedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Keeps the {@code .data} of an embedded database from growing without end. A row that never
 * changes keeps its block of {@link DataBlocks} from being used again. So when more than half of
 * the blocks is lost, each row is written once more, unchanged: HSQLDB puts them side by side into
 * other blocks, and then all earlier blocks are free. Not thread-safe.
 */
public final class Compaction {
  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

  /** Lost bytes that are not worth it. */
  private static final long LITTLE = 8 << 20;

  /** In each transaction: written in some hundredths of a second. */
  private static final int ROWS = 500;

  private final Database database;
  private final Supplier<Duration> pause;
  private final BooleanSupplier stopping;

  /**
   * Compacts the database when told to.
   *
   * @param pause between two transactions, so that others have their turn
   * @param stopping whether to break off
   */
  public Compaction(Database database, Supplier<Duration> pause, BooleanSupplier stopping) {
    this.database = database;
    this.pause = pause;
    this.stopping = stopping;
  }

  /** Writes all rows once more, if that is worth it. */
  public void compact() throws InterruptedException, SQLException {
    if (database.file() == null) {
      return;
    }
    DataBlocks.Room before = room();
    if (before.allocated() > 2 * before.used() + LITTLE) {
      rewrite();
      LOG.debug("Compacted the database file: {}, then {}", before, room());
    }
  }

  DataBlocks.Room room() {
    DataBlocks.Room room =
        new JdbcTemplate(database.dataSource())
            .execute((ConnectionCallback<DataBlocks.Room>) DataBlocks::room);
    return room == null ? new DataBlocks.Room(0, 0) : room;
  }

  void rewrite() throws InterruptedException, SQLException {
    // One for all: who met with a transaction of this one, HSQLDB may have wait for its next.
    try (Connection connection = database.dataSource().getConnection()) {
      // Never waits for the rows of others, so that HSQLDB never refuses one of those as a
      // deadlock.
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      JdbcTemplate rows = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
      for (CachedTable table : CachedTables.ALL) {
        rewrite(rows, table);
      }
      if (goesOn()) {
        // Until then, HSQLDB does not count the places that were given up last as free.
        rows.execute("CHECKPOINT");
      }
    }
  }

  private void rewrite(JdbcTemplate rows, CachedTable table) throws InterruptedException {
    int size = ROWS;
    Object done = null;
    Object last = lastOfBatch(rows, table, null, size);
    while (last != null && goesOn()) {
      boolean written = isWritten(rows, table, done, last);
      if (written || size == 1) {
        // A single row that others are writing finds a new place without us.
        done = last;
      }
      size = written ? Math.min(2 * size, ROWS) : Math.max(1, size / 4);
      Thread.sleep(pause.get().toMillis());
      last = lastOfBatch(rows, table, done, size);
    }
  }

  private boolean goesOn() {
    return database.isWritten() && !stopping.getAsBoolean();
  }

  private static @Nullable Object lastOfBatch(
      JdbcTemplate rows, CachedTable table, @Nullable Object after, int size) {
    String query =
        "SELECT MAX(k) FROM (SELECT %s AS k FROM %s %s ORDER BY k FETCH FIRST %d ROWS ONLY)"
            .formatted(
                table.key(),
                table.name(),
                after == null ? "" : "WHERE " + table.key() + " > ?",
                size);
    return after == null
        ? rows.queryForObject(query, Object.class)
        : rows.queryForObject(query, Object.class, after);
  }

  private static boolean isWritten(
      JdbcTemplate rows, CachedTable table, @Nullable Object after, Object last) {
    String update =
        "UPDATE %s SET %2$s = %2$s WHERE %3$s <= ?"
            .formatted(table.name(), table.other(), table.key());
    try {
      if (after == null) {
        rows.update(update, last);
      } else {
        rows.update(update + " AND " + table.key() + " > ?", last, after);
      }
      return true;
    } catch (ConcurrencyFailureException inUse) {
      return false;
    }
  }
}
