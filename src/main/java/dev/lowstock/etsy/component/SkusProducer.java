package dev.lowstock.etsy.component;

import dev.lowstock.etsy.EventSkus.Answer;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Sets variable {@code skus}, one a line, or {@code skusMissing}; and the body and variable {@code
 * event} to the event with what more of it is known now.
 */
final class SkusProducer extends DefaultProducer {
  private final Function<Map<String, Object>, Answer> skus;

  SkusProducer(Endpoint endpoint, Function<Map<String, Object>, Answer> skus) {
    super(endpoint);
    this.skus = skus;
  }

  @Override
  @SuppressWarnings("unchecked")
  public void process(Exchange exchange) {
    Map<String, Object> event = exchange.getMessage().getBody(Map.class);
    if (event == null) {
      throw new IllegalArgumentException("etsy:skus needs a stock event in the body");
    }
    Answer answer = skus.apply(event);
    exchange.getMessage().setBody(answer.event());
    exchange.setVariable("event", answer.event());
    exchange.setVariable("skus", answer.skus());
    exchange.setVariable("skusMissing", answer.missing());
  }
}
