package dev.lowstock.alert;

import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages.Html;
import dev.lowstock.stock.Aftermath;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.stock.StockEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Writes the messages that tell a chat of stock events.
 *
 * <p>One event gets a message with buttons. Several fold into one that names every listing and SKU,
 * as many as a message holds. A kind that has no words of its own gets those of {@code other}.
 */
public final class AlertText {
  /** What buttons of a team press. */
  public static final String ON_IT = "on-it";

  public static final String NOT_ON_IT = "on-it:undo";

  /** What the words of an alert may name. */
  static final Set<String> VALUES =
      Set.of(
          "kind",
          "title",
          "item",
          "quantity",
          "left",
          "skus",
          "stock",
          "details",
          "shop",
          "ofShop",
          "listing",
          "edit");

  private static final int TITLE_LIMIT = 200;
  private static final int SKUS_LIMIT = 3000;
  private static final int SHOP_LIMIT = 100;

  /** Of a stock text; those of folded alerts share one message. */
  private static final int STOCK_LIMIT = 3000;

  private static final int FOLDED_STOCK_LIMIT = 1000;
  private static final int VARIATION_LIMIT = 100;

  /** Variations of which it is said what became of them. */
  private static final int MOST_AFTER = 4;

  private static final int AFTER_LIMIT = 60;

  /** Formatting after the hundredth is ignored (Bot API, of the entities of a message). */
  private static final int MOST_TAGS = 100;

  /** SKUs or variations in one alert, each with formatting of its own; the rest is counted. */
  private static final int MOST_NAMED = 90;

  private static final Html NOTHING = new Html("");

  /** What is left of a text where a value was empty, as the SKUs of a listing that has none. */
  private static final Pattern NO_LINE = Pattern.compile("\n(?=\n|$)");

  private static final Pattern NO_PART = Pattern.compile(" –(?: +–)+ ");

  private static final Pattern TAG = Pattern.compile("<[a-z]");

  /** The kinds under which the question comes up: at how many left would you have liked to know? */
  private static final Set<String> RAN_DOWN =
      Set.of(StockEvent.SOLD_OUT, StockEvent.VARIATION_SOLD_OUT, StockEvent.LOW);

  /** In which order one message tells of several kinds. */
  private static final List<String> SECTIONS =
      List.of(
          StockEvent.SOLD_OUT,
          StockEvent.VARIATION_SOLD_OUT,
          StockEvent.LOW,
          StockEvent.TAKEN_DOWN,
          Alert.CAME_BACK,
          StockEvent.RESTOCKED);

  /** The order that {@link #writeSummary} wants; those of one kind stay as they are. */
  public static final Comparator<Alert> BY_SECTION =
      Comparator.comparingInt(alert -> section(alert.kind()));

  private final Messages messages;
  private final boolean thresholds;
  private final boolean namesShops;

  /**
   * Writes with these words, and names the shop of each alert.
   *
   * @param thresholds whether a chat can choose at how many left a listing is low
   */
  public AlertText(Messages messages, boolean thresholds) {
    this(messages, thresholds, true);
  }

  private AlertText(Messages messages, boolean thresholds, boolean namesShops) {
    this.messages = messages;
    this.thresholds = thresholds;
    this.namesShops = namesShops;
  }

  /** The same for a chat that watches one shop, whose name it need not be told each time. */
  public AlertText ofOneShop() {
    return new AlertText(messages, thresholds, false);
  }

  /** How a chat is told a time. */
  public interface Moments {
    /** In the chat's language and zone; null: it did not choose one. */
    String of(@Nullable String language, Instant at, @Nullable ZoneId zone);
  }

  /** Why a chat is told of several things in one message. */
  public enum Summary {
    /** The bot could not write to it. */
    MISSED("missed.heading"),
    PAUSE("pause.heading"),
    DIGEST("digest.heading"),
    /** Its quiet hours ended in the morning. */
    MORNING("quiet.morning"),
    QUIET("quiet.heading");

    private final String heading;

    Summary(String heading) {
      this.heading = heading;
    }
  }

  /**
   * A message and what it tells.
   *
   * @param alerts how many of the given alerts, from the first, the message tells
   */
  public record Written(Message message, int alerts) {}

