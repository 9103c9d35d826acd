package dev.lowstock.telegram;

/** Somebody closed the topic, and the bot is no admin. Other topics of the chat may be open. */
public final class TopicClosed extends ChatClosed {
  TopicClosed(String method, int code, String description) {
    super(method, code, description);
  }
}
