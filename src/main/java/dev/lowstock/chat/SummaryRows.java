package dev.lowstock.chat;

import dev.lowstock.outbox.ChatSettings;
import dev.lowstock.store.Database;
import dev.lowstock.store.Statements;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a summary of a shop is made of, and who is told it. Thread-safe. */
final class SummaryRows {

  private final Statements database;
  private final int usualThreshold;

  /**
   * Reads a database.
   *
   * @param usualThreshold low at or below it, for chats that did not choose
   */
  SummaryRows(Database database, int usualThreshold) {
    this.database = database.statements();
    this.usualThreshold = usualThreshold;
  }

  /**
   * How much of what a shop has, by what is low to a chat.
   *
   * @param singles listings for sale that never had more than one
   */
  record Shop(String name, long forSale, long soldOut, long low, long threshold, long singles) {}

  /**
   * A chat that hears of a shop.
   *
   * @param id in the database
   * @param zone that it chose; null: it did not
   * @param topic of the chat; null for the chat itself
   * @param tellsSingles whether it is told at once when a one-of-a-kind listing sells out
   */
  record Hearer(
      long id,
      @Nullable String language,
      @Nullable ZoneId zone,
      @Nullable Long topic,
      boolean tellsSingles) {}

  /** The shop of a seller, as it is to a chat; none if it was forgotten meanwhile. */
  List<Shop> shops(long sellerId, long chat) {
    return database.query(
        "summarise-shop",
        Map.of("sellerId", sellerId, "chat", chat, "usualThreshold", usualThreshold),
        (row, n) ->
            new Shop(
                WatchedShop.name(row.getString("shop_name"), row.getLong("seller_id")),
                row.getLong("for_sale"),
                row.getLong("sold_out"),
                row.getLong("low"),
                row.getLong("threshold"),
                row.getLong("singles")));
  }

  /** The chats that hear of a shop and are not retired. */
  List<Hearer> hearers(long sellerId) {
    return database.query(
        "select-chats-of-seller",
        Map.of("sellerId", sellerId),
        (row, n) -> {
          long number = row.getLong("topic");
          Long topic = row.wasNull() ? null : number;
          return new Hearer(
              row.getLong("id"),
              row.getString("language"),
              ChatSettings.zone(row),
              topic,
              "told".equals(row.getString("one_of_a_kind")));
        });
  }

  /** Takes back the message that a log-in is done; false if the chat has been told already. */
  boolean takeBackDone(long chat, long sellerId) {
    return database.update("take-back-done", Map.of("chat", chat, "sellerId", sellerId)) > 0;
  }
}
