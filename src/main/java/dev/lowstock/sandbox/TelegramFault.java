package dev.lowstock.sandbox;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;

/** A way in which Telegram, or the road to it, can fail; switched on with {@code failNext}. */
public sealed interface TelegramFault {

  /** An error answer instead of doing anything. */
  record Refuses(int code, String description, Map<String, Object> parameters)
      implements TelegramFault {}

  /** Something in front of Telegram answers, and not in JSON. */
  record AnswersHtml(int status) implements TelegramFault {}

  /** An answer of one's own wording instead of doing anything. */
  record AnswersJson(String json) implements TelegramFault {}

  /** The same, said to be of any kind, and written in any way. */
  record AnswersText(String contentType, Charset charset, String text) implements TelegramFault {}

  /** An answer of so many megabytes instead of doing anything; zipped, it is small on its way. */
  record AnswersMegabytes(int megabytes, boolean zipped) implements TelegramFault {}

  /** Sends the caller to the same path of another server. */
  record Redirects(int status, String baseUri) implements TelegramFault {}

  /** Does what was asked, then closes the connection without a word. */
  record LosesAnswer() implements TelegramFault {}

  /** Closes the connection without doing anything. */
  record HangsUp() implements TelegramFault {}

  /** Takes the request and never answers. */
  record NeverAnswers() implements TelegramFault {}

  /** Does what was asked, and stops in the middle of the answer. */
  record StallsMidAnswer() implements TelegramFault {}

  /** Does what was asked, and sends a byte of the answer from time to time. */
  record Trickles(Duration pause) implements TelegramFault {}

  /** Answers properly, but late. */
  record IsLate(Duration delay) implements TelegramFault {}

  static TelegramFault refuses(int code, String description) {
    return new Refuses(code, description, Map.of());
  }

  static TelegramFault rateLimits(int retryAfterSeconds) {
    return new Refuses(
        429,
        "Too Many Requests: retry after " + retryAfterSeconds,
        Map.of("retry_after", retryAfterSeconds));
  }
}
