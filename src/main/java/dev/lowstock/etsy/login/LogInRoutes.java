package dev.lowstock.etsy.login;

import dev.lowstock.chat.ChatRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The log-ins by their routes {@code connect-seller} and {@code complete-login}. */
public final class LogInRoutes implements LogIns {
  private final Supplier<CamelContext> camel;

  public LogInRoutes(Supplier<CamelContext> camel) {
    this.camel = camel;
  }

  @Override
  public String start(LogInChat chat) throws IOException {
    return done(call("direct:connect-seller", variables(chat, "")))
        .getVariable("loginUrl", String.class);
  }

  @Override
  public boolean isOpen(LogInChat chat) {
    return !open(chat).isEmpty();
  }

  @Override
  public void complete(LogInChat chat, String sent) throws IOException {
    Map<String, @Nullable Object> variables = variables(chat, sent);
    variables.put("logins", open(chat));
    Exchange ended = call("direct:complete-login", variables);
    Exception failure = ended.getException();
    if (failure != null
        && !(failure instanceof dev.lowstock.etsy.EtsyRefusedPin)
        && !(failure instanceof dev.lowstock.etsy.KeyRefused)
        && ended.getVariable("grant") != null
        && ended.getVariable("seller") == null) {
      throw new LogInUnfinished(failure);
    }
    done(ended);
  }

  private List<?> open(LogInChat chat) {
    Exchange found =
        call("sql:classpath:sql/select-open-logins.sql", variables(chat, ""));
    if (found.getException() instanceof RuntimeException e) {
      throw e;
    }
    return found.getMessage().getBody(List.class);
  }

  private Exchange call(String uri, Map<String, @Nullable Object> variables) {
    return camel
        .get()
        .createFluentProducerTemplate()
        .to(uri)
        .withProcessor(exchange -> variables.forEach(exchange::setVariable))
        .send();
  }

  private static Exchange done(Exchange exchange) throws IOException {
    if (exchange.getException() instanceof RuntimeException e) {
      throw e;
    }
    if (exchange.getException() instanceof IOException e) {
      throw e;
    }
    if (exchange.getException() != null) {
      throw new IllegalStateException(exchange.getException());
    }
    return exchange;
  }

  private static Map<String, @Nullable Object> variables(LogInChat chat, String sent) {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("channel", chat.channel());
    variables.put("address", chat.address());
    variables.put("topic", chat.topic());
    variables.put("userId", chat.userId());
    variables.put("language", chat.language());
    variables.put(
        "request",
        new ChatRequest(
            "pin",
            chat.address(),
            chat.userId() == null ? "" : chat.userId(),
            chat.language(),
            sent,
            null,
            null,
            null,
            false,
            false,
            chat.chatName() == null ? "" : chat.chatName()));
    return variables;
  }
}
