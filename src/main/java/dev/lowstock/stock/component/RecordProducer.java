package dev.lowstock.stock.component;

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
    parts.rows().record(Noticing.get(exchange));
    // Also without news: look-at-listings may have recorded events of its own.
    parts.source().signal().send();
  }
}
