package dev.lowstock.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A process that writes to an embedded database until it is killed: each transaction adds a seller
 * and his listings, and gives older listings its number; now and then all rows are written once
 * more. It prints the number of each that was committed. HSQLDB keeps few rows in memory, so that
 * it writes to the {@code .data} all the time.
 */
final class KilledDatabase {
  static final int LISTINGS = 30;

  private KilledDatabase() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    try (Database database = Database.openFile(file)) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      // Counts from the next start on.
      rows.execute("SET FILES CACHE ROWS 300");
      Compaction compaction = new Compaction(database, () -> Duration.ZERO, () -> false);
      TransactionTemplate transaction =
          new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
      Long last = rows.queryForObject("SELECT COALESCE(MAX(seller_id), 0) FROM seller", Long.class);
      for (long n = last == null ? 1 : last + 1; true; n++) {
        long id = n;
        transaction.executeWithoutResult(status -> add(rows, id));
        System.out.println(id);
        if (n % 15 == 0) {
          rows.execute("CHECKPOINT");
        }
        if (n % 20 == 0) {
          compaction.rewrite();
        }
      }
    }
  }

  private static void add(JdbcTemplate rows, long id) {
    rows.update("INSERT INTO seller (seller_id) VALUES (?)", id);
    List<Object[]> listings =
        LongStream.range(0, LISTINGS)
            .mapToObj(n -> new Object[] {n * 1_000_000 + id, id, "Mug ".repeat(40), id})
            .toList();
    rows.batchUpdate(
        "INSERT INTO listing (listing_id, seller_id, state, title, changed_tsz)"
            + " VALUES (?, ?, 'active', ?, ?)",
        listings);
    rows.update(
        "UPDATE listing SET changed_tsz = ? WHERE seller_id IN (?, ?)", id, id / 2, id - id / 3);
  }
}
