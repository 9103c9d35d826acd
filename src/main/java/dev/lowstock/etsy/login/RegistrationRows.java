package dev.lowstock.etsy.login;

import dev.lowstock.etsy.Seller;
import dev.lowstock.store.Database;
import dev.lowstock.store.ShopHearer;
import dev.lowstock.store.Sql;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who hears of which seller, and with which access, in the database. Thread-safe. */
final class RegistrationRows {
  private static final String MOVE_SUBSCRIPTION = Sql.read("move-subscription");
  private static final String KEEP_SUBSCRIPTION = Sql.read("keep-subscription");
  private static final String CHATS_TO_TELL_OF_LINK = Sql.read("select-chats-to-tell-of-link");
  private static final String CHATS_TO_WARN = Sql.read("select-chats-to-warn");
  private static final String MARK_REVOKED = Sql.read("mark-grant-revoked");

  private final NamedParameterJdbcTemplate database;
  private final TransactionTemplate transactions;
  private final String keepSeller;
  private final String keepGrant;
  private final String keepShopWatch;

  RegistrationRows(Database database) {
    this.database = new NamedParameterJdbcTemplate(database.dataSource());
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.keepSeller = Sql.read(database.kind(), "keep-seller");
    this.keepGrant = Sql.read(database.kind(), "keep-grant");
    this.keepShopWatch = Sql.read(database.kind(), "keep-shop-watch");
  }

  /** Makes one transaction of some work. */
  void together(Runnable work) {
    transactions.executeWithoutResult(status -> work.run());
  }

  void keepSeller(Seller seller) {
    database.update(
        keepSeller,
        new MapSqlParameterSource("sellerId", seller.sellerId())
            .addValue("shopName", seller.shopName())
            .addValue("shopId", seller.shopId()));
  }

  /** Keeps the access to a seller's shop in place of what there was. */
  void keepGrant(long sellerId, SealedGrant grant) {
    database.update(
        keepGrant,
        new MapSqlParameterSource("sellerId", sellerId)
            .addValue("tokenSealed", grant.tokenSealed())
            .addValue("secretSealed", grant.secretSealed())
            .addValue("expiresIn", grant.expiresIn()));
  }

  /** Has a shop be due for a look. */
  void keepShopWatch(long sellerId, long shopId) {
    database.update(keepShopWatch, Map.of("sellerId", sellerId, "shopId", shopId));
  }

  /**
   * Subscribes a chat that is kept to a seller that is kept, in a topic of the chat.
   *
   * @return false when it was subscribed already
   */
  boolean subscribe(LogInChat chat, @Nullable Long topic, long sellerId) {
    MapSqlParameterSource values =
        values(chat, sellerId).addValue("topic", topic).addValue("userId", chat.userId());
    database.update(MOVE_SUBSCRIPTION, values);
    return database.update(KEEP_SUBSCRIPTION, values) > 0;
  }

  /** The other chats that hear of a seller. */
  List<ShopHearer> chatsToTellOfLink(LogInChat linked, long sellerId) {
    return database.query(CHATS_TO_TELL_OF_LINK, values(linked, sellerId), ShopHearer::of);
  }

  /** The chats of a seller, as long as they were not told that the access is gone. */
  List<ShopHearer> chatsToWarn(long sellerId) {
    return database.query(CHATS_TO_WARN, Map.of("sellerId", sellerId), ShopHearer::of);
  }

  /**
   * Marks the access to a seller's shop as withdrawn.
   *
   * @return false when somebody else has, or when there was a new log-in meanwhile
   */
  boolean markRevoked(long sellerId, String tokenSealed) {
    return database.update(MARK_REVOKED, Map.of("sellerId", sellerId, "tokenSealed", tokenSealed))
        == 1;
  }

  private static MapSqlParameterSource values(LogInChat chat, long sellerId) {
    return new MapSqlParameterSource("channel", chat.channel())
        .addValue("address", chat.address())
        .addValue("sellerId", sellerId);
  }
}
