package dev.lowstock.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An app's endpoint for webhooks, which may fail at first. Thread-safe. */
public final class HookEndpoint implements AutoCloseable {

  /** A webhook as it arrived. */
  public record Received(
      @Nullable String id,
      @Nullable String timestamp,
      @Nullable String signature,
      @Nullable String contentType,
      String body) {}

  private final HttpServer server;
  private final List<Received> received = new ArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();

  private HookEndpoint(HttpServer server) {
    this.server = server;
  }

  public static HookEndpoint open() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    HookEndpoint endpoint = new HookEndpoint(server);
    server.createContext("/hook", endpoint::receive);
    server.start();
    return endpoint;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  public void fails(int times) {
    failures.set(times);
  }

  public synchronized List<Received> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    add(
        new Received(
            headers.getFirst("webhook-id"),
            headers.getFirst("webhook-timestamp"),
            headers.getFirst("webhook-signature"),
            headers.getFirst("Content-Type"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    exchange.sendResponseHeaders(failures.getAndDecrement() > 0 ? 503 : 204, -1);
    exchange.close();
  }

  private synchronized void add(Received webhook) {
    received.add(webhook);
  }
}
