package dev.lowstock.etsy.shops;

import dev.lowstock.planner.SaleRate;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Offering;
import dev.lowstock.stock.SeenListing;
import dev.lowstock.store.Batches;
import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** What looks read and keep of shops, in the transaction of the calling thread. Thread-safe. */
public final class LookRows {
  private final Statements database;
  private final Batches batches;
  private final int usualThreshold;

  /**
   * Reads and writes a database.
   *
   * @param usualThreshold low at or below it, for chats that did not choose
   */
  public LookRows(Database database, int usualThreshold) {
    this.database = database.statements();
    this.batches = new Batches(database);
    this.usualThreshold = usualThreshold;
  }

  /** What is known of a claimed shop. */
  WatchedShop watched(ClaimedShop shop) {
    Map<String, Long> seller = Map.of("sellerId", shop.sellerId());
    Map<Long, List<Offering>> products = new HashMap<>();
    database.query(
        "select-known-offerings",
        seller,
        row -> {
          products
              .computeIfAbsent(row.getLong("listing_id"), id -> new ArrayList<>())
              .add(product(row));
        });
    List<WatchedListing> listings =
        database.query(
            "select-known-listings",
            seller,
            (row, n) -> listing(row, shop, products.remove(row.getLong("listing_id"))));
    List<ShopLows.Choice> lows =
        database.query("select-thresholds-of-seller", seller, (row, n) -> low(row));
    return new WatchedShop(shop, listings, new ShopLows(lows, usualThreshold), usualThreshold);
  }

  /** Keeps of a look that was settled which listings are gone, and how the others sell. */
  void keep(long sellerId, LookOutcome outcome) {
    batches.update("mark-listing-missing", outcome.gone(), id -> row(id, sellerId));
    batches.update(
        "learn-sales",
        outcome.learned().listings(),
        listing ->
            row(listing.listingId(), sellerId)
                .addValue("sold", listing.rate().sold(), Types.DOUBLE)
                .addValue("soldDays", listing.rate().days(), Types.DOUBLE)
                .addValue("sweepMillis", listing.sweepMillis(), Types.BIGINT));
  }

  /** Takes up the webhooks of a shop for a look, and says what they want looked at. */
  List<WebhookWish> takeUpWebhooks(long shopId, String lookId) {
    if (database.update("claim-webhooks", Map.of("shopId", shopId, "lookId", lookId)) == 0) {
      return List.of();
    }
    return database.query(
        "select-claimed-webhooks",
        Map.of("shopId", shopId, "lookId", lookId),
        (row, n) ->
            new WebhookWish(
                row.getObject("listing_id", Long.class), row.getObject("receipt_id", Long.class)));
  }

  /** Has nobody look again for the webhooks that a look took up. */
  void markWebhooksWorked(long shopId, String lookId) {
    database.update("mark-webhooks-worked", Map.of("shopId", shopId, "lookId", lookId));
  }

  private static MapSqlParameterSource row(long listingId, long sellerId) {
    return new MapSqlParameterSource()
        .addValue("listingId", listingId, Types.BIGINT)
        .addValue("sellerId", sellerId, Types.BIGINT);
  }

  private static ShopLows.Choice low(ResultSet row) throws SQLException {
    return new ShopLows.Choice(
        row.getLong("chat_id"),
        integer(row, "of_shop"),
        row.getObject("listing_id", Long.class),
        row.getLong("variation"),
        row.getInt("low_threshold"));
  }

  private static WatchedListing listing(
      ResultSet row, ClaimedShop shop, @Nullable List<Offering> products) throws SQLException {
    SeenListing seen =
        new SeenListing(
            new Listing(
                row.getLong("listing_id"),
                shop.sellerId(),
                row.getString("state"),
                row.getString("title"),
                null,
                row.getString("url"),
                row.getLong("changed_tsz"),
                row.getLong("updated_tsz"),
                null,
                integer(row, "quantity"),
                products),
            integer(row, "most_seen"),
            instant(row, "missing_since") != null);
    Instant seenAt = seenAt(shop, instant(row, "seen_at"));
    Instant soldAt = instant(row, "sold_at");
    return new WatchedListing(
        seen,
        soldAt == null
            ? SaleRate.unknown(seenAt)
            : new SaleRate(row.getDouble("sold"), row.getDouble("sold_days"), soldAt),
        seenAt,
        instant(row, "sweep_at") != null,
        instant(row, "suspected_at") != null);
  }

  /** When it was last seen, with its shop or alone. */
  private static Instant seenAt(ClaimedShop shop, @Nullable Instant alone) {
    Instant byLook = shop.seenAt();
    if (byLook == null || (alone != null && alone.isAfter(byLook))) {
      return alone == null ? shop.now() : alone;
    }
    return byLook;
  }

  private static Offering product(ResultSet row) throws SQLException {
    return new Offering(
        row.getLong("product_id"),
        row.getLong("variation"),
        row.getString("sku"),
        row.getString("name"),
        integer(row, "quantity"),
        integer(row, "most_seen"),
        integer(row, "hidden"));
  }

  static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  /** A time that is never null. */
  static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
