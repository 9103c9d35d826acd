package dev.lowstock.sandbox.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/** Reads a small JSON body, and writes answers that no browser keeps or guesses about. */
final class PageWire {
  private static final int LARGEST_BODY = 32 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private PageWire() {}

  static JsonNode read(HttpExchange exchange) throws IOException, ActionRefused {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new ActionRefused(413, "That is too much at once");
    }
    try {
      JsonNode json = JSON.readTree(body);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException malformed) {
      // Said below.
    }
    throw new ActionRefused(400, "The body has to be a JSON object");
  }

  static void write(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    head(exchange, type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  static void write(HttpExchange exchange, int status, String text) throws IOException {
    write(exchange, status, "text/plain; charset=utf-8", text.getBytes(UTF_8));
  }

  /** An answer that goes on until one side ends it. */
  static OutputStream open(HttpExchange exchange, String type) throws IOException {
    head(exchange, type);
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private static void head(HttpExchange exchange, String type) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
  }
}
