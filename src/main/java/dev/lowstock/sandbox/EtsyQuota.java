package dev.lowstock.sandbox;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many calls each key or token may make in a second and in a day (Etsy API v2, rate limits: 10
 * and 10 000); off until set. Counts whole seconds and days of the clock. Thread-safe.
 */
final class EtsyQuota {

  private record Slot(String key, boolean day, long number) {}

  private final Clock clock;
  private final Map<Slot, Integer> spent = new HashMap<>();
  private int perSecond = Integer.MAX_VALUE;
  private int perDay = Integer.MAX_VALUE;

  EtsyQuota(Clock clock) {
    this.clock = clock;
  }

  synchronized void limit(int callsPerSecond, int callsPerDay) {
    perSecond = callsPerSecond;
    perDay = callsPerDay;
    spent.clear();
  }

  /** Spends one call: the refusal if there is none left, otherwise nothing. */
  synchronized @Nullable EtsyReply spend(String key) {
    if (perDay == Integer.MAX_VALUE && perSecond == Integer.MAX_VALUE) {
      return null;
    }
    long second = clock.instant().getEpochSecond();
    spent.keySet().removeIf(slot -> slot.number() < (slot.day() ? second / 86_400 : second));
    int today = spent.merge(new Slot(key, true, second / 86_400), 1, Integer::sum);
    int now = spent.merge(new Slot(key, false, second), 1, Integer::sum);
    if (today > perDay) {
      return refusal("You have exceeded your quota of: " + perDay + " requests per 24 hours.");
    }
    return now > perSecond
        ? refusal("You have exceeded your quota of: " + perSecond + " requests per second.")
        : null;
  }

  synchronized EtsyReply stamped(EtsyReply reply, String key) {
    if (perDay == Integer.MAX_VALUE) {
      return reply;
    }
    long day = clock.instant().getEpochSecond() / 86_400;
    int left = Math.max(0, perDay - spent.getOrDefault(new Slot(key, true, day), 0));
    return reply
        .with("X-RateLimit-Limit", Integer.toString(perDay))
        .with("X-RateLimit-Remaining", Integer.toString(left));
  }

  private static EtsyReply refusal(String text) {
    return EtsyReply.text(403, text);
  }
}
