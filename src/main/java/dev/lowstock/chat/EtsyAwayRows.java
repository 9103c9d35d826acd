package dev.lowstock.chat;

import dev.lowstock.outbox.ChatSettings;
import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The chats that are to be told that Etsy is away, or back, and who was. Thread-safe. */
public final class EtsyAwayRows {
  private final Statements database;

  public EtsyAwayRows(Database database) {
    this.database = database.statements();
  }

  /** A chat with a shop that cannot be looked at. */
  public record Away(long chat, @Nullable String language, @Nullable ZoneId zone, Instant since) {}

  /** A chat that was told so, and whose shops can all be looked at again. */
  public record Back(long chat, @Nullable String language) {}

  /** A bot runs now, which counts for how long nobody could look. */
  void stayAwake() {
    database.update("stay-awake", Map.of());
  }

  /**
   * The chats that were not told yet.
   *
   * @param awaySeconds for how long a shop could not be looked at
   * @param heldSeconds for how long Etsy has allowed no looks that nobody asked for
   */
  public List<Away> away(int awaySeconds, long heldSeconds) {
    return database.query(
        "select-chats-etsy-is-away-for",
        Map.of("awaySeconds", awaySeconds, "heldSeconds", heldSeconds),
        (row, n) ->
            new Away(
                row.getLong("id"),
                row.getString("language"),
                ChatSettings.zone(row),
                row.getObject("since", OffsetDateTime.class).toInstant()));
  }

  /** The chats that were told, and are not told yet that it is over. */
  List<Back> back(long heldSeconds) {
    return database.query(
        "select-chats-etsy-is-back-for",
        Map.of("heldSeconds", heldSeconds),
        (row, n) -> new Back(row.getLong("id"), row.getString("language")));
  }

  /** Keeps that a chat is told; false if another node was first. */
  boolean markAway(long chat) {
    return database.update("mark-chat-told-away", Map.of("chat", chat)) == 1;
  }

  /** Keeps that a chat is told that it is over; false if another node was first. */
  boolean markBack(long chat) {
    return database.update("mark-chat-told-back", Map.of("chat", chat)) == 1;
  }
}
