package dev.lowstock.outbox.component;

import java.util.function.Function;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** An endpoint that puts something into the outbox. */
final class ToEndpoint extends DefaultEndpoint {
  private final Function<Endpoint, Producer> producer;

  ToEndpoint(String uri, Component component, Function<Endpoint, Producer> producer) {
    super(uri, component);
    this.producer = producer;
  }

  @Override
  public Producer createProducer() {
    return producer.apply(this);
  }

  @Override
  public Consumer createConsumer(Processor route) {
    throw new UnsupportedOperationException(getEndpointUri() + " takes messages: it is a to");
  }
}
