package dev.lowstock.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A chat that hears of a shop.
 *
 * @param chat its id in the database
 * @param language of the chat; null when it is not known
 * @param topic of the chat that hears; null for the chat itself
 * @param shopName null while Etsy has not said
 * @param invited nobody logged in there: another chat invited it
 */
public record ShopHearer(
    long chat,
    @Nullable String language,
    @Nullable Long topic,
    long sellerId,
    @Nullable String shopName,
    boolean invited) {

  /** One row of a query. */
  public static ShopHearer of(ResultSet row, int number) throws SQLException {
    return new ShopHearer(
        row.getLong("id"),
        row.getString("language"),
        row.getObject("topic", Long.class),
        row.getLong("seller_id"),
        row.getString("shop_name"),
        row.getBoolean("invited"));
  }
}
