package dev.lowstock.stock.component;

import dev.lowstock.store.ClaimConsumer;
import java.time.Duration;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.TimeUtils;

/** {@code from: stock:events}: an exchange for each stock event that is not described yet. */
public final class EventsEndpoint extends DefaultEndpoint {
  private final StockComponent.Parts parts;
  private int atATime = 4;

  EventsEndpoint(String uri, Component component, StockComponent.Parts parts) {
    super(uri, component);
    this.parts = parts;
  }

  public int getAtATime() {
    return atATime;
  }

  /** How many events are described at a time by this node. */
  public void setAtATime(int atATime) {
    this.atATime = atATime;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException("stock:events hands out events: it is a from");
  }

  @Override
  public Consumer createConsumer(Processor route) throws Exception {
    Duration period =
        Duration.ofMillis(
            TimeUtils.toMilliSeconds(
                getCamelContext().resolvePropertyPlaceholders("{{lowstock.leftoversPeriod}}")));
    EventsConsumer consumer =
        new EventsConsumer(
            this,
            route,
            new ClaimConsumer.Way(atATime, period, parts.leases()::end, parts.away()),
            parts);
    configureConsumer(consumer);
    return consumer;
  }
}
