package dev.lowstock.sandbox.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxTelegram;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves the demo's page on loopback: the page itself, its state, once or live, and the actions.
 * Thread-safe.
 */
public final class DemoPage implements AutoCloseable {
  private static final int USUAL_PORT = 8090;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(DemoPage::thread);
  private final PageFile file = PageFile.read();
  private final Gate gate;
  private final StateJson state;
  private final LiveState live;
  private final Actions actions;

  private DemoPage(HttpServer server, Scene scene) {
    this.server = server;
    this.gate = new Gate(server.getAddress().getPort());
    this.state = new StateJson(scene);
    this.live = new LiveState(state, scene.changes());
    this.actions = new Actions(scene);
  }

  /**
   * On the usual port, or on a free one when another program has that.
   *
   * @param webhooks where a bot of API v3 takes them; null for a bot of v2
   */
  public static DemoPage start(
      SandboxEtsy etsy, SandboxTelegram telegram, Clock clock, @Nullable WebhookTarget webhooks)
      throws IOException {
    HttpServer server = listen();
    DemoPage page = new DemoPage(server, Scene.open(etsy, telegram, clock, webhooks));
    server.setExecutor(page.threads);
    server.createContext("/", page::serve);
    server.start();
    return page;
  }

  /** What a person opens. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }

  private static HttpServer listen() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try {
      return HttpServer.create(new InetSocketAddress(loopback, USUAL_PORT), 0);
    } catch (BindException taken) {
      return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException, InterruptedException {
    try {
      gate.checkHost(exchange);
      switch (exchange.getRequestMethod()) {
        case "GET" -> show(exchange);
        case "POST" -> act(exchange);
        default -> throw new ActionRefused(405, "Only GET and POST");
      }
    } catch (ActionRefused refusal) {
      PageWire.write(exchange, refusal.status(), refusal.reason());
    }
  }

  private void show(HttpExchange exchange) throws IOException, InterruptedException, ActionRefused {
    switch (exchange.getRequestURI().getPath()) {
      case "/" -> {
        exchange.getResponseHeaders().set("Content-Security-Policy", file.contentSecurityPolicy());
        PageWire.write(exchange, 200, "text/html; charset=utf-8", file.html().getBytes(UTF_8));
      }
      case "/state" ->
          PageWire.write(exchange, 200, "application/json", state.write().getBytes(UTF_8));
      case "/live" -> live.serve(exchange);
      default -> throw new ActionRefused(404, "There is nothing here");
    }
  }

  private void act(HttpExchange exchange) throws IOException, ActionRefused {
    gate.checkOwnPage(exchange);
    actions.act(exchange.getRequestURI().getPath(), PageWire.read(exchange));
    PageWire.write(exchange, 204, "text/plain", new byte[0]);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "demo-page");
    thread.setDaemon(true);
    return thread;
  }
}
