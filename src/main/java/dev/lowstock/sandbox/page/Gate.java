package dev.lowstock.sandbox.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.Set;

/**
 * Lets only the page itself drive the demo: not a name that somebody points at loopback, nor
 * another page that is open in the same browser.
 */
final class Gate {
  /** No other page may send it without asking, and nobody answers when it asks. */
  static final String HEADER = "X-Lowstock-Demo";

  private final Set<String> hosts;

  Gate(int port) {
    this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
  }

  void checkHost(HttpExchange exchange) throws ActionRefused {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null || !hosts.contains(host)) {
      throw new ActionRefused(403, "This page has another address");
    }
  }

  void checkOwnPage(HttpExchange exchange) throws ActionRefused {
    Headers headers = exchange.getRequestHeaders();
    String origin = headers.getFirst("Origin");
    boolean own = origin == null || origin.equals("http://" + headers.getFirst("Host"));
    String json = headers.getFirst("Content-Type");
    if (!own
        || !headers.containsKey(HEADER)
        || json == null
        || !json.startsWith("application/json")) {
      throw new ActionRefused(403, "Only the demo's own page may do that");
    }
  }
}
