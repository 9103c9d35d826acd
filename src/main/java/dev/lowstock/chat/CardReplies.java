package dev.lowstock.chat;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import dev.lowstock.alert.TimeWords;
import dev.lowstock.chat.ListingCard.Threshold;
import dev.lowstock.chat.ListingCard.Told;
import dev.lowstock.chat.ListingCard.Variation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The card of a listing: what is left of it, what the chat chose for it, and buttons for that.
 * Thread-safe.
 */
public final class CardReplies {
  /** Of a message, whose picture is a link's preview: kept for what is said in the end. */
  private static final int ROOM_AFTER_VARIATIONS = 330;

  private static final int LONGEST_TITLE = 160;
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_SKUS = 120;

  private final Messages messages;
  private final TimeWords times;

  public CardReplies(Messages messages) {
    this.messages = messages;
    this.times = new TimeWords(messages);
  }

  /**
   * The card.
   *
   * @param back the list that it was opened from; null: from an alert
   */
  Message card(ChatRequest request, ListingCard card, @Nullable ListPlace back) {
    String language = request.language();
    List<String> lines = new ArrayList<>();
    lines.add(text(language, "card.title", Map.of("title", title(language, card))));
    if (card.several()) {
      String shop = WatchedShop.name(card.shopName(), card.sellerId());
      lines.add(text(language, "card.shop", Map.of("shop", AlertText.cut(shop, LONGEST_NAME))));
    }
    lines.add(stock(language, card));
    if (!card.skus().isEmpty()) {
      String skus = AlertText.cut(String.join(", ", card.skus()), LONGEST_SKUS);
      lines.add(text(language, "card.skus", Map.of("skus", skus)));
    }
    lines.addAll(
        variations(
            language,
            card,
            Message.LIMIT - ROOM_AFTER_VARIATIONS - visible(String.join("\n", lines))));
    lines.add("");
    lines.add(low(language, card));
    Instant until = card.mute().until();
    if (card.mute().untilBack()) {
      lines.add(text(language, "card.mutedUntilBack", Map.of()));
    } else if (until != null) {
      lines.add(
          text(
              language,
              "card.mutedUntil",
              Map.of("until", times.moment(language, until, card.zone()))));
    }
    lines.add(told(language, card));
    return new Message(String.join("\n", lines), buttons(language, card, back));
  }

  /** To a button of a listing that the chat does not watch, or that is gone. */
  Message foreign(ChatRequest request, @Nullable ListPlace back) {
    String language = request.language();
    return new Message(
        text(language, "card.foreign", Map.of()), List.of(List.of(back(language, back))));
  }

  private String title(@Nullable String language, ListingCard card) {
    String title = AlertText.plain(card.title());
    return title.isEmpty()
        ? text(language, "listing.untitled", Map.of("id", String.valueOf(card.listingId())))
        : AlertText.cut(title, LONGEST_TITLE);
  }

  private String stock(@Nullable String language, ListingCard card) {
    if (card.isSoldOut()) {
      return text(language, "card.soldOut", Map.of());
    }
    Map<String, Object> left = Map.of("count", card.left() == null ? "?" : card.left());
    return text(language, card.isForSale() ? "card.left" : "card.notForSale", left);
  }

  private List<String> variations(@Nullable String language, ListingCard card, int room) {
    List<String> lines = new ArrayList<>();
    int rest = room;
    for (Variation variation : card.variations()) {
      String line = variation(language, variation);
      rest -= visible(line) + 1;
      if (rest < 0) {
        lines.add(
            text(language, "stock.more", Map.of("count", card.variations().size() - lines.size())));
        break;
      }
      lines.add(line);
    }
    return lines;
  }

  private String variation(@Nullable String language, Variation variation) {
    String sku = AlertText.cut(AlertText.plain(variation.sku()), LONGEST_NAME);
    String name = AlertText.cut(AlertText.plain(variation.name()), LONGEST_NAME);
    Integer own = variation.own();
    return text(
        language,
        variation.left() == 0 ? "card.variationOut" : "card.variation",
        Map.of(
            "name",
            name.isEmpty() ? text(language, "card.unnamed", Map.of()) : name,
            "count",
            variation.left(),
            "sku",
            sku.isEmpty() ? "" : messages.html(language, "card.sku", Map.of("sku", sku)),
            "low",
            own == null
                ? ""
                : messages.html(
                    language,
                    own == 0 ? "card.variationLowOff" : "card.variationLow",
                    Map.of("count", own))));
  }

  private String low(@Nullable String language, ListingCard card) {
    if (card.single()) {
      return text(language, "card.single", Map.of());
    }
    Threshold threshold = card.threshold();
    boolean off = threshold.count() == 0;
    String key =
        switch (threshold.whose()) {
          case LISTING -> off ? "card.offListing" : "card.lowListing";
          case SHOP -> off ? "card.offShop" : "card.lowShop";
          case USUAL -> off ? "card.offUsual" : "card.lowUsual";
        };
    return text(language, key, Map.of("count", threshold.count()));
  }

  private String told(@Nullable String language, ListingCard card) {
    Told told = card.told();
    if (told == null) {
      return text(language, "card.notTold", Map.of());
    }
    String what =
        messages
            .word(language, "told." + told.kind())
            .orElseGet(() -> told.kind().replace('_', ' '));
    return text(
        language,
        "card.told",
        Map.of("what", what, "when", times.moment(language, told.at(), card.zone())));
  }

  private List<List<Button>> buttons(
      @Nullable String language, ListingCard card, @Nullable ListPlace back) {
    List<List<Button>> rows = new ArrayList<>();
    rows.add(
        List.of(Button.action(text(language, "button.low", Map.of()), "low:" + card.listingId())));
    if (card.mute().isOn()) {
      rows.add(List.of(mute(language, card, "button.muteOff", "off", back)));
    } else {
      rows.add(
          List.of(
              mute(language, card, "button.muteDay", "day", back),
              mute(language, card, "button.muteWeek", "week", back)));
      if (card.isOut()) {
        rows.add(List.of(mute(language, card, "button.muteBack", "back", back)));
      }
    }
    rows.add(
        List.of(
            Button.link(
                text(language, "button.listing", Map.of()),
                ListingLine.page(card.listingId(), card.url())),
            Button.link(
                text(language, "button.edit", Map.of()), AlertText.editPage(card.listingId()))));
    rows.add(List.of(back(language, back)));
    return rows;
  }

  private Button mute(
      @Nullable String language,
      ListingCard card,
      String label,
      String length,
      @Nullable ListPlace back) {
    String place = back == null ? "" : ":" + back.code();
    return Button.action(
        text(language, label, Map.of()), "m:" + card.listingId() + ":" + length + place);
  }

  private Button back(@Nullable String language, @Nullable ListPlace back) {
    return back == null
        ? Button.action(
            text(language, "button.allListings", Map.of()),
            "p:" + ListPlace.first(ListPlace.What.ALL).code())
        : Button.action(text(language, "button.back", Map.of()), "p:" + back.code());
  }

  private String text(@Nullable String language, String key, Map<String, ?> values) {
    return messages.text(language, key, values);
  }

  private static int visible(String html) {
    return AlertText.visible(html);
  }
}
