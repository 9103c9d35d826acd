package dev.lowstock.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An Etsy that answers at once and checks nothing: the feed with the pages of a {@link Feed},
 * everything else with a listing of two SKUs. Thread-safe.
 */
final class BenchEtsy implements AutoCloseable {

  /** What the feed answers to each request; it may wait, and may come to its end. */
  @FunctionalInterface
  interface Feed {
    /** The next page. */
    byte[] next() throws InterruptedException;

    /** The last page that was asked for has left as a whole. */
    default void sent(Instant at) {}
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(BenchEtsy::thread);
  private volatile Feed feed = () -> FeedPages.EMPTY;

  BenchEtsy() {
    // Without it each answer waits 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/v2/feeds/", this::answerFeed);
    server.createContext("/v2/listings/", this::answerListing);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void shows(Feed shown) {
    feed = shown;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answerFeed(HttpExchange exchange) throws IOException {
    Feed shown = feed;
    try {
      send(exchange, shown.next());
      shown.sent(Instant.now());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private void answerListing(HttpExchange exchange) throws IOException {
    String id = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
    send(exchange, FeedPages.listing(Long.parseLong(id)).getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "bench-etsy");
    thread.setDaemon(true);
    return thread;
  }
}
