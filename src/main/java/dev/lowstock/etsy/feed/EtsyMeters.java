package dev.lowstock.etsy.feed;

import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.KeyRefused;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the calls of Etsy and what the listings feed brings, and remembers how the feed is. */
public final class EtsyMeters {
  private final MeterRegistry meters;
  private final InstantSource steady;
  private volatile @Nullable Long answeredMillis;
  private volatile @Nullable String trouble;

  public EtsyMeters(MeterRegistry meters, InstantSource steady) {
    this.meters = meters;
    this.steady = steady;
  }

  /**
   * Counts a call of the feed, and its entries each time they are read.
   *
   * @param page what it brought, or null when it failed
   * @param failure why it failed; of no meaning when there is a page
   */
  public void feedCall(@Nullable FeedPage page, @Nullable Throwable failure) {
    if (page == null) {
      EtsyFailure refusal = cause(failure, EtsyFailure.class);
      trouble = refusal == null ? "Etsy cannot be reached" : refusal.getMessage();
    } else {
      trouble = null;
      answeredMillis = steady.millis();
      meters.counter("etsy_feeds_listings").increment(page.entries());
      page.states()
          .forEach(
              (state, entries) ->
                  meters.counter("etsy_updates", "state", state).increment(entries));
    }
    String outcome = page == null ? outcome(failure) : "ok";
    meters.counter("etsy_feeds_api_calls", "outcome", outcome).increment();
  }

  /**
   * Counts a signed call.
   *
   * @param answer what Etsy answered, or null when it did not
   * @param failure why there is no answer; of no meaning when there is one
   */
  public void signedCall(
      SignedCall call, @Nullable EtsyAnswer answer, @Nullable Throwable failure) {
    meters
        .counter(
            "etsy_open_api_calls",
            "operation",
            call.operation(),
            "outcome",
            answer == null ? outcome(failure) : outcome(answer))
        .increment();
  }

  /** Since the last good answer of the feed; nothing before the first. */
  Optional<Duration> sinceAnswer() {
    Long millis = answeredMillis;
    return millis == null
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(Math.max(0, steady.millis() - millis)));
  }

  /** Why the last call of the feed failed, free of secrets; nothing while calls succeed. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private static String outcome(EtsyAnswer answer) {
    if (answer.isGood() && !answer.isHtml()) {
      return "ok";
    }
    if (answer.isRateLimit()) {
      return "rate_limited";
    }
    return answer.isRefusal() || !answer.problem().isEmpty() ? "refused" : "failed";
  }

  private static String outcome(@Nullable Throwable failure) {
    EtsyFailure refusal = cause(failure, EtsyFailure.class);
    if (refusal instanceof KeyRefused) {
      return "refused";
    }
    if (refusal instanceof EtsyUnavailable unavailable && unavailable.isRateLimit()) {
      return "rate_limited";
    }
    return refusal == null && cause(failure, IOException.class) != null ? "unreachable" : "failed";
  }

  /** Camel wraps what a method in an expression throws. */
  private static <T> @Nullable T cause(@Nullable Throwable failure, Class<T> kind) {
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (kind.isInstance(next)) {
        return kind.cast(next);
      }
    }
    return null;
  }
}
