package dev.lowstock.sandbox;

import java.util.Map;

/** The sandbox's Telegram answers with an error, in the words of the real one. */
final class TelegramRefusal extends RuntimeException {
  private final int code;
  private final transient Map<String, Object> parameters;

  TelegramRefusal(int code, String description) {
    this(code, description, Map.of());
  }

  TelegramRefusal(int code, String description, Map<String, Object> parameters) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }

  static TelegramRefusal badRequest(String what) {
    return new TelegramRefusal(400, "Bad Request: " + what);
  }

  static TelegramRefusal tooManyRequests(long retryAfterSeconds) {
    return new TelegramRefusal(
        429,
        "Too Many Requests: retry after " + retryAfterSeconds,
        Map.of("retry_after", retryAfterSeconds));
  }

  TelegramAnswer answer() {
    return TelegramAnswer.refused(code, String.valueOf(getMessage()), parameters);
  }
}
