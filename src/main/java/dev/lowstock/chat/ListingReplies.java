package dev.lowstock.chat;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import dev.lowstock.chat.ListPlace.What;
import dev.lowstock.chat.ListingPage.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pages of listings, each with a button that opens its card. Thread-safe. */
public final class ListingReplies {
  private static final int BUTTONS_A_ROW = 5;

  private final Messages messages;

  public ListingReplies(Messages messages) {
    this.messages = messages;
  }

  /** To a chat that watches no shop. */
  Message none(ChatRequest request) {
    return new Message(messages.text(request.language(), "status.none"), List.of());
  }

  /** To somebody who did not say what to look for. */
  Message askForWords(ChatRequest request) {
    return new Message(messages.text(request.language(), "find.howTo"), List.of());
  }

  /**
   * A page.
   *
   * @param several whether the chat watches several shops, so that each line names its own
   */
  Message page(ChatRequest request, ListingPage page, boolean several) {
    String language = request.language();
    ListPlace place = page.place();
    Map<String, Object> values =
        Map.of(
            "count", page.listings(),
            "out", page.out(),
            "low", page.low(),
            "words", place.words());
    if (page.lines().isEmpty()) {
      return new Message(messages.text(language, none(place), values), others(language, place));
    }
    List<String> lines = new ArrayList<>();
    lines.add(messages.text(language, heading(place), values));
    if (page.pages() > 1) {
      lines.add(
          messages.text(
              language, "listings.page", Map.of("page", place.page() + 1, "pages", page.pages())));
    }
    lines.add("");
    for (int i = 0; i < page.lines().size(); i++) {
      lines.add(line(language, i + 1, page.lines().get(i), several));
    }
    return new Message(String.join("\n", lines), buttons(language, page));
  }

  private static String heading(ListPlace place) {
    return switch (place.what()) {
      case ALL -> "listings.all";
      case OUT -> "listings.out";
      case LOW -> "listings.low";
      case FOUND -> "listings.found";
    };
  }

  private static String none(ListPlace place) {
    return switch (place.what()) {
      case ALL -> "listings.allNone";
      case OUT -> "listings.outNone";
      case LOW -> "listings.lowNone";
      case FOUND -> "listings.foundNone";
    };
  }

  private static String label(What what) {
    return switch (what) {
      case ALL, FOUND -> "button.listAll";
      case OUT -> "button.listOut";
      case LOW -> "button.listLow";
    };
  }

  private String line(@Nullable String language, int n, Line line, boolean several) {
    String shop = WatchedShop.name(line.shopName(), line.sellerId());
    return messages.text(
        language,
        "listings.line",
        Map.of(
            "n",
            n,
            "listing",
            ListingLine.page(line.listingId()),
            "title",
            ListingLine.title(messages, language, line.listingId(), line.title()),
            "ofShop",
            ListingLine.ofShop(messages, language, several ? shop : null),
            "stock",
            messages.html(language, stock(line), values(line)),
            "muted",
            line.muted() ? messages.html(language, "listings.muted", Map.of()) : ""));
  }

  private static String stock(Line line) {
    boolean parted = line.left() != null && line.fewest() != null && line.fewest() < line.left();
    return switch (line.urgency()) {
      case SOLD_OUT -> "listings.soldOut";
      case PARTLY_SOLD_OUT -> "listings.partlyOut";
      case LOW -> parted ? "listings.partlyLow" : "listings.isLow";
      case NONE -> line.left() == null ? "listings.unknown" : "listings.left";
    };
  }

  private static Map<String, Object> values(Line line) {
    return Map.of(
        "count", line.left() == null ? "?" : line.left(),
        "fewest", line.fewest() == null ? "" : line.fewest());
  }

  private List<List<Button>> buttons(@Nullable String language, ListingPage page) {
    ListPlace place = page.place();
    List<List<Button>> rows = new ArrayList<>();
    List<Button> cards = new ArrayList<>();
    for (Line line : page.lines()) {
      if (cards.size() == BUTTONS_A_ROW) {
        rows.add(List.copyOf(cards));
        cards.clear();
      }
      int n = rows.size() * BUTTONS_A_ROW + cards.size() + 1;
      cards.add(Button.action(Integer.toString(n), "c:" + line.listingId() + ":" + place.code()));
    }
    rows.add(List.copyOf(cards));
    List<Button> turns = new ArrayList<>();
    if (place.page() > 0) {
      turns.add(turn(language, "button.before", place.at(place.page() - 1)));
    }
    if (place.page() + 1 < page.pages()) {
      turns.add(turn(language, "button.after", place.at(place.page() + 1)));
    }
    if (!turns.isEmpty()) {
      rows.add(turns);
    }
    rows.addAll(others(language, place));
    return rows;
  }

  /** The lists that this one is not. */
  private List<List<Button>> others(@Nullable String language, ListPlace place) {
    return List.of(
        Stream.of(What.ALL, What.OUT, What.LOW)
            .filter(what -> what != place.what())
            .map(other -> turn(language, label(other), ListPlace.first(other)))
            .toList());
  }

  private Button turn(@Nullable String language, String label, ListPlace place) {
    return Button.action(messages.text(language, label), "p:" + place.code());
  }
}
