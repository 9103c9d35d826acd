package dev.lowstock.outbox.component;

import dev.lowstock.alert.Message;
import dev.lowstock.outbox.Chats.Said;
import dev.lowstock.stock.component.Trial;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * {@code to: outbox:reply}: says the body to the chat in variables {@code channel} and {@code
 * address}, in {@code topic} of it, as {@link SpokenReplies} does. The body is a {@link Message},
 * or text, which is escaped and cut as {@link Message#of} does. If it is null or empty, nothing is
 * said. It stays the body.
 */
final class ReplyProducer extends DefaultProducer {
  private final SpokenReplies replies;

  ReplyProducer(Endpoint endpoint, SpokenReplies replies) {
    super(endpoint);
    this.replies = replies;
  }

  @Override
  public void process(Exchange exchange) {
    Message message = message(exchange);
    if (message == null || Trial.isOn(exchange)) {
      return;
    }
    replies.say(
        new Said(
            required(exchange, "channel"),
            required(exchange, "address"),
            exchange.getVariable("language", String.class),
            exchange.getVariable("topic", Long.class),
            message));
  }

  private static @Nullable Message message(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    if (body == null || body instanceof Message) {
      return (Message) body;
    }
    // Camel would write a person what rows look like in Java.
    boolean structure = body instanceof Map || body instanceof Collection;
    String text = structure ? null : exchange.getMessage().getBody(String.class);
    if (text == null) {
      throw new IllegalArgumentException(
          "outbox:reply cannot say a " + body.getClass().getName() + ": make a text of it");
    }
    return text.isBlank() ? null : Message.of(text);
  }

  private static String required(Exchange exchange, String variable) {
    String value = exchange.getVariable(variable, String.class);
    if (value == null) {
      throw new IllegalArgumentException("outbox:reply needs variable " + variable);
    }
    return value;
  }
}
