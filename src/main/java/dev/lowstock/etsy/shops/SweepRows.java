package dev.lowstock.etsy.shops;

import dev.lowstock.planner.Round;
import dev.lowstock.planner.SaleRate;
import dev.lowstock.store.Batches;
import dev.lowstock.store.Database;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What sweeps and the plan read and keep. Thread-safe. */
public final class SweepRows {
  private final NamedParameterJdbcTemplate database;
  private final TransactionTemplate transactions;
  private final Batches batches;
  private final int usualThreshold;
  private final String sumShops = Sql.read("sum-shops");
  private final String claimSweep = Sql.read("claim-sweep");
  private final String selectSweep = Sql.read("select-sweep");
  private final String selectOfferings = Sql.read("select-sweep-offerings");
  private final String lockShops = Sql.read("lock-shops");
  private final String keepListing = Sql.read("keep-swept-listing");
  private final String noteSales = Sql.read("note-unannounced-sales");
  private final String wantLooks = Sql.read("want-looks");
  private final String endSweep = Sql.read("end-sweep");
  private final String postponeSweep = Sql.read("postpone-sweep");

  /**
   * Reads and writes a database.
   *
   * @param usualThreshold low at or below it, for sellers who did not choose
   */
  public SweepRows(Database database, int usualThreshold) {
    this.database = new NamedParameterJdbcTemplate(database.dataSource());
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.batches = new Batches(database);
    this.usualThreshold = usualThreshold;
  }

  /** What a usual look takes at all shops together. */
  Round round() {
    return Objects.requireNonNull(
        database.queryForObject(
            sumShops,
            Map.of(),
            (row, n) -> new Round(row.getLong("calls"), row.getLong("listings"))));
  }

  /** Takes the lease on the next sweep; false while the pace allows none, and for another node. */
  public boolean claim(String lease) {
    return database.update(claimSweep, Map.of("claim", lease)) == 1;
  }

  /** The listings that are due first, at most 100. */
  public List<ListingInSweep> due() {
    List<ListingInSweep> listings = database.query(selectSweep, Map.of(), this::listing);
    if (listings.isEmpty()) {
      return listings;
    }
    Map<Long, List<@Nullable Integer>> offerings = new HashMap<>();
    database.query(
        selectOfferings,
        Map.of("ids", listings.stream().map(ListingInSweep::id).toList()),
        row -> {
          offerings
              .computeIfAbsent(row.getLong("listing_id"), id -> new ArrayList<>())
              .add(integer(row, "quantity"));
        });
    return listings.stream()
        .map(each -> each.withOfferings(offerings.getOrDefault(each.id(), List.of())))
        .toList();
  }

  /**
   * Keeps what a sweep saw, wants looks at the shops that it suspects, and lets the next sweep wait
   * its time: in one transaction, which begins with the rows of the shops, as that of a look does.
   */
  public void settle(SweepOutcome swept, String lease) {
    transactions.executeWithoutResult(
        status -> {
          atShops(lockShops, swept.sellers());
          batches.update(keepListing, swept.listings(), SweepRows::row);
          atShops(noteSales, swept.sold());
          atShops(wantLooks, swept.suspected());
          database.update(endSweep, Map.of("claim", lease, "millis", swept.nextMillis()));
        });
  }

  /** Has the next sweep made in ten seconds, unless another node has the lease by now. */
  void postpone(String lease) {
    database.update(postponeSweep, Map.of("claim", lease));
  }

  private void atShops(String statement, List<Long> sellers) {
    if (!sellers.isEmpty()) {
      database.update(statement, Map.of("sellers", sellers));
    }
  }

  private ListingInSweep listing(ResultSet row, int n) throws SQLException {
    Integer chosen = integer(row, "low_threshold");
    int threshold = chosen == null ? usualThreshold : chosen;
    Instant now = Objects.requireNonNull(instant(row, "now"));
    Instant seenAt = seenAt(instant(row, "seen_at"), instant(row, "shop_seen_at"), now);
    Instant soldAt = instant(row, "sold_at");
    return new ListingInSweep(
        row.getLong("listing_id"),
        row.getLong("seller_id"),
        row.getBoolean("watched"),
        integer(row, "quantity"),
        List.of(),
        threshold,
        Math.max(threshold, usualThreshold),
        soldAt == null
            ? SaleRate.unknown(seenAt)
            : new SaleRate(row.getDouble("sold"), row.getDouble("sold_days"), soldAt),
        row.getDouble("usual_sales"),
        SalesLearner.unannounced(row.getDouble("announced"), row.getDouble("unannounced")),
        seenAt,
        now);
  }

  private static Instant seenAt(
      @Nullable Instant alone, @Nullable Instant withShop, Instant otherwise) {
    if (alone == null || (withShop != null && withShop.isAfter(alone))) {
      return withShop == null ? otherwise : withShop;
    }
    return alone;
  }

  private static MapSqlParameterSource row(SweptListing listing) {
    return new MapSqlParameterSource()
        .addValue("listingId", listing.listingId(), Types.BIGINT)
        .addValue("before", listing.before(), Types.INTEGER)
        .addValue("quantity", listing.quantity(), Types.INTEGER)
        .addValue("sold", listing.rate().sold(), Types.DOUBLE)
        .addValue("soldDays", listing.rate().days(), Types.DOUBLE)
        .addValue("learned", listing.learned(), Types.BOOLEAN)
        .addValue("suspected", listing.suspected(), Types.BOOLEAN)
        .addValue("asked", listing.asked(), Types.BOOLEAN)
        .addValue("sweepMillis", listing.sweepMillis(), Types.BIGINT);
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
