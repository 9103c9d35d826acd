package dev.lowstock.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/**
 * The faults that are switched on; the first that fits a request is used up by one. Thread-safe.
 */
final class TelegramFaults {
  /** Does what was asked, for the faults that come after it. */
  interface Doing {
    TelegramAnswer answer() throws InterruptedException;
  }

  private static final class Planned {
    final String method;
    final TelegramFault fault;
    final AtomicInteger left;

    Planned(String method, TelegramFault fault, int times) {
      this.method = method;
      this.fault = fault;
      this.left = new AtomicInteger(times);
    }
  }

  private final CopyOnWriteArrayList<Planned> planned = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch healed = new CountDownLatch(1);

  void plan(String method, TelegramFault fault, int times) {
    planned.add(new Planned(method, fault, times));
  }

  Optional<TelegramFault> next(String method) {
    return planned.stream()
        .filter(plan -> plan.method.isEmpty() || plan.method.equalsIgnoreCase(method))
        .filter(plan -> plan.left.getAndDecrement() > 0)
        .map(plan -> plan.fault)
        .findFirst();
  }

  /** Ends all faults; what they hold is cut off. */
  void heal() {
    planned.clear();
    CountDownLatch held = healed;
    healed = new CountDownLatch(1);
    held.countDown();
  }

  /** Answers as the fault wants it; what is not written is cut off afterwards. */
  void play(TelegramFault fault, HttpExchange http, Doing doing)
      throws IOException, InterruptedException {
    CountDownLatch release = healed;
    if (fault instanceof TelegramFault.Refuses refuses) {
      TelegramWire.write(
          http,
          TelegramAnswer.refused(refuses.code(), refuses.description(), refuses.parameters()));
    } else if (fault instanceof TelegramFault.AnswersHtml html) {
      http.getResponseHeaders().set("Location", "/elsewhere");
      TelegramWire.write(http, html.status(), "text/html", "<html><body>Bad Gateway</body></html>");
    } else if (fault instanceof TelegramFault.AnswersJson own) {
      TelegramWire.write(http, 200, "application/json", own.json());
    } else if (fault instanceof TelegramFault.AnswersText text) {
      TelegramWire.write(http, 200, text.contentType(), text.text().getBytes(text.charset()));
    } else if (fault instanceof TelegramFault.AnswersMegabytes answer) {
      flood(http, answer.megabytes(), answer.zipped());
    } else if (fault instanceof TelegramFault.Redirects redirect) {
      http.getResponseHeaders().set("Location", redirect.baseUri() + http.getRequestURI());
      http.sendResponseHeaders(redirect.status(), -1);
    } else if (fault instanceof TelegramFault.LosesAnswer) {
      var unused = doing.answer();
    } else if (fault instanceof TelegramFault.NeverAnswers) {
      release.await();
    } else if (fault instanceof TelegramFault.StallsMidAnswer) {
      byte[] body = TelegramWire.open(http, doing.answer());
      flush(http, body, 0, body.length / 2);
      release.await();
    } else if (fault instanceof TelegramFault.Trickles trickles) {
      trickle(http, TelegramWire.open(http, doing.answer()), trickles.pause(), release);
    } else if (fault instanceof TelegramFault.IsLate late) {
      release.await(late.delay().toMillis(), TimeUnit.MILLISECONDS);
      TelegramWire.write(http, doing.answer());
    }
  }

  private static void flood(HttpExchange http, int megabytes, boolean zipped) throws IOException {
    if (zipped) {
      http.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    http.getResponseHeaders().set("Content-Type", "application/json");
    http.sendResponseHeaders(200, 0);
    byte[] start = "{\"ok\":true,\"result\":\"".getBytes(StandardCharsets.US_ASCII);
    byte[] megabyte = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out =
        zipped ? new GZIPOutputStream(http.getResponseBody()) : http.getResponseBody()) {
      out.write(start);
      for (int written = 0; written < megabytes; written++) {
        out.write(megabyte);
      }
      out.write("\"}".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void trickle(
      HttpExchange http, byte[] body, Duration pause, CountDownLatch release)
      throws IOException, InterruptedException {
    for (int at = 0; at < body.length; at++) {
      flush(http, body, at, 1);
      release.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static void flush(HttpExchange http, byte[] body, int from, int length)
      throws IOException {
    OutputStream out = http.getResponseBody();
    out.write(body, from, length);
    out.flush();
  }
}
