package dev.lowstock.notify;

import dev.lowstock.alert.Alert;
import dev.lowstock.alert.AlertJson;
import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a service wants a message. */
enum ChannelForm {
  /** The alert as JSON; as a CloudEvent if it is signed. */
  JSON,
  /** A CloudEvent of the alert. */
  ALERT,
  /** A CloudEvent of the stock event. */
  STOCK_EVENT,
  /** An incoming webhook of Slack, or of what takes the same. */
  SLACK,
  /** A webhook of Discord. */
  DISCORD,
  /** A topic of ntfy. */
  NTFY,
  /** An e-mail. */
  MAIL;

  /** Discord API, "Execute Webhook": 2,000 characters. */
  private static final int LONGEST_OF_DISCORD = 2000;

  /** Documentation of ntfy, "Limitations": longer ones become an attachment. In bytes. */
  private static final int LONGEST_OF_NTFY = 4096;

  /** Of UTF-8 for each of Java's chars. */
  private static final int MOST_BYTES = 3;

  static ChannelForm named(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "no form is called '"
              + name
              + "': alert, discord, json, mail, ntfy, slack and stock-event are",
          e);
    }
  }

  boolean isText() {
    return this == NTFY || this == MAIL;
  }

  /** Whether it goes to an address, and not to a broker. */
  boolean hasAddress() {
    return this != ALERT && this != STOCK_EVENT;
  }

  /** Of the body. */
  String contentType(boolean signed) {
    String type =
        isText()
            ? "text/plain"
            : isCloudEvent(signed) ? "application/cloudevents+json" : "application/json";
    return type + "; charset=utf-8";
  }

  private boolean isCloudEvent(boolean signed) {
    return this == ALERT || this == STOCK_EVENT || (this == JSON && signed);
  }

  /** The text of a form that is text. */
  String text(@Nullable Alert alert, Message message) {
    return this == NTFY
        ? AlertText.cut(message.plain(), LONGEST_OF_NTFY / MOST_BYTES)
        : withPage(message.plain(), alert);
  }

  /**
   * The fields of a form that is JSON.
   *
   * @param id of a ready-made message, the same each time that it is sent
   */
  Map<String, Object> fields(String id, @Nullable Alert alert, Message message, boolean signed) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (this == SLACK) {
      String text = withPage(message.plain(), alert);
      // Slack, "Formatting text": these three are escaped, and nothing is formatted.
      fields.put("text", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
      fields.put("mrkdwn", false);
    } else if (this == DISCORD) {
      String page = withPage("", alert);
      fields.put(
          "content", AlertText.cut(message.plain(), LONGEST_OF_DISCORD - page.length()) + page);
      // Nobody is called by a title with @everyone in it.
      fields.put("allowed_mentions", Map.of("parse", List.of()));
    } else if (alert == null) {
      return isCloudEvent(signed)
          ? new AlertJson().cloudEvent(id, message)
          : Map.of("text", message.plain());
    } else {
      AlertJson json = new AlertJson();
      AlertJson.About about =
          this == STOCK_EVENT ? AlertJson.About.STOCK_EVENT : AlertJson.About.ALERT;
      return isCloudEvent(signed)
          ? json.cloudEvent(alert, message, about)
          : json.of(alert, message);
    }
    return fields;
  }

  static String page(Alert alert) {
    return "https://www.etsy.com/listing/" + alert.listingId();
  }

  private static String withPage(String text, @Nullable Alert alert) {
    return alert == null ? text : text + "\n" + page(alert);
  }
}
