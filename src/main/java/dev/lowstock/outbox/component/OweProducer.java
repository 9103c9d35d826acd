package dev.lowstock.outbox.component;

import dev.lowstock.outbox.OwedAlerts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code to: outbox:owe}: owes the stock event in variable {@code event} to the chats in the body,
 * rows of {@code select-recipients.sql}, and to the operator's channels in {@code channels}, after
 * {@code holdSeconds}; or to nobody if {@code tell} is false. In either case the event is described
 * then.
 */
final class OweProducer extends DefaultProducer {
  private final OwedAlerts alerts;

  OweProducer(Endpoint endpoint, OwedAlerts alerts) {
    super(endpoint);
    this.alerts = alerts;
  }

  @Override
  @SuppressWarnings("unchecked")
  public void process(Exchange exchange) {
    Map<String, Object> event = exchange.getVariable("event", Map.class);
    List<Map<String, Object>> recipients = exchange.getMessage().getBody(List.class);
    if (event == null) {
      throw new IllegalArgumentException("outbox:owe needs the stock event in variable event");
    }
    Boolean tell = exchange.getVariable("tell", Boolean.class);
    Long holdSeconds = exchange.getVariable("holdSeconds", Long.class);
    alerts.describe(
        event,
        recipients == null ? List.of() : recipients,
        new OwedAlerts.Decision(
            tell == null || tell,
            holdSeconds == null ? 0 : holdSeconds,
            channels(exchange.getVariable("channels", "", String.class)),
            exchange.getVariable("skus", String.class),
            exchange.getVariable("skusMissing", String.class)));
  }

  private static List<String> channels(String names) {
    return Stream.of(names.split(",", -1)).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }
}
