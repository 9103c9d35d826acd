package dev.lowstock.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The entries of Etsy's listings feed in the order they came; keeps the newest 200 000.
 * Thread-safe.
 */
public final class SandboxFeed {

  private static final int KEPT = 200_000;

  /** An entry, and the epoch second under which the feed shows it. */
  private record Entry(long second, String json) {}

  private final ObjectMapper mapper = new ObjectMapper();
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Clock clock;

  SandboxFeed(Clock clock) {
    this.clock = clock;
  }

  /** Shows an entry now, with exactly these fields. */
  public void push(Map<String, ?> fields) {
    push(mapper.valueToTree(fields).toString());
  }

  /** Shows any text as an entry now, be it JSON or not. */
  public void push(String raw) {
    push(clock.instant(), raw);
  }

  /** Shows any text as an entry of the given second. */
  public synchronized void push(Instant at, String raw) {
    entries.addLast(new Entry(at.getEpochSecond(), raw));
    if (entries.size() > KEPT) {
      entries.removeFirst();
    }
  }

  /** Everything stamped from {@code from} on and before {@code until}, in epoch seconds. */
  synchronized List<String> window(long from, long until) {
    return entries.stream()
        .filter(entry -> entry.second() >= from && entry.second() < until)
        .map(Entry::json)
        .toList();
  }
}
