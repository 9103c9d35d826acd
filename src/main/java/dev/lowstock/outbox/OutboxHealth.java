package dev.lowstock.outbox;

import dev.lowstock.store.DatabaseWatch;
import dev.lowstock.store.DatabaseWatch.Owed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Tells how much is owed and for how long; never a reason to be unhealthy. */
public final class OutboxHealth extends AbstractHealthCheck {
  private final DatabaseWatch database;

  /**
   * Offers the same figures as {@code outbox_alerts}, {@code outbox_oldest_seconds} and {@code
   * closed_chats}.
   */
  public OutboxHealth(DatabaseWatch database, MeterRegistry meters) {
    super("lowstock", "outbox");
    this.database = database;
    Gauge.builder("outbox_alerts", this, OutboxHealth::owed).register(meters);
    Gauge.builder("closed_chats", this, OutboxHealth::closedChats).register(meters);
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
    Owed owed = reading.owed();
    result.up();
    if (!reading.answers()) {
      result.message("not known: the database does not answer");
      return;
    }
    if (owed == null) {
      result.message("not known yet: the bot still counts the alerts");
      return;
    }
    Duration oldest = owed.oldest();
    String message = owed.alerts() == 0 ? "nothing is owed" : owed.alerts() + " alert(s) owed";
    if (oldest != null) {
      message += ", the oldest for " + oldest.toSeconds() + " s";
      result.detail("oldestSeconds", oldest.toSeconds());
    }
    if (reading.closed() > 0) {
      message += "; " + reading.closed() + " chat(s) may not be written to now";
      result.detail("closedChats", reading.closed());
    }
    if (!owed.channels().isEmpty()) {
      message += "; by channel: " + channels(owed.channels());
    }
    owed.channels().forEach((channel, waiting) -> result.detail("channel." + channel, waiting));
    result.message(message).detail("alerts", owed.alerts());
  }

  private static String channels(Map<String, Long> waiting) {
    return waiting.entrySet().stream()
        .map(channel -> channel.getKey() + " " + channel.getValue())
        .collect(Collectors.joining(", "));
  }

  private double closedChats() {
    DatabaseWatch.Reading reading = database.reading();
    return reading.answers() ? reading.closed() : Double.NaN;
  }

  private double owed() {
    Owed owed = database.reading().owed();
    return owed == null ? Double.NaN : owed.alerts();
  }

  private double oldestSeconds() {
    Owed owed = database.reading().owed();
    if (owed == null) {
      return Double.NaN;
    }
    Duration oldest = owed.oldest();
    return oldest == null ? 0 : oldest.toMillis() / 1000.0;
  }
}
