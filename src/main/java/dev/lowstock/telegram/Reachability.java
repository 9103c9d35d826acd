package dev.lowstock.telegram;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether polls succeed: one WARN line for each that fails, one INFO line when they do again. */
final class Reachability {
  private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);

  private final Clock clock;
  private int failures;
  private @Nullable Instant lastGoodAnswer;
  private @Nullable String trouble;

  Reachability(Clock clock) {
    this.clock = clock;
  }

  /** Forgets what earlier polls met with. */
  synchronized void begin() {
    failures = 0;
    trouble = null;
    lastGoodAnswer = null;
  }

  synchronized void answered() {
    if (failures > 0) {
      LOG.info("Telegram is reachable again after {} failed polls", failures);
    }
    failures = 0;
    trouble = null;
    lastGoodAnswer = clock.instant();
  }

  /** Returns how many polls in a row have failed. */
  synchronized int failed(RuntimeException failure) {
    // Only our own exceptions are known to be free of the token.
    boolean ours = failure instanceof TelegramFailure || failure instanceof TelegramUnreachable;
    trouble = ours ? failure.getMessage() : "the poll failed with " + failure.getClass().getName();
    LOG.warn("No updates from Telegram: {}", trouble);
    return ++failures;
  }

  synchronized Optional<Instant> lastGoodAnswer() {
    return Optional.ofNullable(lastGoodAnswer);
  }

  synchronized Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }
}
