package dev.lowstock.outbox.component;

import dev.lowstock.outbox.OwedAlerts;
import dev.lowstock.outbox.TriedAlerts;
import dev.lowstock.stock.component.Trial;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code to: outbox:owe}: owes the stock event in variable {@code event} to the chats in the body,
 * rows of {@code select-recipients.sql}, and to the operator's channels in {@code channels}, after
 * {@code holdSeconds}; or to nobody if {@code tell} is false. Those in {@code streams} get every
 * event at once. In either case the event is described then. For an event that is made up, the
 * messages are written and nothing is owed.
 */
final class OweProducer extends DefaultProducer {
  private final OwedAlerts alerts;
  private final TriedAlerts tried;
  private final OwedAlerts.Senders senders;

  OweProducer(Endpoint endpoint, OwedAlerts alerts, TriedAlerts tried, OwedAlerts.Senders senders) {
    super(endpoint);
    this.alerts = alerts;
    this.tried = tried;
    this.senders = senders;
  }

  @Override
  @SuppressWarnings("unchecked")
  public void process(Exchange exchange) {
    Map<String, Object> event = exchange.getVariable("event", Map.class);
    List<Map<String, Object>> rows = exchange.getMessage().getBody(List.class);
    if (event == null) {
      throw new IllegalArgumentException("outbox:owe needs the stock event in variable event");
    }
    Boolean tell = exchange.getVariable("tell", Boolean.class);
    Long holdSeconds = exchange.getVariable("holdSeconds", Long.class);
    List<Map<String, Object>> recipients = rows == null ? List.of() : rows;
    OwedAlerts.Decision decision =
        new OwedAlerts.Decision(
            tell == null || tell,
            holdSeconds == null ? 0 : holdSeconds,
            channels(exchange.getVariable("channels", "", String.class)),
            channels(exchange.getVariable("streams", "", String.class)),
            exchange.getVariable("skus", String.class),
            exchange.getVariable("skusMissing", String.class));
    if (Trial.isOn(exchange)) {
      Trial.note(exchange, tried.preview(event, recipients, decision));
    } else {
      alerts.describe(event, recipients, decision, senders);
    }
  }

  private static List<String> channels(String names) {
    return Stream.of(names.split(",", -1))
        .map(String::strip)
        .filter(n -> !n.isEmpty())
        .distinct()
        .toList();
  }
}