  /**
   * The message for the first of these alerts, all of one kind, and as many more as fit.
   *
   * @param pressable whether a button may press back to the bot, as in a chat
   */
  public Written write(List<Alert> alerts, @Nullable String language, boolean pressable) {
    if (alerts.size() == 1) {
      return new Written(single(alerts.get(0), language, pressable), 1);
    }
    List<String> lines = new ArrayList<>();
    String kind = alerts.get(0).kind();
    String heading = heading(kind, alerts.size(), language);
    int room = Message.LIMIT - visible(heading);
    long tags = MOST_TAGS - tags(heading);
    for (Alert alert : alerts) {
      String line = text(language, "folded.", alert);
      room -= visible(line) + 1;
      tags -= tags(line);
      if (room < 0 || tags < 0) {
        break;
      }
      lines.add(line);
    }
    if (lines.size() < 2) {
      return new Written(single(alerts.get(0), language, pressable), 1);
    }
    return new Written(
        new Message(
            heading(kind, lines.size(), language) + "\n" + String.join("\n", lines), List.of()),
        lines.size());
  }

  /**
   * One message for what a chat is told of together: the first of these alerts, and as many more as
   * fit.
   *
   * @param alerts in the order of {@link #BY_SECTION}
   */
  public Written writeSummary(Summary summary, List<Alert> alerts, @Nullable String language) {
    String text = messages.text(language, summary.heading);
    int told = 0;
    String kind = "";
    for (Alert alert : alerts) {
      String heading =
          alert.kind().equals(kind)
              ? ""
              : "\n\n" + messages.text(language, key("missed.", alert.kind()));
      String next = text + heading + "\n" + text(language, "folded.", alert);
      if (told > 0 && (visible(next) > Message.LIMIT || tags(next) > MOST_TAGS)) {
        break;
      }
      text = next;
      kind = alert.kind();
      told++;
    }
    List<List<Button>> buttons =
        thresholds
            ? List.of(List.of(Button.action(messages.text(language, "button.status"), "status")))
            : List.of();
    return new Written(new Message(text, buttons), told);
  }

  /**
   * A message to a group about one alert, with a button for somebody who sees to it, or takes that
   * back, and a line that says who did.
   *
   * @param person who said so last, and when; null: nobody did
   */
  public Message forTeam(Message message, @Nullable String language, @Nullable Person person) {
    boolean onIt = person != null && person.onIt();
    List<List<Button>> buttons = new ArrayList<>(message.buttons());
    buttons.add(
        List.of(
            onIt
                ? Button.action(messages.text(language, "button.onIt.undo"), NOT_ON_IT)
                : Button.action(messages.text(language, "button.onIt"), ON_IT)));
    String line =
        person == null
            ? ""
            : "\n"
                + messages.text(
                    language,
                    onIt ? "team.since" : "team.undone",
                    Map.of("person", person.name(), "at", person.at()));
    return new Message(message.html() + line, buttons);
  }

  /**
   * Somebody who said to be on it, or took that back.
   *
   * @param name what the person is called in Telegram
   * @param at when that was, in the chat's own words
   */
  public record Person(String name, boolean onIt, String at) {}

  private static long tags(String html) {
    return TAG.matcher(html).results().count();
  }

  private static int section(String kind) {
    int place = SECTIONS.indexOf(kind);
    return place < 0 ? SECTIONS.size() : place;
  }

  private Message single(Alert alert, @Nullable String language, boolean pressable) {
    List<List<Button>> buttons = new ArrayList<>();
    buttons.add(
        List.of(
            Button.link(messages.text(language, "button.listing"), page(alert)),
            Button.link(messages.text(language, "button.edit"), editPage(alert.listingId()))));
    if (thresholds && pressable) {
      Button mute =
          Button.action(messages.text(language, "button.mute"), "mute:" + alert.listingId());
      Button card = Button.action(messages.text(language, "button.card"), "c:" + alert.listingId());
      buttons.add(
          RAN_DOWN.contains(alert.kind())
              ? List.of(
                  Button.action(messages.text(language, "button.low"), "low:" + alert.listingId()),
                  mute,
                  card)
              : List.of(mute, card));
    }
    return new Message(text(language, "alert.", alert), buttons);
  }

  private String heading(String kind, int count, @Nullable String language) {
    return messages.text(language, key("heading.", kind), Map.of("count", count));
  }

