package dev.lowstock.operate;

import dev.lowstock.operate.AdminTroubles.Facts;
import dev.lowstock.operate.AdminTroubles.Trouble;
import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the database knows of the bot's own troubles, and which of them the admins were told of, in
 * the transaction of the calling thread. Thread-safe.
 */
final class TroubleRows {
  private final Statements database;

  TroubleRows(Database database) {
    this.database = database.statements();
  }

  /** A chat that may not be written to now. */
  record ClosedChat(long id, String address) {}

  /** Notes that a bot runs. */
  void stayAwake() {
    database.update("stay-awake", Map.of());
  }

  /**
   * What is the case.
   *
   * @param away how long Etsy must have been away
   * @param waiting how long an event must have waited
   */
  Facts facts(Duration away, Duration waiting) {
    return Objects.requireNonNull(
        database.queryForObject(
            "select-troubles",
            Map.of("awaySeconds", away.toSeconds(), "waitingSeconds", waiting.toSeconds()),
            TroubleRows::facts));
  }

  /**
   * Keeps what is known of a trouble.
   *
   * @return whether that is news: of the nodes that see it, the first alone has changed the row
   */
  boolean isNews(Trouble trouble) {
    Map<String, Object> values =
        Map.of(
            "name", trouble.name(),
            "at", time(trouble.at()),
            "quietSince", time(trouble.quietSince()));
    if (!trouble.lasts()) {
      return database.update("end-trouble", values) == 1;
    }
    database.update("see-trouble", values);
    return database.update("begin-trouble", values) == 1;
  }

  /**
   * Locks the chats that may not be written to now and that the admins have not heard of.
   *
   * @param admin their own chat
   */
  List<ClosedChat> lockClosedChats(String admin) {
    return database.query(
        "lock-closed-chats",
        Map.of("admin", admin),
        (row, n) -> new ClosedChat(row.getLong("id"), row.getString("address")));
  }

  /**
   * Notes that the admins hear of these chats.
   *
   * @return false if another node has told of all of them in this moment
   */
  boolean markTold(List<ClosedChat> chats) {
    List<Long> ids = chats.stream().map(ClosedChat::id).toList();
    return database.update("mark-closed-chats-told", Map.of("ids", ids)) > 0;
  }

  private static Facts facts(ResultSet row, int number) throws SQLException {
    return new Facts(
        row.getObject("now", OffsetDateTime.class).toInstant(),
        row.getLong("refused"),
        row.getLong("failing"),
        row.getLong("looked"),
        row.getLong("feeds"),
        row.getLong("waiting"),
        row.getString("waiting_trouble"));
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
