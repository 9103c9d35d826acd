package dev.lowstock.etsy.component;

import dev.lowstock.etsy.feed.FeedReading;
import java.time.Duration;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** {@code from: etsy:feed}: what is noticed in Etsy's listings feed. */
public final class FeedEndpoint extends DefaultEndpoint {
  private static final long SHORTEST_MILLIS = 100;

  private final FeedReading reading;
  private @Nullable String period;
  private @Nullable String onlyWhen;

  FeedEndpoint(String uri, Component component, FeedReading reading) {
    super(uri, component);
    this.reading = reading;
  }

  public @Nullable String getPeriod() {
    return period;
  }

  /** How long to rest between two readings of the feed; ETSY_POLL_PERIOD unless it is set. */
  public void setPeriod(String period) {
    this.period = period;
  }

  public @Nullable String getOnlyWhen() {
    return onlyWhen;
  }

  /** An expression of the language simple: the feed is not read while it is false. */
  public void setOnlyWhen(String onlyWhen) {
    this.onlyWhen = onlyWhen;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(getEndpointUri() + " hands out pages: it is a from");
  }

  @Override
  public Consumer createConsumer(Processor route) throws Exception {
    FeedConsumer consumer = new FeedConsumer(this, route, reading, rest(), condition());
    configureConsumer(consumer);
    return consumer;
  }

  private Duration rest() {
    String length = period == null ? "{{ETSY_POLL_PERIOD}}" : period;
    long millis = TimeUtils.toMilliSeconds(getCamelContext().resolvePropertyPlaceholders(length));
    if (millis < SHORTEST_MILLIS) {
      throw new IllegalArgumentException("period is at least 100ms, not " + length);
    }
    return Duration.ofMillis(millis);
  }

  private Predicate condition() {
    return onlyWhen == null
        ? exchange -> true
        : getCamelContext().resolveLanguage("simple").createPredicate(onlyWhen);
  }
}
