package dev.lowstock.chat;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the bot answers about thresholds: at how many left a shop or a listing is low. */
public final class ThresholdReplies {
  private static final List<Integer> CHOICES = List.of(0, 1, 2, 3, 5, 10);
  private static final int BUTTONS_A_ROW = 3;
  private static final int MOST_SHOPS = 15;
  private static final int MOST_LISTINGS = 15;
  private static final int LONGEST_LABEL = 40;

  /** Of a variation, with its number behind it. */
  private static final int LONGEST_NAME = 33;

  /** Telegram shows at most 100 buttons under a message (Bot API, InlineKeyboardMarkup). */
  private static final int MOST_VARIATIONS = 90;

  private final Messages messages;

  public ThresholdReplies(Messages messages) {
    this.messages = messages;
  }

  /** Says what holds, and asks for a number or for the shop that a number is meant for. */
  public Message ask(ChatRequest request, List<ShopThreshold> shops) {
    String language = request.language();
    if (shops.isEmpty()) {
      return new Message(messages.text(language, "status.none"), List.of());
    }
    Integer count = request.count();
    if (count != null) {
      return whichShop(language, count, shops);
    }
    List<String> lines = new ArrayList<>();
    if (!request.argument().isEmpty()) {
      lines.add(messages.text(language, "threshold.wrong"));
    }
    shops.stream()
        .limit(MOST_SHOPS)
        .forEach(shop -> lines.addAll(holds(language, shop, shops.size() > 1)));
    if (request.argument().isEmpty()) {
      lines.add(messages.text(language, "threshold.howTo"));
    }
    // With several shops, the number comes back to ask for the shop.
    String one = shops.size() == 1 ? "thr:" + shops.get(0).sellerId() : "threshold";
    return new Message(
        String.join("\n", lines),
        rows(CHOICES.stream().map(choice -> button(language, one, choice))));
  }

  private Message whichShop(@Nullable String language, int count, List<ShopThreshold> shops) {
    Stream<Button> all =
        Stream.of(Button.action(messages.text(language, "button.allShops"), "thr:all:" + count));
    Stream<Button> each =
        shops.stream()
            .limit(MOST_SHOPS)
            .map(
                shop ->
                    Button.action(
                        AlertText.cut(shop.name(), LONGEST_LABEL),
                        "thr:" + shop.sellerId() + ":" + count));
    return new Message(
        count == 0
            ? messages.text(language, "threshold.whichShopOff")
            : messages.text(language, "threshold.whichShop", Map.of("count", count)),
        Stream.concat(each, all).map(List::of).toList());
  }

  /**
   * Says what holds now.
   *
   * @param changed how many shops of the chat were set
   * @param already what is low by it now
   */
  public Message set(
      ChatRequest request, List<ShopThreshold> shops, int changed, List<ListingLine> already) {
    String language = request.language();
    if (changed == 0) {
      return new Message(messages.text(language, "threshold.foreign"), List.of());
    }
    Long one = request.subject();
    LongPredicate isSet = seller -> one == null || seller == one;
    List<String> lines = new ArrayList<>();
    shops.stream()
        .filter(shop -> isSet.test(shop.sellerId()))
        .limit(MOST_SHOPS)
        .forEach(shop -> lines.addAll(holds(language, shop, shops.size() > 1)));
    lines.addAll(
        already(language, already.stream().filter(line -> isSet.test(line.sellerId())).toList()));
    return new Message(String.join("\n", lines), List.of());
  }

  private List<String> already(@Nullable String language, List<ListingLine> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(messages.text(language, "threshold.already"));
    rows.stream().limit(MOST_LISTINGS).forEach(line -> lines.add(line.left(messages, language)));
    if (rows.size() > MOST_LISTINGS) {
      lines.add(
          messages.text(language, "status.outMore", Map.of("count", rows.size() - MOST_LISTINGS)));
    }
    return lines;
  }

