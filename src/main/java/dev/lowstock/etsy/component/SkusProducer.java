package dev.lowstock.etsy.component;

import dev.lowstock.etsy.EventSkus;
import dev.lowstock.etsy.EventSkus.Answer;
import dev.lowstock.stock.component.Trial;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Sets variable {@code skus}, one a line, or {@code skusMissing}; and the body and variable {@code
 * event} to the event with what more of it is known now.
 */
final class SkusProducer extends DefaultProducer {
  private final EventSkus skus;
  private final int tries;

  SkusProducer(Endpoint endpoint, EventSkus skus, int tries) {
    super(endpoint);
    this.skus = skus;
    this.tries = tries;
  }

  @Override
  @SuppressWarnings("unchecked")
  public void process(Exchange exchange) {
    Map<String, Object> event = exchange.getMessage().getBody(Map.class);
    if (event == null) {
      throw new IllegalArgumentException("etsy:skus needs a stock event in the body");
    }
    Answer answer = Trial.isOn(exchange) ? skus.tryOut(event) : skus.find(event, tries);
    exchange.getMessage().setBody(answer.event());
    exchange.setVariable("event", answer.event());
    exchange.setVariable("skus", answer.skus());
    exchange.setVariable("skusMissing", answer.missing());
  }
}