  /** The kind as the words of one alert have it: a variation is not taken down like a listing. */
  private static String wording(Alert alert) {
    return alert.kind().equals(StockEvent.TAKEN_DOWN) && !alert.offerings().isEmpty()
        ? "variation_taken_down"
        : alert.kind();
  }

  private String key(String what, String kind) {
    return messages.has(what + kind) ? what + kind : what + "other";
  }

  private String text(@Nullable String language, String what, Alert alert) {
    return told(language, what, alert) + after(language, what, alert.after());
  }

  private String told(@Nullable String language, String what, Alert alert) {
    Integer quantity = alert.quantity();
    boolean folded = what.equals("folded.");
    Map<String, Object> values = new HashMap<>();
    values.put("kind", alert.kind().replace('_', ' '));
    values.put("title", title(alert, language));
    values.put("item", item(alert, language));
    values.put("quantity", quantity == null ? "?" : quantity);
    values.put("left", left(alert, language));
    values.put("skus", new Html(skus(alert, language)));
    values.put("stock", new Html(stock(alert, language, folded)));
    values.put("details", new Html(details(alert, language)));
    values.put("shop", cut(plain(alert.shopName()), SHOP_LIMIT));
    values.put("ofShop", ofShop(alert, language, what));
    values.put("listing", page(alert));
    values.put("edit", editPage(alert.listingId()));
    String text = messages.text(language, key(what, wording(alert)), values);
    if (!values.containsValue(NOTHING)) {
      return text;
    }
    return folded ? NO_PART.matcher(text).replaceAll(" – ") : NO_LINE.matcher(text).replaceAll("");
  }

  /** The listing, or the variation that the alert is about. */
  private Object item(Alert alert, @Nullable String language) {
    String title = title(alert, language);
    OfferingChange one = only(alert);
    if (one != null) {
      String name = name(one);
      return name.isEmpty()
          ? title
          : messages.html(language, "item.variation", Map.of("title", title, "variation", name));
    }
    return alert.offerings().isEmpty()
        ? title
        : messages.html(
            language, "item.variations", Map.of("title", title, "count", alert.offerings().size()));
  }

  private static @Nullable OfferingChange only(Alert alert) {
    return alert.offerings().size() == 1 ? alert.offerings().get(0) : null;
  }

  /** How many are left of the listing or the variation; nothing where several are named. */
  private Object left(Alert alert, @Nullable String language) {
    OfferingChange one = only(alert);
    Integer left = one == null ? alert.quantity() : one.quantity();
    return left == null || alert.offerings().size() > 1
        ? ""
        : messages.html(language, "item.left", Map.of("count", left));
  }

  /** What there is to say beside the item and how many of it are left. */
  private String details(Alert alert, @Nullable String language) {
    OfferingChange one = only(alert);
    if (one == null) {
      return alert.offerings().isEmpty() ? skus(alert, language) : stock(alert, language, false);
    }
    return Stream.concat(
            Stream.of(sku(one, alert.skusMissing(), language)).filter(sku -> !sku.isEmpty()),
            together(alert, language).stream())
        .collect(Collectors.joining("\n"));
  }

  private Optional<String> together(Alert alert, @Nullable String language) {
    return Optional.ofNullable(alert.quantity())
        .map(quantity -> messages.text(language, "stock.together", Map.of("count", quantity)));
  }

  /** What became of it since it was told, behind the words of then. */
  private String after(@Nullable String language, String what, Alert.@Nullable After after) {
    if (after == null || after.aftermath().state() == Aftermath.State.AS_TOLD) {
      return "";
    }
    Aftermath aftermath = after.aftermath();
    String key =
        switch (aftermath.state()) {
          case LEFT -> "after.left";
          case OUT -> "after.out";
          default -> aftermath.left() == null ? "after.back" : "after.backWith";
        };
    Map<String, Object> values =
        Map.of("stock", new Html(stockAfter(language, aftermath)), "at", after.at());
    return messages.text(
        language,
        what.equals("folded.") ? "after.folded" : "after.alert",
        Map.of("after", messages.html(language, key, values)));
  }