  /**
   * Says what holds for a listing or a variation of it, and asks for its number, or for the
   * variation.
   *
   * @param found the one that it is about; none if this chat does not watch it
   */
  public Message askListing(ChatRequest request, Optional<ListingThreshold> found) {
    String language = request.language();
    if (found.isEmpty()) {
      return new Message(messages.text(language, "low.foreign"), List.of());
    }
    ListingThreshold listing = found.get();
    String action = "low:" + listing.listingId();
    if (request.argument().endsWith(":v")) {
      return whichVariation(language, listing, action);
    }
    ListingThreshold.Variation variation = listing.variation(request.variation());
    if (request.variation() != null && variation == null) {
      return new Message(messages.text(language, "low.noVariation"), List.of());
    }
    if (variation != null) {
      action += ":v" + variation.number();
    }
    String numbered = action;
    List<List<Button>> buttons =
        new ArrayList<>(rows(CHOICES.stream().map(choice -> button(language, numbered, choice))));
    buttons.add(
        List.of(
            Button.action(
                messages.text(language, variation == null ? "button.asShop" : "button.asListing"),
                action + ":shop")));
    if (variation == null && listing.variations().size() > 1) {
      buttons.add(
          List.of(Button.action(messages.text(language, "button.oneVariation"), action + ":v")));
    }
    return new Message(
        holds(language, listing, variation)
            + "\n"
            + messages.text(language, variation == null ? "low.ask" : "low.askVariation"),
        buttons);
  }

  private Message whichVariation(
      @Nullable String language, ListingThreshold listing, String action) {
    List<ListingThreshold.Variation> variations = listing.variations();
    List<String> lines = new ArrayList<>();
    lines.add(
        messages.text(language, "low.whichVariation", Map.of("title", title(language, listing))));
    if (variations.size() > MOST_VARIATIONS) {
      lines.add(
          messages.text(
              language, "status.outMore", Map.of("count", variations.size() - MOST_VARIATIONS)));
    }
    return new Message(
        String.join("\n", lines),
        variations.stream()
            .limit(MOST_VARIATIONS)
            .map(
                each ->
                    List.of(
                        Button.action(
                            AlertText.cut(each.called(), LONGEST_NAME)
                                + ": "
                                + number(language, listing.threshold(each)),
                            action + ":v" + each.number())))
            .toList());
  }

  /**
   * Says what holds for the listing or its variation now.
   *
   * @param already what of it is low by that now
   */
  public Message setListing(
      ChatRequest request, Optional<ListingThreshold> found, List<ListingLine> already) {
    String language = request.language();
    if (found.isEmpty()) {
      return new Message(messages.text(language, "low.foreign"), List.of());
    }
    ListingThreshold listing = found.get();
    ListingThreshold.Variation variation = listing.variation(request.variation());
    if (request.variation() != null && variation == null) {
      return new Message(messages.text(language, "low.noVariation"), List.of());
    }
    List<String> lines = new ArrayList<>();
    lines.add(holds(language, listing, variation));
    lines.addAll(already(language, already));
    return new Message(String.join("\n", lines), List.of());
  }

  private List<String> holds(@Nullable String language, ShopThreshold shop, boolean several) {
    int count = shop.threshold();
    List<String> lines = new ArrayList<>();
    String key = count == 0 ? "threshold.off" : "threshold.on";
    Map<String, Object> values = Map.of("count", count);
    lines.add(
        several
            ? messages.text(
                language,
                "threshold.ofShop",
                Map.of("shop", shop.name(), "what", messages.html(language, key, values)))
            : messages.text(language, key, values));
    if (shop.own() > 0) {
      lines.add(messages.text(language, "threshold.own", Map.of("count", shop.own())));
    }
    return lines;
  }

  private String holds(
      @Nullable String language,
      ListingThreshold listing,
      ListingThreshold.@Nullable Variation variation) {
    int count = variation == null ? listing.threshold() : listing.threshold(variation);
    String title = title(language, listing);
    String text =
        messages.text(
            language,
            count == 0 ? "low.off" : "low.on",
            Map.of(
                "title",
                variation == null
                    ? title
                    : title + " – " + AlertText.cut(variation.called(), LONGEST_LABEL),
                "count",
                count));
    if (variation != null) {
      return variation.own() == null ? text + " " + messages.text(language, "low.asListing") : text;
    }
    return listing.own() == null ? text + " " + messages.text(language, "low.asShop") : text;
  }

  private String title(@Nullable String language, ListingThreshold listing) {
    return ListingLine.title(messages, language, listing.listingId(), listing.title());
  }

  private Button button(@Nullable String language, String action, int count) {
    return Button.action(number(language, count), action + ":" + count);
  }

  private String number(@Nullable String language, int count) {
    return count == 0 ? messages.text(language, "button.off") : Integer.toString(count);
  }

  private static List<List<Button>> rows(Stream<Button> buttons) {
    List<Button> all = buttons.toList();
    List<List<Button>> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i += BUTTONS_A_ROW) {
      rows.add(all.subList(i, Math.min(i + BUTTONS_A_ROW, all.size())));
    }
    return rows;
  }
}
