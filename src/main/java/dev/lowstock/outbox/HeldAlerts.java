package dev.lowstock.outbox;

import dev.lowstock.store.Database;
import dev.lowstock.store.LockConflict;
import dev.lowstock.store.Statements;
import dev.lowstock.store.WakeSignal;
import java.util.Map;

/** Alerts that wait because of what their chat chose. Thread-safe. */
public final class HeldAlerts {
  private final Statements database;
  private final WakeSignal due;

  /**
   * Works on a database.
   *
   * @param due signalled when there may be something to deliver
   */
  public HeldAlerts(Database database, WakeSignal due) {
    this.database = database.statements();
    this.due = due;
  }

  /** A chat has chosen anew: what waits for it is judged again at once. */
  public void judgeAgain(String channel, String address) {
    // A recheck may have some of them: each waits for the other's rows.
    int freed = LockConflict.retried(() -> free(channel, address));
    if (freed > 0) {
      due.send();
    }
  }

  private int free(String channel, String address) {
    return database.update("free-held-alerts", Map.of("channel", channel, "address", address));
  }
}
