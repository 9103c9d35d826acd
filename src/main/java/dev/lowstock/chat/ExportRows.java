package dev.lowstock.chat;

import dev.lowstock.outbox.ChatSettings;
import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The stock of a chat's shops, some listings at a time. Thread-safe. */
public final class ExportRows {
  private final Statements database;
  private final int usualThreshold;

  /**
   * Reads a database.
   *
   * @param usualThreshold low at or below it, for chats that did not choose
   */
  public ExportRows(Database database, int usualThreshold) {
    this.database = database.statements();
    this.usualThreshold = usualThreshold;
  }

  /**
   * A listing, or one of its variations.
   *
   * @param left null where Etsy did not say
   * @param mutedUntil null: not muted, or for no certain time
   * @param zone of the chat; null: it did not choose one
   */
  record Row(
      long listingId,
      long sellerId,
      @Nullable String shopName,
      @Nullable String title,
      String state,
      @Nullable String url,
      @Nullable String variation,
      @Nullable String sku,
      @Nullable Integer left,
      int threshold,
      @Nullable Instant mutedUntil,
      boolean mutedUntilBack,
      @Nullable ZoneId zone) {}

  /** The next thousand listings of a shop, if the chat watches it, behind one by its number. */
  List<Row> next(ChatRequest request, long seller, long after) {
    return database.query(
        "select-stock-to-export",
        ChatRows.chat(request)
            .addValue("usualThreshold", usualThreshold)
            .addValue("seller", seller)
            .addValue("after", after),
        (row, n) -> row(row));
  }

  private static Row row(ResultSet row) throws SQLException {
    Instant until = instant(row, "muted_until");
    Instant now = Objects.requireNonNull(instant(row, "now"));
    return new Row(
        row.getLong("listing_id"),
        row.getLong("seller_id"),
        row.getString("shop_name"),
        row.getString("title"),
        row.getString("state"),
        row.getString("url"),
        row.getString("name"),
        row.getString("sku"),
        row.getObject("left_now", Integer.class),
        row.getInt("threshold"),
        until != null && until.isAfter(now) ? until : null,
        row.getBoolean("muted_until_back"),
        ChatSettings.zone(row));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
