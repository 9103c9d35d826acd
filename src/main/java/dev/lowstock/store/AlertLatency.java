package dev.lowstock.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code alert_latency_seconds}: from the notice of a stock event to the delivery of an alert. */
public final class AlertLatency {
  private final Timer latency;

  public AlertLatency(MeterRegistry meters) {
    this.latency = meters.timer("alert_latency");
  }

  /** Takes the rows of {@code select-delivery-times.sql}. */
  public void record(List<Map<String, Object>> rows) {
    for (Map<String, Object> row : rows) {
      latency.record(
          Duration.between(Rows.instant(row, "noticed_at"), Rows.instant(row, "closed_at")));
    }
  }
}
