package dev.lowstock.telegram;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The database or Telegram is away: what has failed for it may go well later, and is not the fault
 * of the update that was dealt with.
 */
public final class PassingTrouble {
  /** Connection, resources, operator, system, and a transaction that may be tried again. */
  private static final Set<String> STATES = Set.of("08", "53", "57", "58", "40");

  private PassingTrouble() {}

  /** Whether that is the failure, or a cause of it. */
  public static boolean isIn(Throwable failure) {
    Set<Throwable> seen = new HashSet<>();
    for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
      if (cause instanceof SQLTransientException
          || cause instanceof SQLRecoverableException
          || cause instanceof SQLNonTransientConnectionException
          || cause instanceof TransientDataAccessException
          || cause instanceof DataAccessResourceFailureException
          || cause instanceof TransactionException
          || cause instanceof RejectedExecutionException
          || cause instanceof TelegramUnreachable
          || (cause instanceof TelegramFailure refused && mayBeTaken(refused))
          || (cause instanceof SQLException sql && isPassing(sql))) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayBeTaken(TelegramFailure failure) {
    return !(failure instanceof ChatGone
        || failure instanceof ChatMoved
        || failure instanceof MessageRefused);
  }

  private static boolean isPassing(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && state.length() >= 2 && STATES.contains(state.substring(0, 2));
  }
}
