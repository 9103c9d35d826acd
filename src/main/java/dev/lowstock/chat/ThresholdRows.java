package dev.lowstock.chat;

import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * At how many left the shops and listings of a chat are low, and what is low by that. Which of them
 * a chat may set is for the statements to say: what a button names is not believed. Thread-safe.
 */
public final class ThresholdRows {

  private final Statements database;
  private final int usualThreshold;

  /**
   * Reads and writes a database.
   *
   * @param usualThreshold low at or below it, for chats that did not choose
   */
  public ThresholdRows(Database database, int usualThreshold) {
    this.database = database.statements();
    this.usualThreshold = usualThreshold;
  }

  /** The shops of the chat. */
  List<ShopThreshold> ofShops(ChatRequest request) {
    return database.query(
        "select-thresholds",
        chat(request),
        (row, n) ->
            new ShopThreshold(
                row.getLong("seller_id"),
                row.getString("shop_name"),
                row.getInt("threshold"),
                row.getInt("own")));
  }

  /**
   * Sets the number that is asked for, of the shop that is named or of all.
   *
   * @return how many shops of the chat were set
   */
  int setShops(ChatRequest request) {
    return database.update(
        "set-threshold",
        chat(request)
            .addValue("count", request.count(), Types.INTEGER)
            .addValue("seller", request.subject(), Types.BIGINT));
  }

  /** The listing, if the chat watches its shop. */
  Optional<ListingThreshold> ofListing(ChatRequest request, @Nullable Long listingId) {
    List<ListingThreshold> rows =
        database.query(
            "select-listing-threshold",
            chat(request).addValue("listingId", listingId, Types.BIGINT),
            (row, n) -> listing(row));
    return rows.stream()
        .reduce(
            (one, other) ->
                new ListingThreshold(
                    one.listingId(),
                    one.sellerId(),
                    one.title(),
                    one.own(),
                    one.ofShop(),
                    Stream.concat(one.variations().stream(), other.variations().stream())
                        .toList()));
  }

  /**
   * Gives the listing or the variation that is named the number that is asked for; without one, it
   * has that of its shop or listing.
   */
  void setListing(ChatRequest request) {
    Long variation = request.variation();
    MapSqlParameterSource wish =
        chat(request)
            .addValue("count", request.count(), Types.INTEGER)
            .addValue("listingId", request.listing(), Types.BIGINT)
            .addValue("variation", variation == null ? 0 : variation, Types.BIGINT);
    database.update("set-listing-threshold", wish);
    database.update("forget-empty-wishes", wish);
  }

  /** What the chat's shops have for sale with few left, or none. */
  List<ListingLine> low(ChatRequest request) {
    return database.query("select-low", chat(request), (row, n) -> line(row));
  }

  /**
   * What is low already, but not out.
   *
   * @param seller the shop, where only that counts
   * @param listingId the listing, where only that counts
   */
  List<ListingLine> lowAlready(
      ChatRequest request, @Nullable Long seller, @Nullable Long listingId) {
    return database.query(
        "select-low-already",
        chat(request)
            .addValue("seller", seller, Types.BIGINT)
            .addValue("listingId", listingId, Types.BIGINT),
        (row, n) -> line(row));
  }

  private MapSqlParameterSource chat(ChatRequest request) {
    return ChatRows.chat(request).addValue("usualThreshold", usualThreshold);
  }

  private static ListingLine line(ResultSet row) throws SQLException {
    return new ListingLine(
        row.getLong("listing_id"),
        row.getLong("seller_id"),
        row.getString("title"),
        row.getString("name"),
        row.getInt("left_now"));
  }

  /** A listing with at most one of its variations, as each row has. */
  private static ListingThreshold listing(ResultSet row) throws SQLException {
    Long variation = row.getObject("variation", Long.class);
    return new ListingThreshold(
        row.getLong("listing_id"),
        row.getLong("seller_id"),
        row.getString("title"),
        row.getObject("own", Integer.class),
        row.getInt("of_shop"),
        variation == null
            ? List.of()
            : List.of(
                new ListingThreshold.Variation(
                    variation,
                    row.getString("name"),
                    row.getObject("of_variation", Integer.class))));
  }
}
