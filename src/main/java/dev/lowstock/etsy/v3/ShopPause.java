package dev.lowstock.etsy.v3;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.store.AfterCommit;
import dev.lowstock.store.Database;
import dev.lowstock.store.Rows;
import dev.lowstock.store.Statements;
import java.util.List;
import java.util.Map;
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
  private final Consumer<List<Map<String, Object>>> tell;

  /**
   * Works on a database.
   *
   * @param tell owes the notice to chats, rows of select-chats-to-warn.sql, in the transaction of
   *     its caller
   */
  public ShopPause(Database database, Consumer<List<Map<String, Object>>> tell) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.tell = tell;
  }

  /**
   * Pauses the shop of a seller, unless there was a new log-in meanwhile.
   *
   * @param seller a row with {@code seller_id} and {@code token_sealed}, the access as it was known
   * @param refused says which access Etsy refused, if that is known
   */
  public void pause(Map<String, Object> seller, AccessRevoked refused) {
    long id = Rows.number(seller, "seller_id");
    MapSqlParameterSource values =
        new MapSqlParameterSource("sellerId", id)
            .addValue(
                "refusedToken",
                refused.tokenSealed() == null ? seller.get("token_sealed") : refused.tokenSealed());
    transactions.executeWithoutResult(
        status -> {
          List<Map<String, Object>> chats = database.queryForList("select-chats-to-warn", values);
          if (database.update("revoke-grant", values) == 1) {
            database.update("pause-shop-watch", values);
            tell.accept(chats);
            AfterCommit.run(() -> paused(id));
          }
        });
  }

  private static void paused(long seller) {
    LOG.info(
        "Seller {}: Etsy withdrew the access, the shop is paused and its chats are told", seller);
  }
}
