package dev.lowstock.store;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** Tells those who wait for rows that there may be new ones. Thread-safe. */
public final class WakeSignal {
  private final Set<Runnable> sleepers = new CopyOnWriteArraySet<>();

  /** Has it called at each signal, soon and on any thread. */
  public void wakes(Runnable sleeper) {
    sleepers.add(sleeper);
  }

  /** Ends {@link #wakes}. */
  public void forget(Runnable sleeper) {
    sleepers.remove(sleeper);
  }

  /** Signals once the transaction of this thread is committed; at once if there is none. */
  public void send() {
    AfterCommit.run(() -> sleepers.forEach(Runnable::run));
  }
}
