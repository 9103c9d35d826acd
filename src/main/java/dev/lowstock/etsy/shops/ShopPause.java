package dev.lowstock.etsy.shops;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.store.AfterCommit;
import dev.lowstock.store.Database;
import dev.lowstock.store.ShopHearer;
import dev.lowstock.store.Statements;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pauses a shop that Etsy lets nobody read any more: it is not looked at until somebody logs in
 * again, and each of its chats is told once, however many nodes notice it. Thread-safe.
 */
public final class ShopPause {
  private static final Logger LOG = LoggerFactory.getLogger(ShopPause.class);

  private final Statements database;
  private final TransactionTemplate transactions;
  private final Consumer<List<ShopHearer>> tell;

  /**
   * Works on a database.
   *
   * @param tell owes the notice to those who hear of the shop, in the transaction of its caller
   */
  public ShopPause(Database database, Consumer<List<ShopHearer>> tell) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.tell = tell;
  }

  /**
   * Pauses the shop of a seller, unless there was a new log-in meanwhile.
   *
   * @param tokenSealed the access as it was known
   * @param refused says which access Etsy refused, if that is known
   */
  public void pause(long sellerId, String tokenSealed, AccessRevoked refused) {
    MapSqlParameterSource values =
        new MapSqlParameterSource("sellerId", sellerId)
            .addValue(
                "refusedToken",
                refused.tokenSealed() == null ? tokenSealed : refused.tokenSealed());
    transactions.executeWithoutResult(
        status -> {
          List<ShopHearer> hearers = database.query("select-chats-to-warn", values, ShopHearer::of);
          if (database.update("revoke-grant", values) == 1) {
            database.update("pause-shop-watch", values);
            tell.accept(hearers);
            AfterCommit.run(() -> paused(sellerId));
          }
        });
  }

  private static void paused(long seller) {
    LOG.info(
        "Seller {}: Etsy withdrew the access, the shop is paused and its chats are told", seller);
  }
}
