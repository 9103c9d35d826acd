package dev.lowstock.telegram;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * Tells when Telegram last answered a poll or brought an update, or that another node polls; never
 * a reason to be unhealthy.
 */
public final class TelegramHealth extends AbstractHealthCheck {
  private final Supplier<@Nullable CamelContext> camel;
  private final PollLease lease;
  private final TelegramWebhook webhook;

  /**
   * Offers the same figure as {@code tg_poll_answer_age_seconds}, and with {@code tg_polls} whether
   * this node is the one that polls, unless updates come by webhook.
   */
  public TelegramHealth(
      Supplier<@Nullable CamelContext> camel,
      MeterRegistry meters,
      PollLease lease,
      TelegramWebhook webhook) {
    super("lowstock", "telegram");
    this.camel = camel;
    this.lease = lease;
    this.webhook = webhook;
    TimeGauge.builder(
            "tg_poll_answer_age",
            this,
            TimeUnit.SECONDS,
            health -> health.sinceAnswer().map(age -> age.toMillis() / 1000.0).orElse(Double.NaN))
        .register(meters);
    if (!webhook.isOn()) {
      Gauge.builder("tg_polls", lease, held -> held.isHeld() ? 1 : 0).register(meters);
    }
  }

  @Override
  public boolean isReadiness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    if (webhook.isOn()) {
      result.up().message(webhook.state());
      return;
    }
    if (!lease.isHeld()) {
      result.up().message(lease.whyNot());
      return;
    }
    Optional<Duration> age = sinceAnswer();
    String message =
        age.map(since -> "the last poll was answered " + since.toSeconds() + " s ago")
            .orElse("no poll has been answered yet");
    String trouble =
        consumer().flatMap(UpdateConsumer::trouble).map(why -> "; trouble: " + why).orElse("");
    age.ifPresent(since -> result.detail("answerAgeSeconds", since.toSeconds()));
    result.up().message(message + trouble);
  }

  private Optional<Duration> sinceAnswer() {
    if (!lease.isHeld()) {
      return Optional.empty();
    }
    return consumer().flatMap(UpdateConsumer::sinceAnswer);
  }

  /** Looked for each time: a reloaded route has a new one. */
  private Optional<UpdateConsumer> consumer() {
    CamelContext context = camel.get();
    if (context == null) {
      return Optional.empty();
    }
    return context.getRoutes().stream()
        .map(Route::getConsumer)
        .filter(UpdateConsumer.class::isInstance)
        .map(UpdateConsumer.class::cast)
        .findFirst();
  }
}
