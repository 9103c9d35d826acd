package dev.lowstock.store;

import dev.lowstock.store.CachedTables.CachedTable;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

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

  private final boolean hasFile;
  private final JdbcTemplate rows;
  private final Supplier<Duration> pause;
  private final BooleanSupplier stopping;

  /**
   * Compacts the database when told to.
   *
   * @param pause between two transactions, so that others have their turn
   * @param stopping whether to break off
   */
  public Compaction(Database database, Supplier<Duration> pause, BooleanSupplier stopping) {
    DataSource dataSource = database.dataSource();
    this.hasFile = database.file() != null;
    this.rows = new JdbcTemplate(dataSource);
    this.pause = pause;
    this.stopping = stopping;
  }

  /** Writes all rows once more, if that is worth it. */
  public void compact() throws InterruptedException {
    if (!hasFile) {
      return;
    }
    DataBlocks.Room before = room();
    if (before.allocated() > 2 * before.used() + LITTLE) {
      rewrite();
      LOG.debug("Compacted the database file: {}, then {}", before, room());
    }
  }

  DataBlocks.Room room() {
    DataBlocks.Room room = rows.execute((ConnectionCallback<DataBlocks.Room>) DataBlocks::room);
    return room == null ? new DataBlocks.Room(0, 0) : room;
  }

  void rewrite() throws InterruptedException {
    for (CachedTable table : CachedTables.ALL) {
      Object last = lastOfBatch(table, null);
      for (Object before = null; last != null && !stopping.getAsBoolean(); ) {
        rewrite(table, before, last);
        Thread.sleep(pause.get().toMillis());
        before = last;
        last = lastOfBatch(table, before);
      }
    }
  }

  /** One statement, which holds no row while it waits for another: nobody can wait for it. */
  private void rewrite(CachedTable table, @Nullable Object after, Object last) {
    String update =
        "UPDATE %s SET %2$s = %2$s WHERE %3$s <= ?"
            .formatted(table.name(), table.other(), table.key());
    if (after == null) {
      rows.update(update, last);
    } else {
      rows.update(update + " AND " + table.key() + " > ?", last, after);
    }
  }

  private @Nullable Object lastOfBatch(CachedTable table, @Nullable Object after) {
    String query =
        "SELECT MAX(k) FROM (SELECT %s AS k FROM %s %s ORDER BY k FETCH FIRST %d ROWS ONLY)"
            .formatted(
                table.key(),
                table.name(),
                after == null ? "" : "WHERE " + table.key() + " > ?",
                ROWS);
    return after == null
        ? rows.queryForObject(query, Object.class)
        : rows.queryForObject(query, Object.class, after);
  }
}
