package dev.lowstock.telegram;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether polls succeed: one WARN line for each that fails, one INFO line when they do again. */
final class Reachability {
  private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);

  private final LongSupplier nanos;
  private int failures;
  private @Nullable Long answeredNanos;
  private @Nullable Long failingNanos;
  private @Nullable String trouble;

  Reachability(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Forgets what earlier polls met with. */
  synchronized void begin() {
    failures = 0;
    trouble = null;
    answeredNanos = null;
    failingNanos = null;
  }

  synchronized void answered() {
    if (failures > 0) {
      LOG.info("Telegram is reachable again after {} failed polls", failures);
    }
    failures = 0;
    trouble = null;
    answeredNanos = nanos.getAsLong();
    failingNanos = null;
  }

  /** Returns how many polls in a row have failed. */
  synchronized int failed(RuntimeException failure) {
    // Only our own exceptions are known to be free of the token.
    boolean ours = failure instanceof TelegramFailure || failure instanceof TelegramUnreachable;
    trouble = ours ? failure.getMessage() : "the poll failed with " + failure.getClass().getName();
    LOG.warn("No updates from Telegram: {}", trouble);
    if (failures == 0) {
      failingNanos = nanos.getAsLong();
    }
    return ++failures;
  }

  /** Since the last poll that was answered; nothing before the first. */
  synchronized Optional<Duration> sinceAnswer() {
    return Optional.ofNullable(answeredNanos)
        .map(then -> Duration.ofNanos(nanos.getAsLong() - then));
  }

  /** Since the first of the polls that have failed in a row; nothing while they do not. */
  synchronized Optional<Duration> failingFor() {
    return Optional.ofNullable(failingNanos)
        .map(then -> Duration.ofNanos(nanos.getAsLong() - then));
  }

  synchronized Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }
}
