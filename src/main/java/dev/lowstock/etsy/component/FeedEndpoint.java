package dev.lowstock.etsy.component;

import dev.lowstock.etsy.feed.FeedReading;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** {@code from: etsy:feed}: what is noticed in Etsy's listings feed. */
public final class FeedEndpoint extends DefaultEndpoint {
  private final FeedReading reading;
  private @Nullable String period;

  FeedEndpoint(String uri, Component component, FeedReading reading) {
    super(uri, component);
    this.reading = reading;
  }

  public @Nullable String getPeriod() {
    return period;
  }

  /**
   * How long to rest between two readings of the feed: a time, or an expression of the language
   * simple that gives one; ETSY_POLL_PERIOD unless it is set.
   */
  public void setPeriod(String period) {
    this.period = period;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(getEndpointUri() + " hands out pages: it is a from");
  }

  @Override
  public Consumer createConsumer(Processor route) throws Exception {
    FeedConsumer consumer =
        new FeedConsumer(this, route, reading, new Period(getCamelContext(), period));
    configureConsumer(consumer);
    return consumer;
  }
}
