package dev.lowstock.telegram;

import dev.lowstock.alert.Message;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.TelegramMessage;
import org.apache.camel.component.telegram.model.NoChatIdRequired;
import org.apache.camel.component.telegram.model.OutgoingMessage;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * {@code to: telegram:bots}: sends the body and puts Telegram's result in its place, on the route's
 * own thread. A failure is the exchange's exception, so the step after it does not run. A {@link
 * Message} is sent by {@link MessageSender}, and stays.
 */
final class BotProducer extends DefaultProducer {
  private final SoundTelegramEndpoint endpoint;

  BotProducer(SoundTelegramEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  public void process(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof Message message) {
      endpoint.messages().send(exchange, message, endpoint::getTelegramService);
      return;
    }
    TelegramMessage message = message(exchange);
    Object result = endpoint.getTelegramService().send(message, chatId(message, exchange));
    exchange.getMessage().setBody(result);
  }

  private static TelegramMessage message(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    if (body == null) {
      throw new IllegalArgumentException("telegram:bots was given no body to send");
    }
    if (body instanceof TelegramMessage message) {
      return message;
    }
    // Camel would write a person what the object looks like in Java, an update with all its ids.
    boolean structure = body instanceof Map || body instanceof Collection;
    OutgoingMessage text = structure ? null : exchange.getMessage().getBody(OutgoingMessage.class);
    if (text == null) {
      throw new IllegalArgumentException(
          "telegram:bots cannot send a " + body.getClass().getName() + "; use an OutgoingMethod");
    }
    return text;
  }

  /** The message's own chat, else the header's, else the endpoint's. */
  private @Nullable String chatId(TelegramMessage message, Exchange exchange) {
    if (!(message instanceof OutgoingMessage outgoing) || !needsChat(outgoing)) {
      return null;
    }
    if (outgoing.getChatId() != null) {
      return outgoing.getChatId();
    }
    String header = exchange.getMessage().getHeader(UpdateHeaders.CHAT_ID, String.class);
    if (header != null && !header.isBlank()) {
      return header;
    }
    String configured = endpoint.getConfiguration().getChatId();
    if (configured == null) {
      throw new IllegalArgumentException(
          "telegram:bots was given no chat: set the header " + UpdateHeaders.CHAT_ID);
    }
    return configured;
  }

  private static boolean needsChat(OutgoingMessage message) {
    return message instanceof OutgoingMethod method
        ? method.needsChat()
        : !(message instanceof NoChatIdRequired);
  }
}
