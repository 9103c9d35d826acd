package dev.lowstock.sandbox.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** The state as server-sent events: at once, and again after every change. Thread-safe. */
final class LiveState {
  private static final int MOST_READERS = 32;
  // Writing now and then is how a reader who has left is noticed.
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

  private final Semaphore readers = new Semaphore(MOST_READERS);
  private final StateJson state;
  private final Changes changes;

  LiveState(StateJson state, Changes changes) {
    this.state = state;
    this.changes = changes;
  }

  void serve(HttpExchange exchange) throws IOException, InterruptedException, ActionRefused {
    if (!readers.tryAcquire()) {
      throw new ActionRefused(503, "Too many pages are open");
    }
    try (OutputStream out = PageWire.open(exchange, "text/event-stream; charset=utf-8")) {
      send(out, "retry: 1000\n\n");
      long seen = -1;
      while (true) {
        long now = changes.awaitMoreThan(seen, SIGN_OF_LIFE);
        send(out, now > seen ? "data: " + state.write() + "\n\n" : ": still here\n\n");
        seen = now;
      }
    } finally {
      readers.release();
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
