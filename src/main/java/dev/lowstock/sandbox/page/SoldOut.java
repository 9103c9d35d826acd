package dev.lowstock.sandbox.page;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a sell-out went.
 *
 * @param variation of which there is none left, while there is of others; null for the listing
 * @param toldAt when its message arrived
 * @param missed not told yet, because the chat has blocked the bot
 */
record SoldOut(Instant at, @Nullable String variation, @Nullable Instant toldAt, boolean missed) {

  static SoldOut at(Instant at, @Nullable String variation) {
    return new SoldOut(at, variation, null, false);
  }

  boolean isWaiting() {
    return toldAt == null;
  }

  SoldOut told(Instant when) {
    return new SoldOut(at, variation, when, false);
  }

  SoldOut missedForNow() {
    return new SoldOut(at, variation, null, true);
  }

  @Nullable Duration toldAfter() {
    return toldAt == null ? null : Duration.between(at, toldAt);
  }
}
