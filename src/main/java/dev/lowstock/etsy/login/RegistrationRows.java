package dev.lowstock.etsy.login;

import dev.lowstock.etsy.Seller;
import dev.lowstock.store.Database;
import dev.lowstock.store.ShopHearer;
import dev.lowstock.store.Statements;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who hears of which seller, and with which access, in the database. Thread-safe. */
final class RegistrationRows {

  private final Statements database;
  private final TransactionTemplate transactions;

  RegistrationRows(Database database) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
  }

  /** Makes one transaction of some work. */
  void together(Runnable work) {
    transactions.executeWithoutResult(status -> work.run());
  }

  /** The same of work that may find that there is nothing to be done. */
  boolean togetherIf(BooleanSupplier work) {
    return Boolean.TRUE.equals(transactions.execute(status -> work.getAsBoolean()));
  }

  void keepSeller(Seller seller) {
    database.update(
        "keep-seller",
        new MapSqlParameterSource("sellerId", seller.sellerId())
            .addValue("shopName", seller.shopName())
            .addValue("shopId", seller.shopId()));
  }

  /** Keeps the access to a seller's shop in place of what there was. */
  void keepGrant(long sellerId, SealedGrant grant) {
    database.update(
        "keep-grant",
        new MapSqlParameterSource("sellerId", sellerId)
            .addValue("tokenSealed", grant.tokenSealed())
            .addValue("secretSealed", grant.secretSealed())
            .addValue("expiresIn", grant.expiresIn()));
  }

  /** Has a shop be due for a look. */
  void keepShopWatch(long sellerId, long shopId) {
    database.update("keep-shop-watch", Map.of("sellerId", sellerId, "shopId", shopId));
  }

  /**
   * Subscribes a chat that is kept to a seller that is kept, in a topic of the chat.
   *
   * @param invitedBy the id of the chat that invited it; null: somebody logged in there
   * @return false when it was subscribed already
   */
  boolean subscribe(LogInChat chat, @Nullable Long topic, long sellerId, @Nullable Long invitedBy) {
    MapSqlParameterSource values =
        values(chat, sellerId)
            .addValue("topic", topic)
            .addValue("userId", chat.userId())
            .addValue("invitedBy", invitedBy)
            .addValue("invitedName", invitedBy == null ? null : chat.chatName());
    if (invitedBy == null) {
      database.update("move-subscription", values);
    }
    boolean isNew = database.update("keep-subscription", values) > 0;
    if (isNew) {
      // Of an earlier time with this shop.
      database.update("forget-wishes", values);
    }
    return isNew;
  }

  /** The id of a chat that is kept. */
  long chat(LogInChat chat) {
    return Objects.requireNonNull(
        database.queryForObject(
            "select-chat",
            new MapSqlParameterSource("channel", chat.channel())
                .addValue("address", chat.address()),
            (row, n) -> row.getLong("id")));
  }

  /** The other chats in which somebody logged in for a seller. */
  List<ShopHearer> chatsToTellOfLink(LogInChat linked, long sellerId) {
    return database.query("select-chats-to-tell-of-link", values(linked, sellerId), ShopHearer::of);
  }

  /** The chats of a seller, as long as they were not told that the access is gone. */
  List<ShopHearer> chatsToWarn(long sellerId) {
    return database.query("select-chats-to-warn", Map.of("sellerId", sellerId), ShopHearer::of);
  }

  /**
   * Marks the access to a seller's shop as withdrawn.
   *
   * @return false when somebody else has, or when there was a new log-in meanwhile
   */
  boolean markRevoked(long sellerId, String tokenSealed) {
    return database.update(
            "mark-grant-revoked", Map.of("sellerId", sellerId, "tokenSealed", tokenSealed))
        == 1;
  }

  private static MapSqlParameterSource values(LogInChat chat, long sellerId) {
    return new MapSqlParameterSource("channel", chat.channel())
        .addValue("address", chat.address())
        .addValue("sellerId", sellerId);
  }
}
