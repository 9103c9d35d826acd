package dev.lowstock.operate;

import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the operator sees of the outbox, and changes in it. Thread-safe. */
final class OperatorRows {
  private final Statements database;
  private final TransactionTemplate transactions;

  OperatorRows(Database database) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
  }

  /** How many alerts are in a state, and for how long the oldest has been there. */
  record Total(String state, long alerts, Duration oldest) {}

  /**
   * An alert that is not delivered.
   *
   * @param topic of the chat that it goes to; null for the chat itself
   * @param kind of its stock event; null for a ready-made message, as are listing and title
   * @param skus one a line; null when they are not known
   * @param nextTry how long until then
   * @param trouble why the last try failed; null if none did
   */
  record Undelivered(
      long id,
      String state,
      String channel,
      String address,
      @Nullable Long topic,
      @Nullable String kind,
      @Nullable Long listing,
      @Nullable String title,
      @Nullable String skus,
      Duration age,
      int attempts,
      Duration nextTry,
      @Nullable String trouble) {}

  List<Total> totals(OperatorRequest request) {
    return database.query(
        "sum-undelivered",
        Map.of("states", request.states()),
        (row, n) ->
            new Total(
                row.getString("state"),
                row.getLong("alerts"),
                Duration.between(instant(row, "oldest"), instant(row, "now"))));
  }

  List<Undelivered> undelivered(OperatorRequest request) {
    return database.query(
        "select-undelivered",
        Map.of("states", request.states(), "limit", request.limit()),
        OperatorRows::undelivered);
  }

  /**
   * Makes alerts due again and their chats free, in one transaction.
   *
   * @return how many alerts
   */
  int replay(OperatorRequest request) {
    Integer alerts =
        transactions.execute(
            status -> {
              database.update("free-chats-to-replay", which(request));
              return database.update("replay-alerts", which(request));
            });
    return alerts == null ? 0 : alerts;
  }

  /**
   * Gives alerts up.
   *
   * @return how many
   */
  int drop(OperatorRequest request) {
    return database.update("drop-alerts", which(request));
  }

  /** The event that a listing would have, as a row of select-claimed-stock-events.sql. */
  Optional<Map<String, Object>> tried(long listing, String kind) {
    return database
        .queryForList("select-tried-event", Map.of("listing", listing, "kind", kind))
        .stream()
        .findFirst();
  }

  private static Map<String, Object> which(OperatorRequest request) {
    return Map.of(
        "states", request.states(), "ids", request.ids(), "everything", request.everything());
  }

  private static Undelivered undelivered(ResultSet row, int number) throws SQLException {
    Instant now = instant(row, "now");
    return new Undelivered(
        row.getLong("id"),
        row.getString("state"),
        row.getString("channel"),
        row.getString("address"),
        row.getObject("topic", Long.class),
        row.getString("kind"),
        row.getObject("listing_id", Long.class),
        row.getString("title"),
        row.getString("skus"),
        Duration.between(instant(row, "created_at"), now),
        row.getInt("attempts"),
        Duration.between(now, instant(row, "next_try")),
        row.getString("trouble"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
