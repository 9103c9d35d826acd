package dev.lowstock.store;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;

/** Two transactions waited for each other's rows, and the database has ended one of them. */
public final class LockConflict {
  private static final int MOST_TRIES = 3;

  /** The other transaction takes the rows meanwhile, or both would meet again. */
  private static final long PAUSE_NANOS = 100_000_000;

  private LockConflict() {}

  /**
   * Does a whole transaction, and does it again, twice at most, if it was the one that was ended.
   */
  public static <T extends @Nullable Object> T retried(Supplier<T> transaction) {
    for (int tries = 1; ; tries++) {
      try {
        return transaction.get();
      } catch (PessimisticLockingFailureException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** The same for one that returns nothing. */
  public static void retry(Runnable transaction) {
    LockConflict.<@Nullable Void>retried(
        () -> {
          transaction.run();
          return null;
        });
  }
}
