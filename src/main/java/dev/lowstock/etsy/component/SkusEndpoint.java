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

  SkusEndpoint(String uri, Component component, EventSkus skus) {
    super(uri, component);
    this.skus = skus;
  }

  @Override
  public Producer createProducer() {
    int tries =
        Integer.parseInt(
            getCamelContext().resolvePropertyPlaceholders("{{lowstock.describeAttempts}}"));
    return new SkusProducer(this, skus, tries);
  }

  @Override
  public Consumer createConsumer(Processor route) {
    throw new UnsupportedOperationException("etsy:skus answers for an event: it is a to");
  }
}
