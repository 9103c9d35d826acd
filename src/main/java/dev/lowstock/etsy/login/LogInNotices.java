package dev.lowstock.etsy.login;

import dev.lowstock.etsy.Seller;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What log-ins do to chats and tell them; what is owed is so in the transaction of the caller. */
public interface LogInNotices {

  /** Keeps a chat, which is there. */
  void keepChat(LogInChat chat);

  /** Tells a chat that it hears of a seller's shop from now on; told later if it cannot be now. */
  void tellDone(LogInChat chat, Seller seller);

  /**
   * Owes the word that one more chat hears of a shop.
   *
   * @param chats rows of select-chats-to-tell-of-link.sql
   */
  void oweLinkTold(List<Map<String, Object>> chats, LogInChat linked);

  /**
   * Owes the word that Etsy withdrew the access to a shop.
   *
   * @param chats rows of select-chats-to-warn.sql
   * @param loginUrl leads to a new log-in; null when there is none
   */
  void oweAccessRevoked(List<Map<String, Object>> chats, @Nullable String loginUrl);
}
