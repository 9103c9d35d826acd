package dev.lowstock.etsy.component;

import dev.lowstock.store.ClaimConsumer;
import java.time.Duration;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.TimeUtils;

/** {@code from: etsy:shops}: an exchange for each look that found listings of a shop changed. */
public final class ShopsEndpoint extends DefaultEndpoint {
  private final EtsyComponent.Shops shops;
  private int atATime = 4;

  ShopsEndpoint(String uri, Component component, EtsyComponent.Shops shops) {
    super(uri, component);
    this.shops = shops;
  }

  public int getAtATime() {
    return atATime;
  }

  /** How many shops are looked at at a time by this node. */
  public void setAtATime(int atATime) {
    this.atATime = atATime;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException("etsy:shops hands out what has changed: it is a from");
  }

  @Override
  public Consumer createConsumer(Processor route) throws Exception {
    Duration period =
        Duration.ofMillis(
            TimeUtils.toMilliSeconds(
                getCamelContext().resolvePropertyPlaceholders("{{lowstock.leftoversPeriod}}")));
    ShopsConsumer consumer =
        new ShopsConsumer(
            this,
            route,
            new ClaimConsumer.Way(atATime, period, shops.leases()::end, shops.away()),
            shops);
    configureConsumer(consumer);
    return consumer;
  }
}
