package dev.lowstock.store;

import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes one transaction of work that may fail with any exception. Thread-safe. */
public final class OneTransaction {
  private final TransactionTemplate transactions;

  public OneTransaction(Database database) {
    this.transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
  }

  /** What is recorded as a whole or not at all. */
  public interface Work {
    void run() throws Exception;
  }

  /** Does the work; if it fails, the transaction is rolled back and the failure thrown as it is. */
  public void of(Work work) throws Exception {
    Exception failure =
        transactions.execute(
            status -> {
              try {
                work.run();
                return null;
              } catch (Exception e) {
                status.setRollbackOnly();
                return e;
              }
            });
    if (failure != null) {
      throw failure;
    }
  }
}
