package dev.lowstock.bench;

import dev.lowstock.store.Database;
import dev.lowstock.store.SecretKeys;
import dev.lowstock.store.TokenCipher;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database as it is after many sellers have logged in, each from a chat of their own. */
final class BenchDatabase {
  private static final int SELLERS_A_TRANSACTION = 1_000;

  private BenchDatabase() {}

  /**
   * Fills a new database.
   *
   * @param chats one for each seller, the first seller's first
   * @param behind how far its feed has to be caught up
   */
  static void fill(Path file, List<Long> chats, Duration behind) {
    fill(
        file,
        chats.size(),
        SELLERS_A_TRANSACTION,
        (rows, token, from, to) -> fill(rows, chats, token, from, to));
    long since = Instant.now().minus(behind).getEpochSecond();
    try (Database database = Database.openFile(file)) {
      new JdbcTemplate(database.dataSource())
          .update(
              "INSERT INTO feed_cursor (name, since_tsz, until_tsz, page_offset, read_at)"
                  + " VALUES ('listings', ?, ?, 0, CURRENT_TIMESTAMP)",
              since,
              since);
    }
  }

  /** Writes the rows of the sellers from one number to another, of whom each has this token. */
  @FunctionalInterface
  interface Part {
    void fill(JdbcTemplate rows, String token, int from, int to);
  }

  /** Fills a new database with so many sellers, some of them in each transaction. */
  static void fill(Path file, int sellers, int ofTransaction, Part part) {
    try (Database database = Database.openFile(file)) {
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      TokenCipher cipher = new TokenCipher(SecretKeys.besides(file, database));
      SecretKeys.checkFit(cipher, rows);
      String token = cipher.encrypt("bench-token");
      TransactionTemplate transaction =
          new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
      for (int from = 0; from < sellers; from += ofTransaction) {
        int first = from;
        int last = Math.min(sellers, from + ofTransaction);
        transaction.executeWithoutResult(status -> part.fill(rows, token, first, last));
      }
    }
  }

  private static void fill(JdbcTemplate rows, List<Long> chats, String token, int from, int to) {
    List<Object[]> sellers =
        IntStream.range(from, to).mapToObj(i -> new Object[] {FeedPages.FIRST_SELLER + i}).toList();
    rows.batchUpdate("INSERT INTO seller (seller_id) VALUES (?)", sellers);
    rows.batchUpdate(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed) VALUES (?, '%s', '%s')"
            .formatted(token, token),
        sellers);
    rows.batchUpdate(
        "INSERT INTO chat (id, channel, address) VALUES (?, 'telegram', ?)",
        IntStream.range(from, to)
            .mapToObj(i -> new Object[] {i + 1, chats.get(i).toString()})
            .toList());
    rows.batchUpdate(
        "INSERT INTO subscription (chat_id, seller_id) VALUES (?, ?)",
        IntStream.range(from, to)
            .mapToObj(i -> new Object[] {i + 1, FeedPages.FIRST_SELLER + i})
            .toList());
  }
}
