package dev.lowstock.store;

import java.time.Duration;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.TimeUtils;

/** An endpoint that hands out claimed rows, an exchange for each: only ever a {@code from}. */
public class ClaimEndpoint extends DefaultEndpoint {
  private final ClaimConsumer.Source source;
  private final Consumers consumers;
  private int atATime = 4;

  /** Makes the consumer of one table. */
  public interface Consumers {
    ClaimConsumer<?> of(ClaimEndpoint endpoint, Processor route, ClaimConsumer.Way way);
  }

  public ClaimEndpoint(
      String uri, Component component, ClaimConsumer.Source source, Consumers consumers) {
    super(uri, component);
    this.source = source;
    this.consumers = consumers;
  }

  public int getAtATime() {
    return atATime;
  }

  /** How many rows this node deals with at a time, at least 1; 4 unless it is set. */
  public void setAtATime(int atATime) {
    if (atATime < 1) {
      throw new IllegalArgumentException("atATime is at least 1, not " + atATime);
    }
    this.atATime = atATime;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(getEndpointUri() + " hands out rows: it is a from");
  }

  @Override
  public Consumer createConsumer(Processor route) throws Exception {
    ClaimConsumer.Way way = new ClaimConsumer.Way(atATime, period("leftoversPeriod"), source);
    ClaimConsumer<?> consumer = consumers.of(this, route, way);
    configureConsumer(consumer);
    return consumer;
  }

  /** A number of {@code application.properties} that is a time. */
  public Duration period(String number) {
    return Duration.ofMillis(
        TimeUtils.toMilliSeconds(
            getCamelContext().resolvePropertyPlaceholders("{{lowstock." + number + "}}")));
  }
}
