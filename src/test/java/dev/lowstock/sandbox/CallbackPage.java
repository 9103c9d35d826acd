package dev.lowstock.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An app's page to come back to: it asks for a confirmation, unless it is asked with "old". */
final class CallbackPage implements AutoCloseable {

  private static final String FORM =
      """
      <form action="/search"><input name="q"></form>
      <FORM class="x" action="/etsy/confirm?from=page&amp;to=bot" METHOD="post">
      <input type="hidden" name="ticket" value="a&amp;b">
      <button name="confirm" value="yes">Connect</button>
      </FORM>
      """;

  private final HttpServer server;

  private CallbackPage(HttpServer server) {
    this.server = server;
  }

  static CallbackPage open() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/etsy/callback", CallbackPage::ask);
    server.createContext("/etsy/confirm", CallbackPage::confirm);
    server.start();
    return new CallbackPage(server);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/etsy/callback";
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void ask(HttpExchange exchange) throws IOException {
    boolean old = exchange.getRequestURI().getQuery().startsWith("old");
    exchange.getResponseHeaders().add("Set-Cookie", "tab=1");
    write(exchange, old ? 410 : 200, old ? "This link is too old" : FORM);
  }

  private static void confirm(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String[] fields = form.split("&", -1);
    Arrays.sort(fields);
    boolean sameTab = "tab=1".equals(exchange.getRequestHeaders().getFirst("Cookie"));
    write(exchange, 200, sameTab ? "Connected with " + String.join("&", fields) : "Who are you?");
  }

  private static void write(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
