package dev.lowstock.store;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Has something done once the transaction of this thread is committed, and only then. The thread of
 * a hook borrows its caller's connection and not its transaction: there it is done at once.
 */
public final class AfterCommit {
  private AfterCommit() {}

  /** At once, if there is no transaction. */
  public static void run(Runnable work) {
    run(work, () -> {});
  }

  /**
   * The same, or something else if the transaction is not committed.
   *
   * @param otherwise done also when nobody knows whether it is committed
   */
  static void run(Runnable work, Runnable otherwise) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      work.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          // Not in afterCommit, where a second call of run would come too late to be heard.
          @Override
          public void afterCompletion(int status) {
            (status == STATUS_COMMITTED ? work : otherwise).run();
          }
        });
  }
}
