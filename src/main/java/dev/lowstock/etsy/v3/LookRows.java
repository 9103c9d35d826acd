package dev.lowstock.etsy.v3;

import dev.lowstock.planner.SaleRate;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Offering;
import dev.lowstock.stock.SeenListing;
import dev.lowstock.store.Batches;
import dev.lowstock.store.Database;
import dev.lowstock.store.Rows;
import dev.lowstock.store.Sql;
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
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** What looks read and keep of shops, in the transaction of the calling thread. Thread-safe. */
public final class LookRows {
  private final NamedParameterJdbcTemplate database;
  private final Batches batches;
  private final int usualThreshold;
  private final String selectKnownListings = Sql.read("select-known-listings");
  private final String selectKnownOfferings = Sql.read("select-known-offerings");
  private final String markListingMissing = Sql.read("mark-listing-missing");
  private final String learnSales = Sql.read("learn-sales");
  private final String claimWebhooks = Sql.read("claim-webhooks");
  private final String selectClaimedWebhooks = Sql.read("select-claimed-webhooks");
  private final String markWebhooksWorked = Sql.read("mark-webhooks-worked");

  /**
   * Reads and writes a database.
   *
   * @param usualThreshold low at or below it, for sellers who did not choose
   */
  public LookRows(Database database, int usualThreshold) {
    this.database = new NamedParameterJdbcTemplate(database.dataSource());
    this.batches = new Batches(database);
    this.usualThreshold = usualThreshold;
  }

  /**
   * What is known of a claimed shop.
   *
   * @param shop its row of select-claimed-shops.sql
   */
  public WatchedShop watched(Map<String, Object> shop) {
    Map<String, Long> seller = Map.of("sellerId", Rows.number(shop, "seller_id"));
    Map<Long, List<Offering>> products = new HashMap<>();
    database.query(
        selectKnownOfferings,
        seller,
        row -> {
          products
              .computeIfAbsent(row.getLong("listing_id"), id -> new ArrayList<>())
              .add(product(row));
        });
    List<WatchedListing> listings =
        database.query(
            selectKnownListings,
            seller,
            (row, n) -> listing(row, shop, products.remove(row.getLong("listing_id"))));
    return new WatchedShop(shop, listings, usualThreshold);
  }

  /** Keeps of a look that was settled which listings are gone, and how the others sell. */
  public void keep(Map<String, Object> shop, LookOutcome outcome) {
    long sellerId = Rows.number(shop, "seller_id");
    batches.update(markListingMissing, outcome.gone(), id -> row(id, sellerId));
    batches.update(
        learnSales,
        outcome.learned().listings(),
        listing ->
            row(listing.listingId(), sellerId)
                .addValue("sold", listing.rate().sold(), Types.DOUBLE)
                .addValue("soldDays", listing.rate().days(), Types.DOUBLE)
                .addValue("sweepMillis", listing.sweepMillis(), Types.BIGINT));
  }

  /** Takes up the webhooks of a shop for a look, and says what they want looked at. */
  List<Map<String, Object>> takeUpWebhooks(long shopId, String lookId) {
    return database.update(claimWebhooks, Map.of("shopId", shopId, "lookId", lookId)) == 0
        ? List.of()
        : database.queryForList(selectClaimedWebhooks, Map.of("lookId", lookId));
  }

  /** Has nobody look again for the webhooks that a look took up. */
  void markWebhooksWorked(String lookId) {
    database.update(markWebhooksWorked, Map.of("lookId", lookId));
  }

  private static MapSqlParameterSource row(long listingId, long sellerId) {
    return new MapSqlParameterSource()
        .addValue("listingId", listingId, Types.BIGINT)
        .addValue("sellerId", sellerId, Types.BIGINT);
  }

  private static WatchedListing listing(
      ResultSet row, Map<String, Object> shop, @Nullable List<Offering> products)
      throws SQLException {
    SeenListing seen =
        new SeenListing(
            new Listing(
                row.getLong("listing_id"),
                Rows.number(shop, "seller_id"),
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
            integer(row, "low_threshold"),
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
  private static Instant seenAt(Map<String, Object> shop, @Nullable Instant alone) {
    Instant byLook = shop.get("seen_at") == null ? null : Rows.instant(shop, "seen_at");
    if (byLook == null || (alone != null && alone.isAfter(byLook))) {
      return alone == null ? Rows.instant(shop, "now") : alone;
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

  private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
