package dev.lowstock.outbox.component;

import dev.lowstock.alert.Message;
import dev.lowstock.outbox.Chats;
import dev.lowstock.stock.component.Trial;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code to: outbox:say}: owes variable {@code message} to the chat in {@code channel} and {@code
 * address}, in {@code topic} of it, in the transaction of the route, and has it delivered once that
 * is committed. If {@code holdMillis} is set, nothing is sent to the chat before.
 */
final class SayProducer extends DefaultProducer {
  private final Chats chats;

  SayProducer(Endpoint endpoint, Chats chats) {
    super(endpoint);
    this.chats = chats;
  }

  @Override
  public void process(Exchange exchange) {
    if (Trial.isOn(exchange)) {
      return;
    }
    chats.owe(
        new Chats.Said(
            required(exchange, "channel", String.class),
            required(exchange, "address", String.class),
            exchange.getVariable("language", String.class),
            exchange.getVariable("topic", Long.class),
            required(exchange, "message", Message.class)),
        exchange.getVariable("holdMillis", Long.class));
  }

  private static <T> T required(Exchange exchange, String variable, Class<T> type) {
    T value = exchange.getVariable(variable, type);
    if (value == null) {
      throw new IllegalArgumentException("outbox:say needs variable " + variable);
    }
    return value;
  }
}
