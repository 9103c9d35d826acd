package dev.lowstock.telegram;

import java.time.Duration;

/** What a send may fail with, as Telegram's answers lead to it. */
public final class TelegramTroubles {
  private TelegramTroubles() {}

  public static ChatGone gone() {
    return new ChatGone("sendMessage", 403, "Forbidden: bot was blocked by the user");
  }

  public static ChatClosed closed() {
    return new ChatClosed(
        "sendMessage", 400, "Bad Request: not enough rights to send text messages to the chat");
  }

  public static TopicClosed topicClosed() {
    return new TopicClosed("sendMessage", 400, "Bad Request: TOPIC_CLOSED");
  }

  public static ChatMoved movedTo(String newChatId) {
    return new ChatMoved(
        "sendMessage", 400, "Bad Request: group chat was upgraded to a supergroup chat", newChatId);
  }

  public static RateLimited rateLimitedFor(Duration pause) {
    return new RateLimited("sendMessage", 429, "Too Many Requests: retry later", pause);
  }

  public static MessageRefused refused() {
    return new MessageRefused("sendMessage", 400, "Bad Request: message is too long");
  }

  public static TelegramFailure broken() {
    return new TelegramFailure("sendMessage", 500, "Internal Server Error", "try again later");
  }
}
