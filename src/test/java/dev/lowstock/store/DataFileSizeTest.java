package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The {@code .data} after many more changes than it has rows. Nine in ten changes are of a tenth of
 * the listings; each transaction also adds an alert and deletes an old one. With {@code
 * -Dlowstock.updates} and {@code -Dlowstock.listings} it takes as long as you like.
 */
final class DataFileSizeTest {
  private static final int LISTINGS = Integer.getInteger("lowstock.listings", 5_000);
  private static final int UPDATES = Integer.getInteger("lowstock.updates", 50_000);
  private static final int IN_TRANSACTION = 100;
  private static final int ALERTS_KEPT = 300;
  private static final long CONSTANT = 14L << 20;

  private static final String INSERT =
      "INSERT INTO listing (listing_id, seller_id, state, title, changed_tsz)"
          + " VALUES (?, 1, 'active', ?, 0)";

  private final Random random = new Random(7);
  private final long[] changed = new long[LISTINGS];
  private final Logger engines = Logger.getLogger("hsqldb.db");
  private final Complaints complaints = new Complaints();
  private Path file;
  private int transactions;

  @BeforeEach
  void listen() {
    engines.addHandler(complaints);
  }

  /** HSQLDB would pass over places that it finds taken twice, and say so in its own log alone. */
  @AfterEach
  void requireNoComplaints() {
    engines.removeHandler(complaints);
    assertThat(complaints.lines).isEmpty();
  }

