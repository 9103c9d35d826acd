package dev.lowstock.stock.component;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** {@code to: stock:record}: records what was noticed. */
final class RecordEndpoint extends DefaultEndpoint {
  private final StockComponent component;
  private final StockComponent.Parts parts;

  RecordEndpoint(String uri, StockComponent component, StockComponent.Parts parts) {
    super(uri, component);
    this.component = component;
    this.parts = parts;
  }

  @Override
  public Producer createProducer() {
    return new RecordProducer(this, component, parts);
  }

  @Override
  public Consumer createConsumer(Processor route) {
    throw new UnsupportedOperationException("stock:record records what was noticed: it is a to");
  }
}
