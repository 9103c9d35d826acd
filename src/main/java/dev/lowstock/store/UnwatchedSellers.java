package dev.lowstock.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Forgets sellers when the last chat is gone in which somebody logged in for them, with all that is
 * known of their shops; chats that were invited are told. A seller whom somebody links in that
 * moment stays. Thread-safe.
 */
public final class UnwatchedSellers {
  private final Statements database;
  private final TransactionTemplate transactions;
  private final Consumer<List<ShopHearer>> ended;

  /**
   * Works on a database.
   *
   * @param ended owes invited chats the word that they hear no more, in the same transaction
   */
  public UnwatchedSellers(Database database, Consumer<List<ShopHearer>> ended) {
    this.database = database.statements();
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    this.ended = ended;
  }

  /**
   * Forgets those of these sellers that nobody is logged in for, in the transaction of its caller.
   *
   * @return how many there were
   */
  public int forget(Collection<Long> sellers) {
    if (sellers.isEmpty()) {
      return 0;
    }
    Map<String, Object> these = Map.of("sellers", sellers);
    database.update("lock-shops", these);
    database.queryForList("lock-sellers", these, Long.class);
    ended.accept(database.query("select-guests-of-unwatched", these, ShopHearer::of));
    return database.update("forget-unwatched-sellers", these);
  }

  /**
   * Forgets a few sellers, in one transaction: each may have thousands of listings.
   *
   * @return how many there were
   */
  int forgetSome() {
    Integer forgotten =
        transactions.execute(
            status -> {
              List<Long> sellers =
                  database.queryForList("select-unwatched-sellers", Map.of(), Long.class);
              return forget(sellers);
            });
    return forgotten == null ? 0 : forgotten;
  }
}
