package dev.lowstock.sandbox.page;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest things that happened, for people to read. Thread-safe. */
final class Journal {
  private static final int KEPT = 30;

  record Entry(long number, Instant at, String text) {}

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Clock clock;
  private long written;

  Journal(Clock clock) {
    this.clock = clock;
  }

  synchronized void write(String text) {
    entries.addFirst(new Entry(written++, clock.instant(), text));
    if (entries.size() > KEPT) {
      entries.removeLast();
    }
  }

  /** Newest first. */
  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }
}
