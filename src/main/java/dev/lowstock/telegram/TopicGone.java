package dev.lowstock.telegram;

/** The topic was deleted, or never was one: the message belongs to the chat itself. */
public final class TopicGone extends TelegramFailure {
  TopicGone(String method, int code, String description) {
    super(method, code, description, "send it to the chat without the topic");
  }
}
