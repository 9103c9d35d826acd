package dev.lowstock.outbox;

import dev.lowstock.store.Database;
import dev.lowstock.store.Leases;
import dev.lowstock.store.LockConflict;
import dev.lowstock.store.Statements;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Claims the chat that is to be written to next, so that no chat is written to twice at a time, by
 * whatever thread or node.
 *
 * <p>In turn the chat that is owed the newest alert and the one that has waited longest: a long
 * queue keeps its order, and what happens now need not wait behind it.
 */
public final class ChatQueue {
  /** Chats found by one look at all that is due; a look that finds so many pays for itself. */
  private static final int WAITING = 200;

  /** Another look that took longer than this is followed by a rest of so many times as long. */
  private static final Duration QUICK = Duration.ofMillis(20);

  private static final int REST = 10;

  /** An edit makes no sound, and nobody waits for it: it is looked for less often. */
  private static final Duration BETWEEN_EDITS = Duration.ofMillis(400);

  private final Statements database;
  private final Leases leases;

  /**
   * Found to be waiting longest when it was last asked; each is claimed only if that still holds.
   */
  private final Queue<Long> waiting = new ArrayDeque<>();

  /** The same of chats in which messages may have to be edited. */
  private final Queue<Long> toEdit = new ArrayDeque<>();

  private long askForEditsNanos = System.nanoTime();

  private boolean newestNext;
  private long askAgainNanos = System.nanoTime();

  public ChatQueue(Database database, Leases leases) {
    this.database = database.statements();
    this.leases = leases;
  }

  /** The owner of the lease on a chat that was claimed; null when none may be written to now. */
  public synchronized @Nullable String claim() {
    boolean newestFirst = newestNext;
    newestNext = !newestNext;
    if (newestFirst) {
      String newest = claimNewest();
      return newest == null ? claimLongestWaiting() : newest;
    }
    String longest = claimLongestWaiting();
    return longest == null ? claimNewest() : longest;
  }

  /** The same for a chat in which a message may have to be edited. */
  synchronized @Nullable String claimToEdit() {
    if (toEdit.isEmpty()) {
      findToEdit();
    }
    return claimFirst(toEdit);
  }

  /** The same for one chat, which was owed something in the transaction of this thread. */
  @Nullable String claim(long chat) {
    return claim("claim-chat", Map.of("chat", chat));
  }

  /** Whether chats may be waiting that were not looked for, as that takes long. */
  synchronized boolean isResting() {
    return System.nanoTime() - askAgainNanos < 0;
  }

  private @Nullable String claimNewest() {
    return claim("claim-newest-chat", Map.of());
  }

  private @Nullable String claimLongestWaiting() {
    if (waiting.isEmpty()) {
      findWaiting();
    }
    return claimFirst(waiting);
  }

  private @Nullable String claimFirst(Queue<Long> found) {
    String lease = null;
    while (lease == null && !found.isEmpty()) {
      lease = claim("claim-chat", Map.of("chat", found.remove()));
    }
    return lease;
  }

  private void findToEdit() {
    long begin = System.nanoTime();
    if (begin - askForEditsNanos < 0) {
      return;
    }
    List<Long> found = chatsToEdit();
    if (!found.isEmpty()
        && LockConflict.retried(() -> database.update("settle-unchanged-alerts", Map.of())) > 0) {
      found = chatsToEdit();
    }
    toEdit.addAll(found);
    long took = System.nanoTime() - begin;
    askForEditsNanos = begin + Math.max(BETWEEN_EDITS.toNanos(), REST * took);
  }

  private List<Long> chatsToEdit() {
    return database.queryForList("select-chats-to-edit", Map.of("chats", WAITING), Long.class);
  }

  /** Takes a share of the database's time at most, however much is due. */
  private void findWaiting() {
    long begin = System.nanoTime();
    if (begin - askAgainNanos < 0) {
      return;
    }
    waiting.addAll(
        database.queryForList("select-waiting-chats", Map.of("chats", WAITING), Long.class));
    long took = System.nanoTime() - begin;
    boolean paysForItself = took < QUICK.toNanos() || waiting.size() == WAITING;
    askAgainNanos = begin + (paysForItself ? took : REST * took);
  }

  private @Nullable String claim(String statement, Map<String, Object> which) {
    String lease = leases.begin("chat");
    Map<String, Object> parameters = new HashMap<>(which);
    parameters.put("lease", lease);
    parameters.put("seconds", Leases.LENGTH.toSeconds());
    parameters.put("held", leases.held("chat"));
    boolean claimed = false;
    try {
      claimed = database.update(statement, parameters) > 0;
    } finally {
      if (!claimed) {
        leases.end(lease);
      }
    }
    return claimed ? lease : null;
  }
}
