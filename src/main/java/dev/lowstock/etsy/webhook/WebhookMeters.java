package dev.lowstock.etsy.webhook;

import dev.lowstock.etsy.webhook.WebhookRefused.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts webhooks by their outcome, and remembers how the last ones were. Thread-safe. */
public final class WebhookMeters {
  private static final int MOST_LINES = 20;
  private static final Duration LINES_PER = Duration.ofMinutes(1);

  private final MeterRegistry meters;
  private final InstantSource steady;
  private final Instant start;
  private final Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
  private @Nullable Instant acceptedAt;
  private Instant linesSince;
  private int lines;

  public WebhookMeters(MeterRegistry meters, InstantSource steady) {
    this.meters = meters;
    this.steady = steady;
    this.start = steady.instant();
    this.linesSince = start;
  }

  /** Counts one that was answered with a 2xx. */
  public synchronized void accepted(String outcome) {
    acceptedAt = steady.instant();
    refused.clear();
    count(outcome);
  }

  /** Counts one that was not taken. */
  public synchronized void refused(WebhookRefused refusal) {
    refused.merge(refusal.reason(), 1, Integer::sum);
    count(refusal.reason().outcome());
  }

  /** Counts one that is more than are taken. */
  public void limited() {
    count("over_limit");
  }

  /** Whether another refusal is to be logged: no more than 20 in a minute are. */
  public synchronized boolean isWorthALine() {
    Instant now = steady.instant();
    if (linesSince.plus(LINES_PER).isBefore(now)) {
      linesSince = now;
      lines = 0;
    }
    lines++;
    return lines <= MOST_LINES;
  }

  /** Since the last that was accepted; nothing before the first. */
  synchronized Optional<Duration> sinceAccepted() {
    return Optional.ofNullable(acceptedAt).map(at -> Duration.between(at, steady.instant()));
  }

  /** Since the last that was accepted, or since the start. */
  synchronized Duration quiet() {
    return Duration.between(acceptedAt == null ? start : acceptedAt, steady.instant());
  }

  /** How many were refused since the last that was accepted, by reason. */
  synchronized Map<Reason, Integer> refusedSince() {
    return new EnumMap<>(refused);
  }

  private void count(String outcome) {
    meters.counter("etsy_webhooks", "outcome", outcome).increment();
  }
}
