package dev.lowstock.stock.component;

import dev.lowstock.stock.StockEvent;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Records what a source has noticed, in the transaction of the route, and has the events described
 * once that is committed. What is in the body counts for nothing. Events that look-at-listings has
 * recorded by itself are found within half a second.
 */
final class RecordProducer extends DefaultProducer {
  private final StockComponent component;
  private final StockComponent.Parts parts;

  RecordProducer(Endpoint endpoint, StockComponent component, StockComponent.Parts parts) {
    super(endpoint);
    this.component = component;
    this.parts = parts;
  }

  @Override
  public void process(Exchange exchange) {
    List<StockEvent> recorded = parts.rows().record(Noticing.get(exchange));
    if (component.takeRecorded(recorded) < recorded.size()) {
      parts.source().signal().send();
    }
  }
}
