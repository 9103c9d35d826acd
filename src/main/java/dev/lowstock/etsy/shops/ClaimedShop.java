package dev.lowstock.etsy.shops;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A shop as it was when it was claimed for a look. Times are null for what has not been.
 *
 * @param now when it was claimed, by the database's clock
 * @param wholeLookAt when every list of it was last read
 * @param baselineAt when it was seen for the first time
 * @param collapsedAt when the last look saw most of its listings gone
 * @param pausedAt since when it could not be seen
 * @param failingSince since when looks at it fail
 * @param seenAt when its listings were last seen
 * @param lowsKeptAt when it was first remembered what of it is low
 * @param usualSales units a day that a listing of it sells, by what was learned last
 * @param looks at it that were recorded
 * @param calls that a usual look takes
 * @param listings that are for sale
 * @param attempts looks that have failed since the last that was recorded, and this one
 * @param tokenSealed the seller's access
 */
record ClaimedShop(
    long sellerId,
    long shopId,
    Instant now,
    @Nullable Instant wholeLookAt,
    @Nullable Instant baselineAt,
    @Nullable Instant collapsedAt,
    @Nullable Instant pausedAt,
    @Nullable Instant failingSince,
    @Nullable Instant seenAt,
    @Nullable Instant lowsKeptAt,
    double usualSales,
    double announced,
    double unannounced,
    long looks,
    int calls,
    int listings,
    int attempts,
    String tokenSealed) {

  /** A row of select-claimed-shops.sql. */
  static ClaimedShop of(ResultSet row, int number) throws SQLException {
    return new ClaimedShop(
        row.getLong("seller_id"),
        row.getLong("shop_id"),
        LookRows.time(row, "now"),
        LookRows.instant(row, "full_look_at"),
        LookRows.instant(row, "baseline_at"),
        LookRows.instant(row, "collapsed_at"),
        LookRows.instant(row, "paused_at"),
        LookRows.instant(row, "failing_since"),
        LookRows.instant(row, "seen_at"),
        LookRows.instant(row, "lows_kept_at"),
        row.getDouble("usual_sales"),
        row.getDouble("announced"),
        row.getDouble("unannounced"),
        row.getLong("looks"),
        row.getInt("calls"),
        row.getInt("listings"),
        row.getInt("attempts"),
        row.getString("token_sealed"));
  }
}
