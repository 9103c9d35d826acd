package dev.lowstock.store;

import java.util.Collection;
import java.util.Map;

/** What each chat and channel was told as low, in the transaction of the calling thread. */
public final class ToldLows {
  private final Statements database;
  private final int usualThreshold;

  /**
   * Reads and writes a database.
   *
   * @param usualThreshold low at or below it, for chats that did not choose
   */
  public ToldLows(Database database, int usualThreshold) {
    this.database = database.statements();
    this.usualThreshold = usualThreshold;
  }

  /** Forgets of these sellers' listings what is sold out, or above the threshold. */
  public void forget(Collection<Long> sellers) {
    database.update("forget-lows", Map.of("sellers", sellers, "usualThreshold", usualThreshold));
  }

  /** Counts what is low of a shop as told to all who hear of it. */
  public void rememberOfShop(long sellerId) {
    database.update(
        "remember-lows-of-shop", Map.of("sellerId", sellerId, "usualThreshold", usualThreshold));
  }

  /** Counts what is low of a shop as told to a chat that hears of it from now on. */
  public void rememberOfChat(String channel, String address, long sellerId) {
    database.update(
        "remember-lows-of-chat",
        Map.of(
            "channel",
            channel,
            "address",
            address,
            "sellerId",
            sellerId,
            "usualThreshold",
            usualThreshold));
  }
}
