package dev.lowstock.etsy.component;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A time between two looks at the same: such as {@code 20s}, or an expression of the language
 * simple that gives one, which is asked once a second at most. Thread-safe.
 */
final class Period implements Supplier<Duration> {
  private static final Logger LOG = LoggerFactory.getLogger(Period.class);
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final long ASKED_AGAIN = TimeUnit.SECONDS.toNanos(1);

  private final CamelContext camel;
  private final Expression expression;
  private Duration last;
  private long askedAt = System.nanoTime();

  /**
   * The period that an endpoint names.
   *
   * @param text ETSY_POLL_PERIOD when null
   * @throws IllegalArgumentException when it gives no time
   */
  Period(CamelContext camel, @Nullable String text) {
    this.camel = camel;
    this.expression =
        camel
            .resolveLanguage("simple")
            .createExpression(
                camel.resolvePropertyPlaceholders(text == null ? "{{ETSY_POLL_PERIOD}}" : text));
    expression.init(camel);
    this.last = ask();
  }

  @Override
  public synchronized Duration get() {
    if (System.nanoTime() - askedAt >= ASKED_AGAIN) {
      askedAt = System.nanoTime();
      try {
        last = ask();
      } catch (RuntimeException | Error e) {
        LOG.error("{}; it stays {} ms", e.getMessage(), last.toMillis());
      }
    }
    return last;
  }

  private Duration ask() {
    String said = String.valueOf(expression.evaluate(new DefaultExchange(camel), String.class));
    try {
      Duration period = Duration.ofMillis(TimeUtils.toMilliSeconds(said.strip()));
      if (period.compareTo(SHORTEST) >= 0) {
        return period;
      }
    } catch (RuntimeException noTime) {
      LOG.debug("No time: {}", said, noTime);
    }
    throw new IllegalArgumentException(
        "period is a time of at least 100ms, such as 20s or 10m, not '" + said + "'");
  }
}
