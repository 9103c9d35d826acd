package dev.lowstock.store;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;

/** Two transactions waited for each other's rows, and the database has ended one of them. */
public final class LockConflict {
  private LockConflict() {}

  /** Does a whole transaction, and does it once more if it was the one that was ended. */
  public static <T extends @Nullable Object> T retried(Supplier<T> transaction) {
    try {
      return transaction.get();
    } catch (PessimisticLockingFailureException e) {
      return transaction.get();
    }
  }

  /** The same for one that returns nothing. */
  public static void retry(Runnable transaction) {
    try {
      transaction.run();
    } catch (PessimisticLockingFailureException e) {
      transaction.run();
    }
  }
}
