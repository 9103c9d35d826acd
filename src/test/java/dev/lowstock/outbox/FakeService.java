package dev.lowstock.outbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A web service that takes messages, and answers as it is told. */
final class FakeService implements AutoCloseable {
  final BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();
  final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  record Taken(String path, Headers headers, String body) {
    String header(String name) {
      return headers.getFirst(name);
    }
  }

  record Answer(int status, Map<String, String> headers) {}

  FakeService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        call -> {
          String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          taken.add(new Taken(call.getRequestURI().toString(), call.getRequestHeaders(), body));
          Answer answer = answers.poll();
          if (answer != null) {
            answer.headers().forEach(call.getResponseHeaders()::set);
          }
          call.sendResponseHeaders(answer == null ? 204 : answer.status(), -1);
          call.close();
        });
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  void answers(int status, Map<String, String> headers) {
    answers.add(new Answer(status, headers));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
