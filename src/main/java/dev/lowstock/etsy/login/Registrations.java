package dev.lowstock.etsy.login;

import dev.lowstock.etsy.Seller;
import dev.lowstock.store.Database;
import dev.lowstock.store.ToldLows;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links chats to sellers. To link one twice changes nothing but the access, which is then the newer
 * one. Thread-safe.
 */
public final class Registrations {
  private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);

  private final RegistrationRows rows;
  private final SellerRows sellers;
  private final LogInRows logIns;
  private final ToldLows lows;
  private final LogInNotices notices;
  private final Runnable looksWanted;

  /**
   * Works on a database.
   *
   * @param looksWanted called when a shop is due for a look
   */
  public Registrations(
      Database database, ToldLows lows, LogInNotices notices, Runnable looksWanted) {
    this.rows = new RegistrationRows(database);
    this.sellers = new SellerRows(database);
    this.logIns = new LogInRows(database);
    this.lows = lows;
    this.notices = notices;
    this.looksWanted = looksWanted;
  }

  /**
   * Links a chat to a seller, tells it that this is done, and has the shop looked at.
   *
   * @param chat with the topic that hears that it is done
   * @param topic of the chat that is to hear of the shop; null for the chat itself
   */
  void link(LogInChat chat, @Nullable Long topic, Seller seller, SealedGrant grant) {
    keep(chat, topic, seller, grant);
    notices.tellDone(chat, seller);
    looksWanted.run();
  }

  /**
   * Keeps chat, seller and access, and tells the others who hear of the shop, in one transaction;
   * ends the log-ins that this person has open in the chat.
   */
  public void keep(LogInChat chat, @Nullable Long topic, Seller seller, SealedGrant grant) {
    rows.together(() -> keepTogether(chat, topic, seller, grant));
    LOG.info("Chat {}: watches seller {} now", chat.address(), seller.sellerId());
  }

  private void keepTogether(
      LogInChat chat, @Nullable Long topic, Seller seller, SealedGrant grant) {
    long id = seller.sellerId();
    sellers.lockShops(List.of(id));
    notices.keepChat(chat);
    rows.keepSeller(seller);
    rows.keepGrant(id, grant);
    // In API v3, shops are looked at one by one; the feed of v2 names them all.
    Long shop = seller.shopId();
    if (shop != null) {
      rows.keepShopWatch(id, shop);
    }
    boolean isNew = rows.subscribe(chat, topic, id);
    if (isNew && shop != null) {
      lows.rememberOfChat(chat.channel(), chat.address(), id);
      notices.oweLinkTold(rows.chatsToTellOfLink(chat, id), chat);
    }
    logIns.forgetOpen(chat);
  }
}