  private String stockAfter(@Nullable String language, Aftermath aftermath) {
    List<OfferingChange> variations = aftermath.variations();
    if (aftermath.state() != Aftermath.State.LEFT || variations.size() < 2) {
      Integer left = variations.size() == 1 ? variations.get(0).quantity() : aftermath.left();
      return messages.text(language, "stock.left", Map.of("count", left == null ? "?" : left));
    }
    return variations.stream()
        .limit(MOST_AFTER)
        .map(
            each ->
                messages.text(
                    language,
                    "stock.variation",
                    Map.of(
                        "name",
                        cut(plain(each.name()), AFTER_LIMIT),
                        "count",
                        each.quantity() == null ? "?" : each.quantity())))
        .collect(Collectors.joining(", ", "", variations.size() > MOST_AFTER ? ", …" : ""));
  }

  /** The shop, where the chat watches several. */
  private Object ofShop(Alert alert, @Nullable String language, String what) {
    return namesShops
        ? messages.html(
            language,
            what.equals("folded.") ? "shop.folded" : "shop.alert",
            Map.of("shop", cut(plain(alert.shopName()), SHOP_LIMIT)))
        : "";
  }

  private String title(Alert alert, @Nullable String language) {
    String title = cut(plain(alert.title()), TITLE_LIMIT);
    return title.isEmpty()
        ? messages.text(
            language, "listing.untitled", Map.of("id", String.valueOf(alert.listingId())))
        : title;
  }

  /** How many are left, of the listing or of each variation that it is about, and their SKUs. */
  private String stock(Alert alert, @Nullable String language, boolean folded) {
    if (alert.offerings().isEmpty()) {
      String skus = skus(alert, language);
      return alert.quantity() == null
          ? skus
          : withSkus(
              messages.text(language, "stock.left", Map.of("count", alert.quantity())),
              skus,
              language);
    }
    List<String> lines = new ArrayList<>();
    int room = folded ? FOLDED_STOCK_LIMIT : STOCK_LIMIT;
    int count = alert.offerings().size();
    for (OfferingChange offering : alert.offerings()) {
      String line = variation(offering, alert.skusMissing(), language);
      room -= visible(line);
      if (room < 0 || lines.size() == MOST_NAMED) {
        lines.add(messages.text(language, "stock.more", Map.of("count", count - lines.size())));
        break;
      }
      lines.add(line);
    }
    if (folded) {
      return String.join("; ", lines);
    }
    lines.replaceAll(
        line -> messages.text(language, "stock.line", Map.of("stock", new Html(line))));
    together(alert, language).ifPresent(lines::add);
    return String.join("\n", lines);
  }

  private String withSkus(String stock, String skus, @Nullable String language) {
    return skus.isEmpty()
        ? stock
        : messages.text(
            language, "stock.withSkus", Map.of("stock", new Html(stock), "skus", new Html(skus)));
  }

  private String variation(
      OfferingChange offering, @Nullable String skusMissing, @Nullable String language) {
    Integer quantity = offering.quantity();
    String name = name(offering);
    Map<String, Object> values = Map.of("name", name, "count", quantity == null ? "?" : quantity);
    return withSkus(
        messages.text(language, name.isEmpty() ? "stock.left" : "stock.variation", values),
        sku(offering, skusMissing, language),
        language);
  }

  private static String name(OfferingChange offering) {
    return cut(plain(offering.name()), VARIATION_LIMIT);
  }

  private String sku(
      OfferingChange offering, @Nullable String skusMissing, @Nullable String language) {
    String sku = cut(plain(offering.sku()), SHOP_LIMIT);
    return messages.text(
        language,
        !sku.isEmpty() ? "skus.one" : skusMissing == null ? "skus.none" : "skus." + skusMissing,
        Map.of("sku", new Html("<code>" + Messages.escape(sku) + "</code>")));
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
      if (length > SKUS_LIMIT || i == MOST_NAMED) {
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

  /** Where its seller edits a listing. */
  public static String editPage(long listingId) {
    return "https://www.etsy.com/your/shops/me/tools/listings/" + listingId;
  }

  /**
   * A title as a buyer reads it, in one line: Etsy's hold HTML entities such as a coded apostrophe
   * (Etsy API v2, listings), which may stand for anything.
   */
  public static String plain(@Nullable String text) {
    return text == null
        ? ""
        : Messages.fit(StringEscapeUtils.unescapeHtml4(text).replaceAll("\\s+", " ")).strip();
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
  public static int visible(String html) {
    return StringEscapeUtils.unescapeHtml4(html.replaceAll("<[^>]*>", "")).length();
  }
}
