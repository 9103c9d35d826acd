package dev.lowstock.etsy.api;

import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyUnavailable;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the calls of Etsy's API v3, and remembers when one last succeeded. Thread-safe. */
public final class CallMeters {
  private final MeterRegistry meters;
  private final InstantSource steady;
  private volatile @Nullable Long answeredMillis;
  private volatile @Nullable String trouble;
  private volatile @Nullable Long refusedMillis;
  private volatile boolean refused;

  public CallMeters(MeterRegistry meters, InstantSource steady) {
    this.meters = meters;
    this.steady = steady;
  }

  /**
   * Counts a call.
   *
   * @param answer what Etsy answered, or null when it did not
   * @param failure why there is no answer; of no meaning when there is one
   */
  public void called(EtsyCall call, @Nullable EtsyAnswer answer, @Nullable Throwable failure) {
    meters
        .counter(
            "etsy_open_api_calls",
            "operation",
            call.operation(),
            "outcome",
            answer == null ? outcome(failure) : outcome(answer))
        .increment();
    if (answer != null && answer.status() < 500 && !answer.isRateLimit() && !answer.refusesKey()) {
      answeredMillis = steady.millis();
      trouble = null;
      refused = false;
      refusedMillis = null;
    } else if (answer != null) {
      trouble = answer.inShort() + (answer.refusesKey() ? ": Etsy refuses our key" : "");
      if (answer.refusesKey()) {
        // One refusal may be a mistake of Etsy's; two in a row are none.
        refused = refusedMillis != null;
        refusedMillis = steady.millis();
      }
    } else {
      trouble = failure instanceof EtsyFailure said ? said.getMessage() : "Etsy cannot be reached";
    }
  }

  /** Since Etsy last answered sensibly; nothing before the first time. */
  public Optional<Duration> sinceAnswer() {
    return since(answeredMillis);
  }

  /** Since Etsy last refused our key, while it does so again and again; nothing otherwise. */
  public Optional<Duration> sinceKeyRefused() {
    return refused ? since(refusedMillis) : Optional.empty();
  }

  private Optional<Duration> since(@Nullable Long millis) {
    return millis == null
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(Math.max(0, steady.millis() - millis)));
  }

  /** Why the last call failed, free of secrets; nothing while calls succeed. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private static String outcome(EtsyAnswer answer) {
    if (answer.status() == 200 || answer.status() == 201) {
      return "ok";
    }
    if (answer.isRateLimit()) {
      return "rate_limited";
    }
    return answer.status() == 401 || answer.status() == 403
        ? "refused"
        : answer.status() == 404 ? "not_found" : "failed";
  }

  private static String outcome(@Nullable Throwable failure) {
    if (failure instanceof EtsyUnavailable unavailable && unavailable.isRateLimit()) {
      return "rate_limited";
    }
    return failure instanceof IOException ? "unreachable" : "failed";
  }
}
