package dev.lowstock.sandbox.page;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a sell-out went.
 *
 * @param toldAt when its message arrived
 * @param missed never to be told, because the chat is blocked
 */
record SoldOut(Instant at, @Nullable Instant toldAt, boolean missed) {

  static SoldOut at(Instant at) {
    return new SoldOut(at, null, false);
  }

  boolean isWaiting() {
    return toldAt == null && !missed;
  }

  SoldOut told(Instant when) {
    return new SoldOut(at, when, false);
  }

  SoldOut missedForGood() {
    return new SoldOut(at, null, true);
  }

  @Nullable Duration toldAfter() {
    return toldAt == null ? null : Duration.between(at, toldAt);
  }
}
