package dev.lowstock.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Tells how much is owed and for how long; never a reason to be unhealthy. */
public final class OutboxHealth extends AbstractHealthCheck {
  private final DatabaseWatch database;

  /** Offers the same figures as {@code outbox_alerts} and {@code outbox_oldest_seconds}. */
  public OutboxHealth(DatabaseWatch database, MeterRegistry meters) {
    super("lowstock", "outbox");
    this.database = database;
    Gauge.builder("outbox_alerts", this, OutboxHealth::owed).register(meters);
    TimeGauge.builder("outbox_oldest", this, TimeUnit.SECONDS, OutboxHealth::oldestSeconds)
        .register(meters);
  }

  @Override
  public boolean isReadiness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    DatabaseWatch.Reading reading = database.reading();
    Duration oldest = reading.oldest();
    result.up();
    if (!reading.answers()) {
      result.message("not known: the database does not answer");
    } else if (oldest == null) {
      result.message("nothing is owed").detail("alerts", 0);
    } else {
      result
          .message(reading.owed() + " alert(s) owed, the oldest for " + oldest.toSeconds() + " s")
          .detail("alerts", reading.owed())
          .detail("oldestSeconds", oldest.toSeconds());
    }
  }

  private double owed() {
    DatabaseWatch.Reading reading = database.reading();
    return reading.answers() ? reading.owed() : Double.NaN;
  }

  private double oldestSeconds() {
    DatabaseWatch.Reading reading = database.reading();
    Duration oldest = reading.oldest();
    return !reading.answers() ? Double.NaN : oldest == null ? 0 : oldest.toMillis() / 1000.0;
  }
}
