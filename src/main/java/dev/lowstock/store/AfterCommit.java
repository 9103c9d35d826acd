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
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      work.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          // Not in afterCommit, where a second call of run would come too late to be heard.
          @Override
          public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED) {
              work.run();
            }
          }
        });
  }
}
