package dev.lowstock.chat;

import dev.lowstock.chat.ListPlace.What;
import dev.lowstock.chat.ListingCard.Mute;
import dev.lowstock.chat.ListingCard.Threshold;
import dev.lowstock.chat.ListingCard.Told;
import dev.lowstock.chat.ListingCard.Variation;
import dev.lowstock.chat.ListingCard.Whose;
import dev.lowstock.chat.StockOrder.Place;
import dev.lowstock.chat.StockOrder.Wish;
import dev.lowstock.outbox.ChatSettings;
import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * The listings of a chat's shops, in pages or one by one. Which of them a chat may see and mute is
 * for the statements to say: what a button names is not believed. Thread-safe.
 */
public final class ListingRows {
  private final Statements database;
  private final int usualThreshold;

  /**
   * Reads and writes a database.
   *
   * @param usualThreshold low at or below it, for chats that did not choose
   */
  public ListingRows(Database database, int usualThreshold) {
    this.database = database.statements();
    this.usualThreshold = usualThreshold;
  }

  /** The page, or the last one if it is beyond the end. */
  ListingPage page(ChatRequest request, ListPlace place) {
    List<Place> all = inOrder(request, place.words());
    List<Place> listed = all.stream().filter(one -> place.what().holds(one.urgency())).toList();
    int last = Math.max(0, (listed.size() - 1) / ListingPage.LENGTH);
    ListPlace shown = place.at(Math.min(place.page(), last));
    List<Place> lines =
        listed.stream()
            .skip((long) shown.page() * ListingPage.LENGTH)
            .limit(ListingPage.LENGTH)
            .toList();
    return new ListingPage(
        shown,
        all.size(),
        all.stream().filter(one -> What.OUT.holds(one.urgency())).count(),
        all.stream().filter(one -> What.LOW.holds(one.urgency())).count(),
        withTitles(lines));
  }

  /** What has these words, or all if there are none. */
  private List<Place> inOrder(ChatRequest request, String sought) {
    MapSqlParameterSource chat = ChatRows.chat(request);
    Map<Wish.Of, Wish> wishes = new HashMap<>();
    database.query(
        "select-wishes-of-chat",
        chat,
        row -> {
          wishes.put(
              new Wish.Of(row.getLong("listing_id"), row.getLong("variation")),
              new Wish(row.getObject("low_threshold", Integer.class), row.getInt("muted") == 1));
        });
    StockOrder order = new StockOrder(wishes, usualThreshold);
    WordSearch words = sought.isEmpty() ? null : new WordSearch(sought);
    database.query(
        "select-stock-of-chat",
        chat.addValue("words", words != null),
        row -> {
          add(order, row);
          if (words != null) {
            words.see(
                row.getLong("listing_id"),
                row.getString("title"),
                row.getString("name"),
                row.getString("sku"));
          }
        });
    return words == null ? order.inOrder() : order.inOrder(words.found());
  }

  private static void add(StockOrder order, ResultSet row) throws SQLException {
    order.add(
        new StockOrder.Listing(
            row.getLong("listing_id"),
            row.getString("state").equals("sold_out"),
            row.getObject("quantity", Integer.class),
            row.getObject("most_seen", Integer.class),
            row.getLong("changed_tsz"),
            row.getDouble("sold"),
            row.getDouble("sold_days"),
            row.getObject("low_threshold", Integer.class),
            new StockOrder.Fewest()),
        row.getObject("variation", Long.class),
        row.getObject("variation_left", Integer.class),
        row.getObject("variation_most", Integer.class));
  }

  private List<ListingPage.Line> withTitles(List<Place> places) {
    if (places.isEmpty()) {
      return List.of();
    }
    Map<Long, Titled> titles = new HashMap<>();
    database.query(
        "select-titles",
        Map.of("listings", places.stream().map(Place::listingId).toList()),
        row -> {
          titles.put(
              row.getLong("listing_id"),
              new Titled(
                  row.getLong("seller_id"), row.getString("shop_name"), row.getString("title")));
        });
    // One that is forgotten at this moment is not shown.
    return places.stream()
        .filter(place -> titles.containsKey(place.listingId()))
        .map(place -> line(place, Objects.requireNonNull(titles.get(place.listingId()))))
        .toList();
  }

  private record Titled(long sellerId, @Nullable String shopName, @Nullable String title) {}

  private static ListingPage.Line line(Place place, Titled titled) {
    return new ListingPage.Line(
        place.listingId(),
        titled.sellerId(),
        titled.shopName(),
        titled.title(),
        place.left(),
        place.fewest(),
        place.muted(),
        place.urgency());
  }

  /** The listing, if the chat watches its shop. */
  Optional<ListingCard> card(ChatRequest request, long listing) {
    MapSqlParameterSource values = ChatRows.chat(request).addValue("listing", listing);
    List<ListingCard> rows = database.query("select-listing-card", values, (row, n) -> card(row));
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    ListingCard first = rows.get(0);
    Told told =
        database
            .query(
                "select-last-told",
                values.addValue("seller", first.sellerId()),
                (row, n) ->
                    new Told(
                        row.getString("kind"), Objects.requireNonNull(instant(row, "closed_at"))))
            .stream()
            .findFirst()
            .orElse(null);
    return Optional.of(
        new ListingCard(
            first.listingId(),
            first.sellerId(),
            first.shopName(),
            first.title(),
            first.state(),
            first.left(),
            first.url(),
            rows.stream().allMatch(ListingCard::single),
            first.threshold(),
            first.mute(),
            rows.stream().flatMap(row -> row.variations().stream()).toList(),
            rows.stream().flatMap(row -> row.skus().stream()).distinct().toList(),
            told,
            first.several(),
            first.zone(),
            first.now()));
  }

  /** A listing with at most one of its variations, as each row has. */
  private ListingCard card(ResultSet row) throws SQLException {
    Integer variationLeft = row.getObject("variation_left", Integer.class);
    String name = row.getString("name");
    String sku = row.getString("sku");
    Integer most =
        row.getObject(variationLeft == null ? "most_seen" : "variation_most", Integer.class);
    return new ListingCard(
        row.getLong("listing_id"),
        row.getLong("seller_id"),
        row.getString("shop_name"),
        row.getString("title"),
        instant(row, "missing_since") == null ? row.getString("state") : "missing",
        row.getObject("quantity", Integer.class),
        row.getString("url"),
        most != null && most <= 1,
        threshold(row),
        mute(row),
        variationLeft == null
            ? List.of()
            : List.of(
                new Variation(
                    name, sku, variationLeft, row.getObject("of_variation", Integer.class))),
        variationLeft != null || sku == null || sku.isBlank() ? List.of() : List.of(sku),
        null,
        row.getInt("shops") > 1,
        ChatSettings.zone(row),
        Objects.requireNonNull(instant(row, "now")));
  }

  private Threshold threshold(ResultSet row) throws SQLException {
    Integer own = row.getObject("own", Integer.class);
    Integer ofShop = row.getObject("of_shop", Integer.class);
    if (own != null) {
      return new Threshold(own, Whose.LISTING);
    }
    return ofShop == null
        ? new Threshold(usualThreshold, Whose.USUAL)
        : new Threshold(ofShop, Whose.SHOP);
  }

  private static Mute mute(ResultSet row) throws SQLException {
    Instant until = instant(row, "muted_until");
    Instant now = Objects.requireNonNull(instant(row, "now"));
    return new Mute(
        until != null && until.isAfter(now) ? until : null, row.getBoolean("muted_until_back"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
