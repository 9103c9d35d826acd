package dev.lowstock.etsy.shops;

import dev.lowstock.etsy.api.CallMeters;
import dev.lowstock.etsy.api.EtsyQuota;
import dev.lowstock.planner.LookPlan;
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
 * Tells when Etsy last answered, how much of the quota is left, and whether shops wait for their
 * look; never a reason to be unhealthy.
 */
public final class LookHealth extends AbstractHealthCheck {
  private final CallMeters calls;
  private final EtsyQuota quota;
  private final LookPlan plan;
  private final DatabaseWatch database;

  /**
   * Offers the same figures as {@code etsy_answer_age_seconds}, {@code shop_lag_seconds} and {@code
   * sweep_lag_seconds}.
   */
  public LookHealth(
      CallMeters calls,
      EtsyQuota quota,
      LookPlan plan,
      DatabaseWatch database,
      MeterRegistry meters) {
    super("lowstock", "etsy");
    this.calls = calls;
    this.quota = quota;
    this.plan = plan;
    this.database = database;
    TimeGauge.builder(
            "etsy_answer_age",
            this,
            TimeUnit.SECONDS,
            health -> seconds(health.calls.sinceAnswer()))
        .register(meters);
    TimeGauge.builder("shop_lag", this, TimeUnit.SECONDS, health -> seconds(health.lag()))
        .register(meters);
    TimeGauge.builder("sweep_lag", this, TimeUnit.SECONDS, health -> seconds(health.sweepLag()))
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
        age.map(since -> "Etsy last answered " + since.toSeconds() + " s ago")
            .orElse("Etsy has not answered yet"));
    message.add(quota.remaining() + " of " + quota.perDay() + " calls left for today");
    quota
        .closedFor()
        .ifPresent(wait -> message.add("no call for another " + wait.toSeconds() + " s (429)"));
    Optional<Duration> lag = lag();
    message.add(
        lag.map(behind -> "the shop that waits longest is due for " + behind.toSeconds() + " s")
            .orElse("no shop is watched yet"));
    if (plan.isScarce()) {
      message.add(
          "calls are scarce: a look at every shop takes " + plan.length().toSeconds() + " s");
    }
    calls.trouble().ifPresent(trouble -> message.add("trouble: " + trouble));
    DatabaseWatch.Reading reading = database.reading();
    if (reading.failing() > 0) {
      message.add(
          reading.failing() + " shop(s) cannot be looked at, such as: " + reading.shopTrouble());
      result.detail("failingShops", reading.failing());
    }
    age.ifPresent(since -> result.detail("answerAgeSeconds", since.toSeconds()));
    lag.ifPresent(behind -> result.detail("lagSeconds", behind.toSeconds()));
    result.detail("callsLeft", quota.remaining());
    result.up().message(String.join("; ", message));
  }

  private Optional<Duration> lag() {
    return Optional.ofNullable(database.reading().shopLag());
  }

  /** Nothing is due for a sweep while none are made. */
  private Optional<Duration> sweepLag() {
    return plan.isSweeping()
        ? Optional.ofNullable(database.reading().sweepLag())
        : Optional.empty();
  }

  private static double seconds(Optional<Duration> length) {
    return length.map(known -> known.toMillis() / 1000.0).orElse(Double.NaN);
  }
}
