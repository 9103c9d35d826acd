package dev.lowstock.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The updates that wait for the bot (Bot API, "getUpdates"): only a higher offset confirms them,
 * and a second poll cuts the first one off. Thread-safe.
 */
final class UpdateQueue {
  private static final Duration LONGEST_POLL = Duration.ofSeconds(50);
  private static final Set<String> NOT_BY_DEFAULT =
      Set.of("chat_member", "message_reaction", "message_reaction_count");
  // The server ignores an offset that lies further ahead, as after ids started again at random.
  private static final int OFFSET_AHEAD = 10;

  private final TreeMap<Long, Map<String, Object>> waiting = new TreeMap<>();
  private List<String> allowed = List.of();
  private long nextId = 600_000_001;
  private @Nullable Object poller;
  private String cutOffBy = "";
  private boolean closed;

  synchronized void add(String kind, Object content) {
    boolean wanted = allowed.isEmpty() ? !NOT_BY_DEFAULT.contains(kind) : allowed.contains(kind);
    if (wanted) {
      Map<String, Object> update = new LinkedHashMap<>();
      update.put("update_id", nextId);
      update.put(kind, content);
      addRaw(update);
    }
  }

  /** Takes its place in the queue as it is, whatever it says of itself. */
  synchronized void addRaw(Map<String, Object> update) {
    waiting.put(nextId++, update);
    notifyAll();
  }

  synchronized void continueAt(long id) {
    nextId = id;
  }

  synchronized int size() {
    return waiting.size();
  }

  synchronized List<Map<String, Object>> poll(
      Optional<Long> offset, int limit, Duration timeout, Optional<List<String>> kinds)
      throws InterruptedException {
    kinds.ifPresent(this::allow);
    Object me = new Object();
    poller = me;
    cutOffBy = "other getUpdates request; make sure that only one bot instance is running";
    notifyAll();
    offset.ifPresent(this::confirm);
    Duration longest = timeout.compareTo(LONGEST_POLL) > 0 ? LONGEST_POLL : timeout;
    long deadline = System.nanoTime() + longest.toNanos();
    while (waiting.isEmpty() && poller == me && !closed) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    if (poller != me) {
      throw new TelegramRefusal(409, "Conflict: terminated by " + cutOffBy);
    }
    poller = null;
    return new ArrayList<>(waiting.values()).subList(0, Math.min(limit, waiting.size()));
  }

  /** Which kinds come from now on; none named: the usual ones. */
  synchronized void allow(List<String> kinds) {
    allowed = List.copyOf(kinds);
  }

  synchronized List<String> allowed() {
    return allowed;
  }

  /** Ends a poll that is under way. */
  synchronized void cutOffPoll(String by) {
    poller = null;
    cutOffBy = by;
    notifyAll();
  }

  /** All that wait, by their place in the queue. */
  synchronized Map<Long, Map<String, Object>> waiting() {
    return new LinkedHashMap<>(waiting);
  }

  synchronized void confirmOne(long place) {
    waiting.remove(place);
  }

  synchronized void dropAll() {
    waiting.clear();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void confirm(long offset) {
    if (offset < 0) {
      while (waiting.size() > -offset) {
        waiting.pollFirstEntry();
      }
    } else if (offset <= nextId - 1 + OFFSET_AHEAD) {
      waiting.headMap(offset).clear();
    }
  }
}
