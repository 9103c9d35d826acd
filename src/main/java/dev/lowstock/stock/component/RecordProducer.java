package dev.lowstock.stock.component;

import dev.lowstock.stock.Noticed;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Records what a source has noticed, in the transaction of the route, and has the events described
 * once that is committed. What is in the body counts for nothing.
 */
final class RecordProducer extends DefaultProducer {
  private final StockComponent.Parts parts;

  RecordProducer(Endpoint endpoint, StockComponent.Parts parts) {
    super(endpoint);
    this.parts = parts;
  }

  @Override
  public void process(Exchange exchange) {
    Noticed noticed = Noticing.get(exchange);
    parts.rows().record(noticed);
    if (!noticed.events().isEmpty()) {
      parts.noticed().send();
    }
  }
}
