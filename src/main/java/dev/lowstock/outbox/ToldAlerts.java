package dev.lowstock.outbox;

import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.outbox.Outbox.Edit;
import dev.lowstock.stock.Aftermath;
import dev.lowstock.store.Database;
import dev.lowstock.store.OfferingJson;
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
  private final OfferingJson json = new OfferingJson();

  public ToldAlerts(Database database) {
    this.database = database.statements();
  }

  /** Keeps the id of a message that was sent, in the transaction of the caller. */
  void keep(Batch sent, long messageId) {
    database.batchUpdate(
        "keep-told-alerts",
        sent.alerts().stream()
            .map(
                alert ->
                    new MapSqlParameterSource("alert", alert.id())
                        .addValue("chat", sent.chat().id())
                        .addValue("messageId", messageId)
                        .addValue("together", sent.ids().size())
                        .addValue("said", sent.message().html().hashCode())
                        .addValue("quantity", alert.quantity(), Types.INTEGER)
                        .addValue("offerings", json.write(alert.offerings()), Types.VARCHAR)
                        .addValue("follows", Aftermath.follows(alert.kind())))
            .toArray(MapSqlParameterSource[]::new));
  }

  /** Nobody knows what the message says, until the edit is settled. */
  void handOut(Edit edit, long chat) {
    database.update("hand-out-edit", message(chat, edit.messageId()));
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
                        .addValue("said", edit.said(), Types.INTEGER)
                        .addValue("state", line.state(), Types.VARCHAR)
                        .addValue("left", line.stands().left(), Types.INTEGER)
                        .addValue(
                            "offerings", json.write(line.stands().variations()), Types.VARCHAR))
            .toArray(MapSqlParameterSource[]::new));
  }

  /**
   * Has a message looked at again later.
   *
   * @param tries that have failed
   */
  void postpone(long chat, long messageId, long millis, int tries) {
    Map<String, Object> message = message(chat, messageId);
    message.put("holdMillis", millis);
    message.put("tries", tries);
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
