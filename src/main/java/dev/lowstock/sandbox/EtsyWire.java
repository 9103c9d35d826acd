package dev.lowstock.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The connection of one request, with all the ways to answer it badly; waits end with the server.
 */
final class EtsyWire {

  private final HttpExchange exchange;
  private final CountDownLatch closing;
  private int status;

  EtsyWire(HttpExchange exchange, CountDownLatch closing) {
    this.exchange = exchange;
    this.closing = closing;
  }

  void send(EtsyReply reply) throws IOException {
    byte[] body = begin(reply);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Announces the whole body and sends only its first half. */
  void sendHalf(EtsyReply reply) throws IOException {
    byte[] body = begin(reply);
    OutputStream out = exchange.getResponseBody();
    out.write(body, 0, body.length / 2);
    out.flush();
  }

  /** Sends one byte after the other, with a pause behind each. */
  void trickle(EtsyReply reply, Duration pause) throws IOException, InterruptedException {
    byte[] body = begin(reply);
    OutputStream out = exchange.getResponseBody();
    for (byte next : body) {
      out.write(next);
      out.flush();
      pause(pause);
    }
    exchange.close();
  }

  /** Sends the middle over and over, in chunks, until it was at least so many bytes. */
  void sendEndless(EtsyReply start, String middle, String end, long bytes) throws IOException {
    headers(start);
    exchange.sendResponseHeaders(start.status(), 0);
    byte[] again = middle.getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(start.body().getBytes(StandardCharsets.UTF_8));
      for (long sent = 0; sent < bytes; sent += again.length) {
        out.write(again);
      }
      out.write(end.getBytes(StandardCharsets.UTF_8));
    }
    exchange.close();
  }

  /** Sends bytes that are no text, as they are. */
  void send(EtsyReply head, byte[] body) throws IOException {
    headers(head);
    exchange.sendResponseHeaders(head.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Of the answer that was begun; 0 if none was. */
  int status() {
    return status;
  }

  void pause(Duration length) throws InterruptedException {
    boolean ended = closing.await(length.toMillis(), TimeUnit.MILLISECONDS);
    if (ended) {
      hangUp();
    }
  }

  void hang() throws InterruptedException {
    closing.await();
    hangUp();
  }

  void hangUp() {
    exchange.close();
  }

  private byte[] begin(EtsyReply reply) throws IOException {
    headers(reply);
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    return body;
  }

  private void headers(EtsyReply reply) {
    status = reply.status();
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    reply.headers().forEach(exchange.getResponseHeaders()::set);
  }
}
