package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.chat.ChatRows;
import dev.lowstock.outbox.Chats;
import dev.lowstock.outbox.OwedMessages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who deletes what a look wants to be edited, on a PostgreSQL, which ends one of the two. */
class PostgresqlLockConflictTest {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  private static final String ADA = "1001";
  private static final long MUG = 1;
  private static final long CUP = 2;

  @Test
  void chatIsForgottenRetiredAndMovedWhileALookWantsEditsOfItsMessages() {
    try (Database database = SERVER.open()) {
      WakeSignal due = new WakeSignal();
      Chats chats =
          new Chats(
              database,
              new OwedMessages(database, due),
              row -> List.of(),
              due,
              new SimpleMeterRegistry());
      List<Runnable> ways =
          List.of(
              () -> chats.retire("telegram", ADA),
              () -> chats.move("telegram", ADA, "1002"),
              () ->
                  new ChatRows(database, 3, new UnwatchedSellers(database, guests -> {}))
                      .forget("telegram", ADA));
      JdbcTemplate rows = new JdbcTemplate(database.dataSource());
      rows.update("INSERT INTO seller (seller_id) VALUES (7)");
      for (Runnable way : ways) {
        rows.update("DELETE FROM chat");
        rows.update("DELETE FROM stock_event");
        rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', ?)", ADA);
        told(rows, MUG);
        told(rows, CUP);

        meets(database, way);

        assertThat(count(rows, "told_alert")).isZero();
        assertThat(count(rows, "chat WHERE address = '1001' AND retired_at IS NULL")).isZero();
      }
    }
  }

  /** Deletes the rows in their order while a look has taken the last and wants the first. */
  private static void meets(Database database, Runnable way) {
    JdbcTemplate rows = new JdbcTemplate(database.dataSource());
    CompletableFuture<Void> deleted =
        Objects.requireNonNull(
            new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()))
                .execute(
                    status -> {
                      database.statements().update("want-edits", Map.of("listing", CUP));
                      CompletableFuture<Void> deleting = CompletableFuture.runAsync(way);
                      await().until(() -> count(rows, "pg_locks WHERE NOT granted") > 0);
                      database.statements().update("want-edits", Map.of("listing", MUG));
                      return deleting;
                    }));
    deleted.join();
  }

  private static void told(JdbcTemplate rows, long listing) {
    rows.update(
        "INSERT INTO stock_event (event_key, kind, listing_id, seller_id, described_at)"
            + " VALUES (?, 'low', ?, 7, CURRENT_TIMESTAMP)",
        "low of " + listing,
        listing);
    rows.update(
        "INSERT INTO alert (chat_id, event_id, state)"
            + " SELECT c.id, e.id, 'delivered' FROM chat c, stock_event e WHERE e.listing_id = ?",
        listing);
    rows.update(
        "INSERT INTO told_alert (alert_id, chat_id, message_id, listing_id, together)"
            + " SELECT a.id, a.chat_id, ?, e.listing_id, 1"
            + " FROM alert a JOIN stock_event e ON e.id = a.event_id WHERE e.listing_id = ?",
        listing,
        listing);
  }

  private static long count(JdbcTemplate rows, String from) {
    return Objects.requireNonNull(rows.queryForObject("SELECT COUNT(*) FROM " + from, Long.class));
  }
}
