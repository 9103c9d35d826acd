package dev.lowstock.chat;

import dev.lowstock.store.Database;
import dev.lowstock.store.Sql;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The chats that are to be told that Etsy is away, or back, and who was. Thread-safe. */
public final class EtsyAwayRows {
  private final NamedParameterJdbcTemplate database;
  private final String stayAwake = Sql.read("stay-awake");
  private final String chatsAway = Sql.read("select-chats-etsy-is-away-for");
  private final String chatsBack = Sql.read("select-chats-etsy-is-back-for");
  private final String markAway = Sql.read("mark-chat-told-away");
  private final String markBack = Sql.read("mark-chat-told-back");

  public EtsyAwayRows(Database database) {
    this.database = new NamedParameterJdbcTemplate(database.dataSource());
  }

  /** A chat with a shop that cannot be looked at. */
  public record Away(long chat, @Nullable String language, Instant since) {}

  /** A chat that was told so, and whose shops can all be looked at again. */
  public record Back(long chat, @Nullable String language) {}

  /** A bot runs now, which counts for how long nobody could look. */
  void stayAwake() {
    database.update(stayAwake, Map.of());
  }

  /**
   * The chats that were not told yet.
   *
   * @param awaySeconds for how long a shop could not be looked at
   * @param heldSeconds for how long Etsy has allowed no looks that nobody asked for
   */
  public List<Away> away(int awaySeconds, long heldSeconds) {
    return database.query(
        chatsAway,
        Map.of("awaySeconds", awaySeconds, "heldSeconds", heldSeconds),
        (row, n) ->
            new Away(
                row.getLong("id"),
                row.getString("language"),
                row.getObject("since", OffsetDateTime.class).toInstant()));
  }

  /** The chats that were told, and are not told yet that it is over. */
  List<Back> back(long heldSeconds) {
    return database.query(
        chatsBack,
        Map.of("heldSeconds", heldSeconds),
        (row, n) -> new Back(row.getLong("id"), row.getString("language")));
  }

  /** Keeps that a chat is told; false if another node was first. */
  boolean markAway(long chat) {
    return database.update(markAway, Map.of("chat", chat)) == 1;
  }

  /** Keeps that a chat is told that it is over; false if another node was first. */
  boolean markBack(long chat) {
    return database.update(markBack, Map.of("chat", chat)) == 1;
  }
}
