package dev.lowstock.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the bot said of its outbox, for a terminal. */
public final class OutboxText {
  private static final int TITLE = 40;

  /** Nothing but ASCII, so that no title does anything to the terminal. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private OutboxText() {}

  public static JsonNode read(String answer) {
    try {
      return JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The bot answered no JSON", e);
    }
  }

  /** The same as JSON. */
  public static String json(JsonNode answer) {
    try {
      return JSON.writeValueAsString(answer).replace("\u007f", "\\u007f");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Totals, then a line for each alert. */
  public static String undelivered(JsonNode answer) {
    List<String> totals = new ArrayList<>();
    answer
        .path("totals")
        .forEach(
            total ->
                totals.add(
                    "%s %s, the oldest for %s"
                        .formatted(
                            total.path("alerts").asText(),
                            total.path("state").asText(),
                            span(total.path("oldest_seconds").asLong()))));
    if (totals.isEmpty()) {
      return "none" + System.lineSeparator();
    }
    TextTable table =
        new TextTable(
            "ALERT",
            "STATE",
            "CHAT",
            "KIND",
            "LISTING",
            "AGE",
            "TRIES",
            "NEXT TRY",
            "TROUBLE",
            "TITLE",
            "SKU");
    for (JsonNode alert : answer.path("alerts")) {
      table.add(
          alert.path("id").asText(),
          alert.path("state").asText(),
          address(alert) + topic(alert),
          text(alert.path("kind")),
          alert.path("listing").asText("-").replace("null", "-"),
          span(alert.path("age_seconds").asLong()),
          alert.path("attempts").asText(),
          next(alert.path("next_try_seconds")),
          text(alert.path("trouble")),
          cut(text(alert.path("title"))),
          cut(skus(alert.path("skus"))));
    }
    return String.join("; ", totals) + System.lineSeparator() + table;
  }

  /** Each chat, and below it the messages that it would get. */
  public static String previews(JsonNode answer) {
    if (answer.path("chats").isEmpty()) {
      return "Nothing is due." + System.lineSeparator();
    }
    StringBuilder text = new StringBuilder();
    answer.path("chats").forEach(chat -> text.append(preview(chat)));
    return text.toString();
  }

  /** What would become of an event. */
  public static String trial(JsonNode trial) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s of listing %s, %s, shop %s"
            .formatted(
                text(trial.path("kind")),
                trial.path("listing").asText(),
                text(trial.path("title")),
                text(trial.path("shop"))));
    line(
        text,
        trial.path("skus_missing").isNull()
            ? "SKUs: " + skus(trial.path("skus"))
            : "SKUs: not known, " + text(trial.path("skus_missing")));
    line(
        text,
        "filter-stock-events: tell=%s, holdSeconds=%s, channels=%s"
            .formatted(
                trial.path("tell").asText(),
                text(trial.path("hold_seconds")),
                text(trial.path("channels"))));
    if (trial.path("chats").isEmpty()) {
      line(text, "Nobody would be told.");
    }
    trial.path("chats").forEach(chat -> text.append(preview(chat)));
    line(text, "Nothing was stored or sent.");
    return text.toString();
  }

  private static String preview(JsonNode chat) {
    StringBuilder text = new StringBuilder();
    long waits = chat.path("waits_seconds").asLong();
    line(text, address(chat) + ", " + (waits == 0 ? "now" : "in " + span(waits)));
    for (JsonNode message : chat.path("messages")) {
      List<String> ids = new ArrayList<>();
      message.path("alerts").forEach(id -> ids.add(id.asText()));
      if (message.path("topic").isNumber()) {
        line(text, " " + topic(message) + ":");
      }
      line(
          text,
          message.path("recheck").asBoolean()
              ? "  looked at again first, as they have waited for hours: alerts "
                  + String.join(", ", ids)
              : PlainText.block(message.path("text").asText(), 2));
      line(text, "  --");
    }
    return text.toString();
  }

  private static String address(JsonNode of) {
    String channel = text(of.path("channel"));
    return channel.equals("telegram")
        ? text(of.path("chat"))
        : channel + " " + text(of.path("chat"));
  }

  private static String topic(JsonNode of) {
    return of.path("topic").isNumber() ? " topic " + of.path("topic").asText() : "";
  }

  private static String skus(JsonNode skus) {
    List<String> all = new ArrayList<>();
    skus.forEach(sku -> all.add(text(sku)));
    return all.isEmpty() ? "-" : String.join(", ", all);
  }

  private static String text(JsonNode value) {
    String text = value.isNull() || value.isMissingNode() ? "" : PlainText.line(value.asText());
    return text.isBlank() ? "-" : text;
  }

  private static String next(JsonNode seconds) {
    return !seconds.isNumber() ? "-" : seconds.asLong() == 0 ? "now" : span(seconds.asLong());
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= TITLE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, TITLE - 1)) + "~";
  }

  private static String span(long seconds) {
    Duration length = Duration.ofSeconds(seconds);
    return seconds < 120
        ? seconds + " s"
        : length.toMinutes() < 120
            ? length.toMinutes() + " min"
            : length.toHours() < 48 ? length.toHours() + " h" : length.toDays() + " d";
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append(System.lineSeparator());
  }
}
