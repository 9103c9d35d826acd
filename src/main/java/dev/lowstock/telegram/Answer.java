package dev.lowstock.telegram;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What Telegram answered to one call: its whole JSON object if it was a success, else the failure
 * it means. The code decides first, the text second (Bot API, "Making requests").
 */
final class Answer {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  // Texts of the Bot API server: it has no other sign for these cases.
  private static final List<String> GONE =
      List.of(
          "bot was blocked by the user",
          "user is deactivated",
          "bot was kicked",
          "bot is not a member",
          "can't initiate conversation",
          "group chat was deactivated",
          "chat was deleted",
          "chat not found",
          "PEER_ID_INVALID");
  // In small letters. They pass when the bot gets its rights back, or by themselves: on 31 October
  // 2023 Telegram answered so to all bots for hours (python-telegram-bot #3956).
  private static final List<String> CLOSED =
      List.of(
          "not enough rights",
          "no rights to send",
          "no write access",
          "need administrator rights",
          "chat_restricted",
          "chat_write_forbidden",
          "chat_send_",
          "chat_admin_required");
  private static final List<String> TOPIC_GONE =
      List.of("message thread not found", "TOPIC_DELETED");
  private static final List<String> ALREADY_SO =
      List.of("message is not modified", "query is too old", "query ID is invalid");

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final long LONGEST_PAUSE_SECONDS = Duration.ofDays(1).toSeconds();
  private static final Duration PAUSE_AFTER_NONSENSE = Duration.ofMinutes(1);
  private static final int LONGEST_DESCRIPTION = 300;

  private final String method;
  private final int status;
  private final Map<String, Object> json;
  private final Optional<String> retryAfterHeader;

  Answer(String method, HttpResponse<byte[]> response) {
    this.method = method;
    this.status = response.statusCode();
    this.json = parse(response.body());
    this.retryAfterHeader = response.headers().firstValue("Retry-After");
  }

  /** The answer's JSON object, {@code ok} and {@code result} in it; throws what a refusal means. */
  Map<String, Object> orThrow() {
    if (Boolean.TRUE.equals(json.get("ok"))) {
      return json;
    }
    TelegramFailure failure = failure();
    if (failure instanceof MessageRefused && isOneOf(ALREADY_SO, failure.description())) {
      // The chat already looks as wanted, or nobody waits for the answer any more.
      return Map.of("ok", true, "result", true);
    }
    throw failure;
  }

  private TelegramFailure failure() {
    int code = json.get("error_code") instanceof Number number ? number.intValue() : status;
    if (json.isEmpty()) {
      return new TelegramFailure(
          method, code, "an answer that is not the Bot API's", "try again later");
    }
    String description = description();
    Object newChatId = parameters().get("migrate_to_chat_id");
    return switch (code) {
      case 429 -> new RateLimited(method, code, description, retryAfter());
      case 401, 404 -> notFound(code, description);
      case 400, 403 -> {
        if (newChatId instanceof Integer || newChatId instanceof Long) {
          yield new ChatMoved(method, code, description, newChatId.toString());
        }
        if (isOneOf(GONE, description)) {
          yield new ChatGone(method, code, description);
        }
        if (isClosed(description)) {
          yield new ChatClosed(method, code, description);
        }
        if (description.contains("TOPIC_CLOSED")) {
          yield new TopicClosed(method, code, description);
        }
        if (code == 400 && isOneOf(TOPIC_GONE, description)) {
          yield new TopicGone(method, code, description);
        }
        yield code == 400
            ? new MessageRefused(method, code, description)
            : new TelegramFailure(method, code, description, "try again later");
      }
      case 409 ->
          new TelegramFailure(
              method,
              code,
              description,
              "another program polls with the same token, or a webhook is set for this bot: stop"
                  + " the other program, or call deleteWebhook");
      default -> new TelegramFailure(method, code, description, "try again later");
    };
  }

  /** A token in a wrong form is "Not Found"; so is a method that this server does not know. */
  private TelegramFailure notFound(int code, String description) {
    if (description.contains("method not found") && !method.equals("getMe")) {
      return new TelegramFailure(method, code, description, "this server has no such method");
    }
    return new TokenRefused(method, code, description);
  }

  private String description() {
    String all = String.valueOf(json.getOrDefault("description", "without a description"));
    return all.length() <= LONGEST_DESCRIPTION ? all : all.substring(0, LONGEST_DESCRIPTION) + "…";
  }

  private Duration retryAfter() {
    if (parameters().get("retry_after") instanceof Number seconds) {
      return pause(seconds.doubleValue());
    }
    return retryAfterHeader
        .filter(header -> header.matches("\\d{1,9}"))
        .map(header -> pause(Double.parseDouble(header)))
        .orElse(SHORTEST_PAUSE);
  }

  /** JSON has no largest number: a pause of years would end the polling, or a chat, for good. */
  private static Duration pause(double seconds) {
    if (seconds > LONGEST_PAUSE_SECONDS) {
      return PAUSE_AFTER_NONSENSE;
    }
    return Duration.ofSeconds(Math.max(SHORTEST_PAUSE.toSeconds(), (long) seconds));
  }

  private Map<?, ?> parameters() {
    return json.get("parameters") instanceof Map<?, ?> map ? map : Map.of();
  }

  /** Other methods want other rights than to write. */
  private boolean isClosed(String description) {
    return (method.startsWith("send") || method.equals("editMessageText"))
        && isOneOf(CLOSED, description.toLowerCase(Locale.ROOT));
  }

  private static boolean isOneOf(List<String> texts, String description) {
    return texts.stream().anyMatch(description::contains);
  }

  private static Map<String, Object> parse(byte[] body) {
    try {
      Map<String, Object> parsed = BotApi.JSON.readValue(body, OBJECT);
      return parsed == null ? Map.of() : parsed;
    } catch (IOException e) {
      return Map.of();
    }
  }
}
