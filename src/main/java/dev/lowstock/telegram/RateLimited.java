package dev.lowstock.telegram;

import java.time.Duration;

/** Telegram wants a pause (429); nothing was carried out, and the pause must be kept. */
public final class RateLimited extends TelegramFailure {
  private final Duration retryAfter;

  RateLimited(String method, int code, String description, Duration retryAfter) {
    super(
        method,
        code,
        description,
        "wait %d s, then send it again".formatted(retryAfter.toSeconds()));
    this.retryAfter = retryAfter;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
