package dev.lowstock.chat;

import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
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
   * @param usualThreshold low at or below it, for sellers who did not choose
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
  List<ListingThreshold> ofListing(ChatRequest request, @Nullable Long listingId) {
    return database.query(
        "select-listing-threshold",
        chat(request).addValue("listingId", listingId, Types.BIGINT),
        (row, n) ->
            new ListingThreshold(
                row.getLong("listing_id"),
                row.getLong("seller_id"),
                row.getString("title"),
                own(row),
                row.getInt("threshold")));
  }

  /** Gives the listing that is named the number that is asked for, or that of its shop. */
  void setListing(ChatRequest request) {
    database.update(
        "set-listing-threshold",
        chat(request)
            .addValue("count", request.count(), Types.INTEGER)
            .addValue("listingId", request.subject(), Types.BIGINT));
  }

  /** What the chat's shops have for sale with few left, or none. */
  List<ListingLine> low(ChatRequest request) {
    return database.query("select-low", chat(request), (row, n) -> line(row));
  }

  /**
   * What of these sellers is low already, but not out.
   *
   * @param listingId the listing, where only that counts
   */
  List<ListingLine> lowAlready(Collection<Long> sellers, @Nullable Long listingId) {
    return database.query(
        "select-low-already",
        new MapSqlParameterSource("sellers", sellers)
            .addValue("listingId", listingId, Types.BIGINT)
            .addValue("usualThreshold", usualThreshold),
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

  private static @Nullable Integer own(ResultSet row) throws SQLException {
    int own = row.getInt("low_threshold");
    return row.wasNull() ? null : own;
  }
}
