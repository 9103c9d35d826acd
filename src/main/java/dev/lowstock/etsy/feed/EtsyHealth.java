package dev.lowstock.etsy.feed;

import dev.lowstock.store.DatabaseWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells when the feed last answered and how far it has been read; never a reason to be unhealthy.
 */
public final class EtsyHealth extends AbstractHealthCheck {
  private final EtsyMeters calls;
  private final FeedPlace place;
  private final DatabaseWatch database;

  /**
   * Offers the same figures as {@code etsy_feeds_answer_age_seconds} and {@code feed_lag_seconds}.
   */
  public EtsyHealth(
      EtsyMeters calls, FeedPlace place, DatabaseWatch database, MeterRegistry meters) {
    super("lowstock", "etsy");
    this.calls = calls;
    this.place = place;
    this.database = database;
    TimeGauge.builder(
            "etsy_feeds_answer_age",
            this,
            TimeUnit.SECONDS,
            health -> seconds(health.calls.sinceAnswer()))
        .register(meters);
    TimeGauge.builder("feed_lag", this, TimeUnit.SECONDS, health -> seconds(health.lag()))
        .register(meters);
  }

  @Override
  public boolean isReadiness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    List<String> message = new ArrayList<>();
    Optional<Duration> age = calls.sinceAnswer();
    message.add(
        age.map(since -> "the feed last answered " + since.toSeconds() + " s ago")
            .orElse("the feed has not answered yet"));
    Optional<Duration> lag = lag();
    message.add(
        lag.map(behind -> "it is read up to " + behind.toSeconds() + " s ago")
            .orElse("how far it is read is not known"));
    calls.trouble().ifPresent(trouble -> message.add("trouble: " + trouble));
    age.ifPresent(since -> result.detail("answerAgeSeconds", since.toSeconds()));
    lag.ifPresent(behind -> result.detail("lagSeconds", behind.toSeconds()));
    result.up().message(String.join("; ", message));
  }

  private Optional<Duration> lag() {
    Long cursor = database.reading().feedCursor();
    return cursor == null
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(Math.max(0, place.now() - cursor)));
  }

  private static double seconds(Optional<Duration> length) {
    return length.map(known -> known.toMillis() / 1000.0).orElse(Double.NaN);
  }
}
