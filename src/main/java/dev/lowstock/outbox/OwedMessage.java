package dev.lowstock.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.alert.Message;
import org.jspecify.annotations.Nullable;

/**
 * A ready-made message that a chat is owed.
 *
 * @param chat the chat's id in the database
 * @param topic of the chat that it goes to; null for the chat itself
 * @param json the message as the outbox keeps it
 */
public record OwedMessage(long chat, @Nullable Long topic, String json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** For a chat and a topic of it, or the chat itself. */
  public static OwedMessage to(long chat, @Nullable Long topic, Message message) {
    return new OwedMessage(chat, topic, write(message));
  }

  static String write(Message message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Message read(String json) {
    try {
      return JSON.readValue(json, Message.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An alert of the outbox holds no message", e);
    }
  }
}
