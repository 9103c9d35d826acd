package dev.lowstock.telegram;

import dev.lowstock.store.DatabaseAway;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;

/**
 * The database or Telegram is away: what has failed for it may go well later, and is not the fault
 * of the update that was dealt with.
 */
public final class PassingTrouble {
  private PassingTrouble() {}

  /** Whether that is the failure, or a cause of it. */
  public static boolean isIn(Throwable failure) {
    if (DatabaseAway.isIn(failure)) {
      return true;
    }
    Set<Throwable> seen = new HashSet<>();
    for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
      if (cause instanceof RejectedExecutionException
          // A route is being replaced at this moment.
          || cause instanceof DirectConsumerNotAvailableException
          || cause instanceof TelegramUnreachable
          || (cause instanceof TelegramFailure refused && mayBeTaken(refused))) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayBeTaken(TelegramFailure failure) {
    return !(failure instanceof ChatGone
        || failure instanceof ChatClosed
        || failure instanceof ChatMoved
        || failure instanceof MessageRefused);
  }
}
