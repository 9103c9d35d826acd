package dev.lowstock.etsy.shops;

import dev.lowstock.planner.Round;
import dev.lowstock.planner.SaleRate;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What sweeps and the plan read and keep. Thread-safe. */
public final class SweepRows {
  private final Statements database;
  private final TransactionTemplate transactions;
  private final Batches batches;
  private final int usualThreshold;

  /**
   * Reads and writes a database.
   *
   * @param usualThreshold low at or below it, for chats that did not choose
   */
  public SweepRows(Database database, int usualThreshold) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.batches = new Batches(database);
    this.usualThreshold = usualThreshold;
  }

  /** What a usual look takes at all shops together. */
  Round round() {
    return Objects.requireNonNull(
        database.queryForObject(
            "sum-shops",
            Map.of(),
            (row, n) -> new Round(row.getLong("calls"), row.getLong("listings"))));
  }

  /** Takes the lease on the next sweep; false while the pace allows none, and for another node. */
  public boolean claim(String lease) {
    return database.update("claim-sweep", Map.of("claim", lease)) == 1;
  }

  /** The listings that are due first, at most 100. */
  public List<ListingInSweep> due() {
    List<ListingInSweep> listings =
        database.query("select-sweep", Map.of("usualThreshold", usualThreshold), this::listing);
    if (listings.isEmpty()) {
      return listings;
    }
    Map<Long, List<@Nullable Integer>> offerings = new HashMap<>();
    database.query(
        "select-sweep-offerings",
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
          atShops("lock-shops", swept.sellers());
          batches.update("keep-swept-listing", swept.listings(), SweepRows::row);
          batches.update(
              "want-edits",
              swept.listings().stream()
                  .filter(SweptListing::isKeptAnew)
                  .map(SweptListing::listingId)
                  .sorted()
                  .toList(),
              listing -> new MapSqlParameterSource("listing", listing));
          atShops("note-unannounced-sales", swept.sold());
          atShops("want-looks", swept.suspected());
          database.update("end-sweep", Map.of("claim", lease, "millis", swept.nextMillis()));
        });
  }

  /** Has the next sweep made in ten seconds, unless another node has the lease by now. */
  void postpone(String lease) {
    database.update("postpone-sweep", Map.of("claim", lease));
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
