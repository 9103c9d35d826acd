package dev.lowstock.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells whether stock events wait to be described, and why. Never a reason to be unhealthy: a
 * restart mends no route.
 */
public final class EventHealth extends AbstractHealthCheck {
  private final DatabaseWatch database;
  private final Supplier<Duration> patience;

  /**
   * Offers the same figures as {@code events_waiting} and {@code events_oldest_seconds}.
   *
   * @param patience how long an event may wait: describing takes moments, and a few seconds while
   *     Etsy is asked again
   */
  public EventHealth(DatabaseWatch database, MeterRegistry meters, Supplier<Duration> patience) {
    super("lowstock", "events");
    this.database = database;
    this.patience = patience;
    Gauge.builder("events_waiting", this, EventHealth::waiting).register(meters);
    TimeGauge.builder("events_oldest", this, TimeUnit.SECONDS, EventHealth::oldestSeconds)
        .register(meters);
  }

  @Override
  public boolean isReadiness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    DatabaseWatch.Reading reading = database.reading();
    Duration longest = reading.longestWait();
    result.up();
    if (!reading.answers()) {
      result.message("not known: the database does not answer");
    } else if (longest == null || longest.compareTo(patience.get()) <= 0) {
      result.message("no event waits to be described for longer than it takes");
    } else {
      String trouble = reading.eventTrouble();
      result
          .message(
              reading.waiting()
                  + " event(s) wait to be described, the first for "
                  + longest.toSeconds()
                  + " s: "
                  + (trouble == null ? "no try has ended yet" : trouble))
          .detail("events", reading.waiting())
          .detail("oldestSeconds", longest.toSeconds());
      if (trouble != null) {
        result.detail("trouble", trouble);
      }
    }
  }

  private double waiting() {
    DatabaseWatch.Reading reading = database.reading();
    return reading.answers() ? reading.waiting() : Double.NaN;
  }

  private double oldestSeconds() {
    DatabaseWatch.Reading reading = database.reading();
    Duration longest = reading.longestWait();
    return !reading.answers() ? Double.NaN : longest == null ? 0 : longest.toMillis() / 1000.0;
  }
}
