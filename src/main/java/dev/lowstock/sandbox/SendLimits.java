package dev.lowstock.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** So many messages a second, in one chat and in all; off until set. Thread-safe. */
final class SendLimits {
  private static final long SECOND = 1_000_000_000;

  private final Deque<Long> all = new ArrayDeque<>();
  private final Map<Long, Deque<Long>> chats = new HashMap<>();
  private int perChat = Integer.MAX_VALUE;
  private int overall = Integer.MAX_VALUE;

  synchronized void set(int perChat, int overall) {
    this.perChat = perChat;
    this.overall = overall;
  }

  synchronized void check(long chatId) {
    long now = System.nanoTime();
    Deque<Long> chat = chats.computeIfAbsent(chatId, id -> new ArrayDeque<>());
    if (lastSecond(chat, now) >= perChat || lastSecond(all, now) >= overall) {
      throw TelegramRefusal.tooManyRequests(1);
    }
    chat.add(now);
    all.add(now);
  }

  private static int lastSecond(Deque<Long> sends, long now) {
    while (!sends.isEmpty() && now - sends.peek() >= SECOND) {
      sends.remove();
    }
    return sends.size();
  }
}
