package dev.lowstock.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lowstock.alert.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.apache.camel.builder.RouteBuilder;

/** Etsy's and Telegram's side of the routes: they say what a test told them to. */
final class Neighbours extends RouteBuilder implements AutoCloseable {
  private final Queue<Exception> telegramTroubles = new ArrayDeque<>();
  private final List<Message> sent = new ArrayList<>();
  private final HttpServer etsy;
  private volatile int status = 200;
  private volatile String listing = "";

  Neighbours() {
    try {
      etsy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    etsy.createContext("/", this::answer);
    etsy.start();
    etsyNamesSkus();
  }

  /** Where Etsy is. */
  String etsyUrl() {
    return "http://127.0.0.1:" + etsy.getAddress().getPort();
  }

  void telegramFailsNextWith(Exception trouble) {
    telegramTroubles.add(trouble);
  }

  /** What Etsy answers when it is asked for a listing. */
  void etsyAnswers(int statusOfAnswer, String body) {
    status = statusOfAnswer;
    listing = body;
  }

  void etsyNamesSkus(String... codes) {
    String skus = Arrays.stream(codes).map(code -> '"' + code + '"').collect(joining(", "));
    etsyAnswers(200, "{\"results\": [{\"sku\": [" + skus + "]}]}");
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
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean logIn = exchange.getRequestURI().getPath().contains("oauth");
    byte[] body =
        (logIn
                ? "login_url=https%3A%2F%2Fwww.etsy.com%2Foauth%2Fsignin%3Foauth_token"
                    + "%3Drequest&oauth_token=request&oauth_token_secret=secret"
                    + "&oauth_callback_confirmed=true"
                : listing)
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(logIn ? 200 : status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    etsy.stop(0);
  }
}
