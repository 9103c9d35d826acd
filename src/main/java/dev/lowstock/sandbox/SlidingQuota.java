package dev.lowstock.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many calls an app key may make in any second and in any 24 hours (Etsy API v3, rate limits);
 * refuses nothing until set, and speaks of 10 and 10 000 then. A refused call costs nothing.
 * Thread-safe.
 */
final class SlidingQuota {

  private static final int USUAL_PER_SECOND = 10;
  private static final int USUAL_PER_DAY = 10_000;

  private record Limits(int perSecond, int perDay, boolean strict) {}

  /** When a key was used, oldest first, no more of it than can matter. */
  private static final class Window {
    private final Duration length;
    private final int limit;
    private final Deque<Instant> uses = new ArrayDeque<>();

    Window(Duration length, int limit) {
      this.length = length;
      this.limit = limit;
    }

    int left(Instant now) {
      while (!uses.isEmpty() && !uses.getFirst().plus(length).isAfter(now)) {
        uses.removeFirst();
      }
      return limit - uses.size();
    }

    void use(Instant now) {
      if (left(now) <= 0) {
        uses.removeFirst();
      }
      uses.addLast(now);
    }

    /** Whole seconds until one use is free again. */
    long wait(Instant now) {
      Instant oldest = uses.isEmpty() ? now : uses.getFirst();
      long millis = Duration.between(now, oldest.plus(length)).toMillis();
      return Math.max(1, (millis + 999) / 1000);
    }
  }

  private record Windows(Window second, Window day) {}

  private final Clock clock;
  private final Map<String, Windows> windows = new HashMap<>();
  private Limits limits = new Limits(USUAL_PER_SECOND, USUAL_PER_DAY, false);

  SlidingQuota(Clock clock) {
    this.clock = clock;
  }

  synchronized void limit(int perSecond, int perDay) {
    limits = new Limits(perSecond, perDay, true);
    windows.clear();
  }

  /** Spends one call: the refusal if there is none left, otherwise nothing. */
  synchronized @Nullable EtsyReply spend(String key) {
    Instant now = clock.instant();
    Windows used = of(key);
    if (limits.strict() && used.second().left(now) <= 0) {
      return refusal("Exceeded per second rate limit", used.second().wait(now));
    }
    if (limits.strict() && used.day().left(now) <= 0) {
      return refusal("Exceeded daily rate limit", used.day().wait(now))
          .with("x-remaining-today", "0");
    }
    used.second().use(now);
    used.day().use(now);
    return null;
  }

  synchronized EtsyReply stamped(EtsyReply reply, String key) {
    Instant now = clock.instant();
    Windows used = of(key);
    return reply
        .with("x-limit-per-second", Integer.toString(limits.perSecond()))
        .with("x-remaining-this-second", Integer.toString(used.second().left(now)))
        .with("x-limit-per-day", Integer.toString(limits.perDay()))
        .with("x-remaining-today", Integer.toString(used.day().left(now)));
  }

  private Windows of(String key) {
    return windows.computeIfAbsent(
        key,
        none ->
            new Windows(
                new Window(Duration.ofSeconds(1), limits.perSecond()),
                new Window(Duration.ofDays(1), limits.perDay())));
  }

  private static EtsyReply refusal(String error, long retryAfter) {
    return V3Refusal.of(429, error).reply().with("retry-after", Long.toString(retryAfter));
  }
}
