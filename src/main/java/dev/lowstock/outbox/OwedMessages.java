package dev.lowstock.outbox;

import dev.lowstock.alert.Message;
import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import dev.lowstock.store.WakeSignal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * Owes ready-made messages to chats that are known, in the transaction of the caller, and has them
 * delivered once that is committed.
 */
public final class OwedMessages {
  private final Statements database;
  private final WakeSignal due;

  /**
   * Keeps messages in a database.
   *
   * @param due signalled when there is something to deliver
   */
  public OwedMessages(Database database, WakeSignal due) {
    this.database = database.statements();
    this.due = due;
  }

  /** Owes each message to its chat; a retired chat is told it when it comes back. */
  public void oweAll(List<OwedMessage> messages) {
    messages.forEach(this::owe);
  }

  /** Owes a message to its chat; a retired chat is told it when it comes back. */
  public void owe(OwedMessage message) {
    database.update(
        "owe-messages",
        new MapSqlParameterSource("chat", message.chat())
            .addValue("topic", message.topic())
            .addValue("json", message.json()));
    due.send();
  }

  /** Owes a message about all that a chat watches, in each topic where it hears of a seller. */
  public void oweInTopics(long chat, Message message) {
    database.update("owe-to-topics", Map.of("chat", chat, "json", OwedMessage.write(message)));
    due.send();
  }

  /** Owes a message to a chat. */
  void say(String channel, String address, @Nullable Long topic, Message message) {
    database.update("owe-message", said(channel, address, topic, message));
    due.send();
  }

  /**
   * Owes a message that a log-in is done. Where a look follows that owes a summary to the same
   * topic, it waits for that for ten seconds.
   */
  public void oweDone(
      String channel, String address, @Nullable Long topic, Message message, long sellerId) {
    database.update(
        "owe-done", said(channel, address, topic, message).addValue("seller", sellerId));
    due.send();
  }

  private static MapSqlParameterSource said(
      String channel, String address, @Nullable Long topic, Message message) {
    return new MapSqlParameterSource("channel", channel)
        .addValue("address", address)
        .addValue("topic", topic)
        .addValue("json", OwedMessage.write(message));
  }
}
