package dev.lowstock.store;

import static java.util.stream.Collectors.joining;

import dev.lowstock.alert.Message;
import dev.lowstock.etsy.v2.EtsyAnswer;
import dev.lowstock.etsy.v2.SignedCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

/** Etsy's and Telegram's side of the routes: they say what a test told them to. */
final class Neighbours extends RouteBuilder {
  private final Queue<Exception> telegramTroubles = new ArrayDeque<>();
  private final List<Message> sent = new ArrayList<>();
  private @Nullable Exception etsyTrouble;
  private String skus = "";

  void telegramFailsNextWith(Exception trouble) {
    telegramTroubles.add(trouble);
  }

  void etsyFailsWith(Exception trouble) {
    etsyTrouble = trouble;
  }

  void etsyNamesSkus(String... codes) {
    etsyTrouble = null;
    skus = Arrays.stream(codes).map(code -> '"' + code + '"').collect(joining(", "));
  }

  /** What Telegram has taken. */
  List<Message> sent() {
    return sent;
  }

  void forget() {
    telegramTroubles.clear();
    sent.clear();
    etsyNamesSkus();
  }

  @Override
  public void configure() {
    from("direct:notify-telegram")
        .routeId("notify-telegram")
        .errorHandler(noErrorHandler())
        .process(
            exchange -> {
              Exception trouble = telegramTroubles.poll();
              if (trouble != null) {
                throw trouble;
              }
              sent.add(exchange.getVariable("message", Message.class));
            });
    from("direct:call-etsy")
        .routeId("call-etsy")
        .errorHandler(noErrorHandler())
        .process(exchange -> exchange.getMessage().setBody(answer(exchange)));
  }

  private EtsyAnswer answer(Exchange exchange) throws Exception {
    if (exchange.getVariable("call", SignedCall.class).path().contains("oauth")) {
      return new EtsyAnswer(
          200,
          "login_url=https%3A%2F%2Fwww.etsy.com%2Foauth%2Fsignin%3Foauth_token"
              + "%3Drequest&oauth_token=request&oauth_token_secret=secret"
              + "&oauth_callback_confirmed=true");
    }
    if (etsyTrouble != null) {
      throw etsyTrouble;
    }
    return new EtsyAnswer(200, "{\"results\": [{\"sku\": [" + skus + "]}]}");
  }
}
