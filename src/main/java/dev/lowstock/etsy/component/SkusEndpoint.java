package dev.lowstock.etsy.component;

import dev.lowstock.etsy.EventSkus;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** {@code to: etsy:skus}: the SKUs of the stock event in the body. */
public final class SkusEndpoint extends DefaultEndpoint {
  private final EventSkus skus;
  private boolean trial;

  SkusEndpoint(String uri, Component component, EventSkus skus) {
    super(uri, component);
    this.skus = skus;
  }

  public boolean isTrial() {
    return trial;
  }

  /** Whether the event is made up: nobody is told what Etsy refuses, and it waits for nothing. */
  public void setTrial(boolean trial) {
    this.trial = trial;
  }

  @Override
  public Producer createProducer() {
    int tries =
        Integer.parseInt(
            getCamelContext().resolvePropertyPlaceholders("{{lowstock.describeAttempts}}"));
    return new SkusProducer(this, event -> trial ? skus.tryOut(event) : skus.find(event, tries));
  }

  @Override
  public Consumer createConsumer(Processor route) {
    throw new UnsupportedOperationException("etsy:skus answers for an event: it is a to");
  }
}