  @BeforeEach
  void fill(@TempDir Path folder) {
    file = folder.resolve("lowstock");
    try (Database database = Database.openFile(file)) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      rows.update("INSERT INTO seller (seller_id) VALUES (1)");
      rows.update("INSERT INTO chat (id, channel, address) VALUES (1, 'telegram', '1')");
      TransactionTemplate transaction = transaction(database);
      for (int from = 0; from < LISTINGS; from += 1_000) {
        List<Object[]> some =
            IntStream.range(from, Math.min(LISTINGS, from + 1_000))
                .mapToObj(id -> new Object[] {id, "Mug ".repeat(5 + id % 40)})
                .toList();
        transaction.executeWithoutResult(status -> rows.batchUpdate(INSERT, some));
      }
    }
  }

  @Test
  void staysSmallInABotThatRunsForMonths() throws Exception {
    try (Database database = Database.openFile(file)) {
      change(database, UPDATES);
      requireAllRows(database);
    }
  }

  @Test
  void staysSmallInABotThatIsRestartedAllTheTime() throws Exception {
    for (int start = 0; start < 10; start++) {
      try (Database database = Database.openFile(file)) {
        change(database, UPDATES / 10);
        requireAllRows(database);
      }
    }
  }

  @Test
  void fewRowsThatStayDoNotKeepBlocksFromBeingUsedAgain() throws Exception {
    try (Database database = Database.openFile(file)) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      Compaction compaction = new Compaction(database, () -> Duration.ZERO, () -> false);
      sellLongTitles(database);
      rows.update(
          "DELETE FROM listing WHERE listing_id >= ? AND MOD(listing_id, 50) > 0", LISTINGS);
      DataBlocks.Room scattered = compaction.room();

      compaction.compact();

      DataBlocks.Room compacted = compaction.room();
      assertThat(scattered.allocated()).isGreaterThan(2 * scattered.used() + (8 << 20));
      assertThat(compacted.allocated()).isLessThan(compacted.used() + (3 << 20));
      long size = Files.size(data());
      rows.update("DELETE FROM listing WHERE listing_id >= ?", LISTINGS);
      sellLongTitles(database);
      assertThat(Files.size(data())).isLessThan(size + (3 << 20));
      requireAllRows(database);
    }
  }

  @Test
  void tablesAreWrittenByTheirKeyAndAColumnOfNone() throws Exception {
    try (Database database = Database.openFile(file);
        Connection connection = database.dataSource().getConnection()) {
      DatabaseMetaData tables = connection.getMetaData();
      for (CachedTables.CachedTable table : CachedTables.ALL) {
        Set<String> keys = new HashSet<>();
        try (ResultSet key = tables.getPrimaryKeys(null, "PUBLIC", table.name())) {
          while (key.next()) {
            String column = key.getString("COLUMN_NAME");
            keys.add(column);
            if (key.getInt("KEY_SEQ") == 1) {
              assertThat(column).isEqualToIgnoringCase(table.key());
            }
          }
        }
        assertThat(keys).as(table.name()).isNotEmpty().doesNotContain(upper(table.other()));
        try (ResultSet column =
            tables.getColumns(null, "PUBLIC", table.name(), upper(table.other()))) {
          assertThat(column.next()).as("%s", table).isTrue();
        }
      }
    }
  }

  @Test
  void neverHasAnotherTransactionRefused() throws Exception {
    try (Database database = Database.openFile(file)) {
      TransactionTemplate transaction = transaction(database);
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      Compaction compaction = new Compaction(database, () -> Duration.ZERO, () -> false);
      ExecutorService other = Executors.newSingleThreadExecutor();
      Future<?> compacted =
          other.submit(
              () -> {
                compaction.rewrite();
                compaction.rewrite();
                return null;
              });

      while (!compacted.isDone()) {
        int now = ++transactions;
        transaction.executeWithoutResult(status -> change(rows, now));
      }

      compacted.get();
      other.shutdown();
      requireAllRows(database);
    }
  }

  private void change(Database database, int updates) throws Exception {
    JdbcTemplate rows = new JdbcTemplate(database.dataSource());
    TransactionTemplate transaction = transaction(database);
    Compaction compaction = new Compaction(database, () -> Duration.ZERO, () -> false);
    for (int n = 0; n < updates; n += IN_TRANSACTION) {
      int now = ++transactions;
      transaction.executeWithoutResult(status -> change(rows, now));
      if (now % 20 == 0) {
        compaction.compact();
        requireSmall(compaction.room());
      }
    }
  }

  private void change(JdbcTemplate rows, int now) {
    List<Object[]> updates = new ArrayList<>();
    for (int n = 0; n < IN_TRANSACTION; n++) {
      int id = random.nextInt(10) == 0 ? random.nextInt(LISTINGS) : random.nextInt(LISTINGS / 10);
      changed[id] = now;
      updates.add(new Object[] {now, id});
    }
    rows.batchUpdate("UPDATE listing SET changed_tsz = ? WHERE listing_id = ?", updates);
    rows.update(
        "INSERT INTO alert (id, chat_id, message) VALUES (?, 1, ?)",
        now,
        "Mug ".repeat(random.nextInt(300)));
    rows.update("DELETE FROM alert WHERE id = ?", now - ALERTS_KEPT);
  }

  /** Beside the others; about a kilobyte each. */
  private void sellLongTitles(Database database) {
    JdbcTemplate rows = new JdbcTemplate(database.dataSource());
    List<Object[]> listings =
        IntStream.range(LISTINGS, LISTINGS + 20_000)
            .mapToObj(id -> new Object[] {id, "Mug ".repeat(240)})
            .toList();
    transaction(database).executeWithoutResult(status -> rows.batchUpdate(INSERT, listings));
  }

  private void requireSmall(DataBlocks.Room room) throws IOException {
    assertThat(Files.size(data()))
        .as("after %s transactions, with %s", transactions, room)
        .isLessThan(3 * room.used() + CONSTANT);
  }

  private void requireAllRows(Database database) {
    JdbcTemplate rows = new JdbcTemplate(database.dataSource());
    List<Long> found =
        rows.queryForList(
            "SELECT changed_tsz FROM listing WHERE listing_id < ? ORDER BY listing_id",
            Long.class,
            LISTINGS);
    assertThat(found.stream().mapToLong(Long::longValue).toArray()).isEqualTo(changed);
    assertThat(rows.queryForList("SELECT id FROM alert ORDER BY id", Integer.class))
        .isEqualTo(
            IntStream.rangeClosed(Math.max(1, transactions - ALERTS_KEPT + 1), transactions)
                .boxed()
                .toList());
  }

  private static final class Complaints extends Handler {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
        lines.add(line.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private Path data() {
    return file.resolveSibling("lowstock.data");
  }

  private static String upper(String column) {
    return column.toUpperCase(Locale.ROOT);
  }

  private static TransactionTemplate transaction(Database database) {
    return new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
  }
}
