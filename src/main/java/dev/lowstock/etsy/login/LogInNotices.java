package dev.lowstock.etsy.login;

import dev.lowstock.etsy.Seller;
import dev.lowstock.store.ShopHearer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What log-ins change for chats, and what they tell them: messages owed in the caller's
 * transaction.
 */
public interface LogInNotices {

  /** Keeps a chat, which is there. */
  void keepChat(LogInChat chat);

  /** Tells a chat that it hears of a seller's shop from now on; told later if it cannot be now. */
  void tellDone(LogInChat chat, Seller seller);

  /**
   * Owes the word that one more chat hears of a shop.
   *
   * @param others in which somebody logged in for it already
   * @param id of the chat that was linked
   */
  void oweLinkTold(List<ShopHearer> others, LogInChat linked, long id);

  /**
   * Owes the word that Etsy withdrew the access to a shop.
   *
   * @param hearers who were not told yet
   * @param loginUrl leads to a new log-in; null when there is none
   */
  void oweAccessRevoked(List<ShopHearer> hearers, @Nullable String loginUrl);
}
