package dev.lowstock.etsy.login;

import dev.lowstock.etsy.Seller;
import dev.lowstock.store.Database;
import dev.lowstock.store.ToldLows;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
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

  /**
   * Links a chat to a seller whose access there is already, as a chat of that seller wants it, and
   * tells it and the others who hear of the shop.
   *
   * @param chat with the topic that is to hear
   * @param invitedBy the id of the chat that wants it
   * @param first ends the invitation in the same transaction; false when it has ended already
   * @return whether it was the first
   */
  public boolean invite(LogInChat chat, Seller seller, long invitedBy, BooleanSupplier first) {
    boolean done = rows.togetherIf(() -> inviteTogether(chat, seller, invitedBy, first));
    if (done) {
      LOG.info("Chat {}: was invited to watch seller {}", chat.address(), seller.sellerId());
      notices.tellDone(chat, seller);
    }
    return done;
  }

  private boolean inviteTogether(
      LogInChat chat, Seller seller, long invitedBy, BooleanSupplier first) {
    long id = seller.sellerId();
    sellers.lockShops(List.of(id));
    if (!first.getAsBoolean()) {
      return false;
    }
    notices.keepChat(chat);
    subscribe(chat, chat.topic(), seller, invitedBy);
    return true;
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
    subscribe(chat, topic, seller, null);
    logIns.forgetOpen(chat);
  }

  /** The chat that invited it knows. */
  private void subscribe(
      LogInChat chat, @Nullable Long topic, Seller seller, @Nullable Long invitedBy) {
    long id = seller.sellerId();
    if (rows.subscribe(chat, topic, id, invitedBy) && seller.shopId() != null) {
      lows.rememberOfChat(chat.channel(), chat.address(), id);
      notices.oweLinkTold(
          rows.chatsToTellOfLink(chat, id).stream()
              .filter(hearer -> !Objects.equals(hearer.chat(), invitedBy))
              .toList(),
          chat,
          rows.chat(chat));
    }
  }
}
