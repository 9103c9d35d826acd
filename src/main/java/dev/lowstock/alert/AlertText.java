package dev.lowstock.alert;

import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Writes the messages that tell a chat of stock events.
 *
 * <p>One event gets a message with buttons. Several fold into one that names every listing and SKU,
 * as many as a message holds. A kind that has no words of its own gets those of {@code other}.
 */
public final class AlertText {
  /** What the words of an alert may name. */
  static final Set<String> VALUES =
      Set.of("kind", "title", "quantity", "skus", "shop", "listing", "edit");

  private static final int TITLE_LIMIT = 200;
  private static final int SKUS_LIMIT = 3000;
  private static final int SHOP_LIMIT = 100;

  private final Messages messages;

  public AlertText(Messages messages) {
    this.messages = messages;
  }

  /**
   * A message and what it tells.
   *
   * @param alerts how many of the given alerts, from the first, the message tells
   */
  public record Written(Message message, int alerts) {}

  /** The message for the first of these alerts, all of one kind, and as many more as fit. */
  public Written write(List<Alert> alerts, @Nullable String language) {
    if (alerts.size() == 1) {
      return new Written(single(alerts.get(0), language), 1);
    }
    List<String> lines = new ArrayList<>();
    String kind = alerts.get(0).kind();
    int room = Message.LIMIT - visible(heading(kind, alerts.size(), language));
    for (Alert alert : alerts) {
      String line = text(language, "folded.", alert);
      room -= visible(line) + 1;
      if (room < 0) {
        break;
      }
      lines.add(line);
    }
    if (lines.size() < 2) {
      return new Written(single(alerts.get(0), language), 1);
    }
    return new Written(
        new Message(
            heading(kind, lines.size(), language) + "\n" + String.join("\n", lines), List.of()),
        lines.size());
  }

  private Message single(Alert alert, @Nullable String language) {
    return new Message(
        text(language, "alert.", alert),
        List.of(
            List.of(
                Button.link(messages.text(language, "button.listing"), page(alert)),
                Button.link(messages.text(language, "button.edit"), editPage(alert)))));
  }

  private String heading(String kind, int count, @Nullable String language) {
    return messages.text(language, key("heading.", kind), Map.of("count", count));
  }

  private String key(String what, String kind) {
    return messages.has(what + kind) ? what + kind : what + "other";
  }

  private String text(@Nullable String language, String what, Alert alert) {
    Integer quantity = alert.quantity();
    return messages.text(
        language,
        key(what, alert.kind()),
        Map.of(
            "kind", alert.kind().replace('_', ' '),
            "title", title(alert, language),
            "quantity", quantity == null ? "?" : quantity,
            "skus", new Html(skus(alert, language)),
            "shop", cut(plain(alert.shopName()), SHOP_LIMIT),
            "listing", page(alert),
            "edit", editPage(alert)));
  }

  private String title(Alert alert, @Nullable String language) {
    String title = cut(plain(alert.title()), TITLE_LIMIT);
    return title.isEmpty()
        ? messages.text(language, "listing.untitled", Map.of("id", alert.listingId()))
        : title;
  }

  private String skus(Alert alert, @Nullable String language) {
    if (alert.skusMissing() != null) {
      return messages.text(language, "skus." + alert.skusMissing());
    }
    return switch (alert.skus().size()) {
      case 0 -> messages.text(language, "skus.none");
      case 1 -> messages.text(language, "skus.one", Map.of("sku", joined(alert.skus(), language)));
      default ->
          messages.text(language, "skus.many", Map.of("skus", joined(alert.skus(), language)));
    };
  }

  private Html joined(List<String> skus, @Nullable String language) {
    StringBuilder text = new StringBuilder();
    int length = 0;
    for (int i = 0; i < skus.size(); i++) {
      String sku = cut(plain(skus.get(i)), SHOP_LIMIT);
      length += sku.length() + 2;
      if (length > SKUS_LIMIT) {
        return new Html(
            text + messages.text(language, "skus.more", Map.of("count", skus.size() - i)));
      }
      text.append(i == 0 ? "" : ", ")
          .append("<code>")
          .append(Messages.escape(sku))
          .append("</code>");
    }
    return new Html(text.toString());
  }

  private static String page(Alert alert) {
    String url = alert.url();
    return url != null && url.startsWith("https://www.etsy.com/")
        ? url
        : "https://www.etsy.com/listing/" + alert.listingId();
  }

  private static String editPage(Alert alert) {
    return "https://www.etsy.com/your/shops/me/tools/listings/" + alert.listingId();
  }

  /** Etsy's titles hold HTML entities such as a coded apostrophe (Etsy API v2, listings). */
  private static String plain(@Nullable String text) {
    return text == null
        ? ""
        : StringEscapeUtils.unescapeHtml4(text).replaceAll("\\s+", " ").strip();
  }

  /** At most so many characters, never half of a surrogate pair, with an ellipsis when cut. */
  public static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 2)) ? limit - 2 : limit - 1;
    return text.substring(0, end) + "…";
  }

  /** Characters that Telegram counts: those left when tags and entities are read. */
  private static int visible(String html) {
    return StringEscapeUtils.unescapeHtml4(html.replaceAll("<[^>]*>", "")).length();
  }
}
