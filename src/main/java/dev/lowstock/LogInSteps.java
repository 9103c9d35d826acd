package dev.lowstock;

import dev.lowstock.etsy.login.LogInChat;
import dev.lowstock.etsy.login.LogInUnfinished;
import dev.lowstock.etsy.login.LogIns;
import dev.lowstock.telegram.ChatRequest;
import java.io.IOException;
import org.apache.camel.Exchange;

/** Starts and ends log-ins for the routes of chats, by their variables. Thread-safe. */
public final class LogInSteps {
  private final LogIns logIns;

  LogInSteps(LogIns logIns) {
    this.logIns = logIns;
  }

  /** Sets variable {@code loginUrl}. */
  public void start(Exchange exchange) throws IOException {
    exchange.setVariable("loginUrl", logIns.start(chat(exchange)));
  }

  /** Sets variable {@code grant} if Etsy gave the access and not the seller. */
  public void complete(Exchange exchange) throws IOException {
    try {
      logIns.complete(
          chat(exchange), exchange.getVariable("request", ChatRequest.class).argument());
    } catch (LogInUnfinished e) {
      exchange.setVariable("grant", true);
      throw e;
    }
  }

  private static LogInChat chat(Exchange exchange) {
    return new LogInChat(
        exchange.getVariable("channel", String.class),
        exchange.getVariable("address", String.class),
        exchange.getVariable("topic", Long.class),
        exchange.getVariable("userId", String.class),
        exchange.getVariable("language", String.class),
        exchange.getVariable("request", ChatRequest.class).chatName());
  }
}
