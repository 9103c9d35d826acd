package dev.lowstock.outbox;

import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.outbox.Outbox.Edit;
import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** In which messages chats were told of stock events, and who is on it. Thread-safe. */
public final class ToldAlerts {
  private final Statements database;

  public ToldAlerts(Database database) {
    this.database = database.statements();
  }

  /** Keeps the id of a message that was sent, in the transaction of the caller. */
  void keep(Batch sent, long messageId) {
    database.update(
        "keep-told-alerts",
        Map.of(
            "ids",
            sent.ids(),
            "chat",
            sent.chat().id(),
            "messageId",
            messageId,
            "together",
            sent.ids().size(),
            "said",
            sent.message().html().hashCode()));
  }

  /** The message says what it is to say. What has changed since it was written is not lost. */
  void settle(Edit edit) {
    database.batchUpdate(
        "settle-edit",
        edit.lines().stream()
            .map(
                line ->
                    new MapSqlParameterSource("alert", line.alert())
                        .addValue("changes", line.changes())
                        .addValue("said", edit.said())
                        .addValue("state", line.state(), Types.VARCHAR)
                        .addValue("left", line.left(), Types.INTEGER))
            .toArray(MapSqlParameterSource[]::new));
  }

  void postpone(long chat, long messageId, int millis) {
    Map<String, Object> message = message(chat, messageId);
    message.put("holdMillis", millis);
    database.update("postpone-edit", message);
  }

  /** Leaves a message as it is from now on. */
  void forget(long chat, long messageId) {
    database.update("forget-told-message", message(chat, messageId));
  }

  /** The message of a chat that waits longest to be looked at again. */
  Optional<Long> nextToEdit(long chat) {
    return database
        .queryForList("select-message-to-edit", Map.of("chat", chat), Long.class)
        .stream()
        .findFirst();
  }

  static Map<String, Object> message(long chat, long messageId) {
    return new HashMap<>(Map.of("chat", chat, "messageId", messageId));
  }

  /** What became of somebody's saying to be on it, or not to be. */
  public enum Outcome {
    DONE,
    /** Somebody said so before. */
    SO_ALREADY,
    /** It is in stock again. */
    BACK,
    /** The message is not known, or not any more. */
    UNKNOWN
  }

  /**
   * How it stands with a message after somebody pressed.
   *
   * @param person who said so last; empty where that is not known
   */
  public record Pressed(Outcome outcome, String person) {}

  /**
   * Somebody in a chat is on what a message told, or takes that back. Of several at once, one is
   * the first.
   *
   * @param person what the person is called, at most 64 characters
   */
  public Pressed setOnIt(
      String channel, String address, long messageId, boolean wanted, String person) {
    Map<String, Object> message =
        Map.of("channel", channel, "address", address, "messageId", messageId);
    Map<String, Object> wish = new HashMap<>(message);
    wish.put("wanted", wanted);
    wish.put("person", person);
    if (database.update("set-on-it", wish) > 0) {
      return new Pressed(Outcome.DONE, person);
    }
    List<Pressed> found =
        database.query(
            "select-on-it",
            message,
            (row, n) ->
                new Pressed(
                    Edits.BACK.equals(row.getString("state")) ? Outcome.BACK : Outcome.SO_ALREADY,
                    text(row.getString("person"))));
    return found.isEmpty() ? new Pressed(Outcome.UNKNOWN, "") : found.get(0);
  }

  /** Who in a chat is on which listing. */
  public Map<Long, String> onIt(String channel, String address) {
    Map<Long, String> people = new HashMap<>();
    database.query(
        "select-all-on-it",
        Map.of("channel", channel, "address", address),
        row -> {
          people.put(row.getLong("listing_id"), text(row.getString("person")));
        });
    return people;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
