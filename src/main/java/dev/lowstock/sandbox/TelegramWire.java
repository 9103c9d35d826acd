package dev.lowstock.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads parameters in all four forms the Bot API takes, and writes answers. */
final class TelegramWire {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private TelegramWire() {}

  static Object json(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw TelegramRefusal.badRequest("object expected as JSON: " + e.getOriginalMessage());
    }
  }

  static Map<String, Object> jsonObject(String text) throws JsonProcessingException {
    return JSON.readValue(text, OBJECT);
  }

  static Map<String, Object> parameters(HttpExchange http) throws IOException {
    byte[] body = http.getRequestBody().readAllBytes();
    Map<String, Object> parameters = new LinkedHashMap<>();
    readForm(http.getRequestURI().getRawQuery(), parameters);
    String type = http.getRequestHeaders().getFirst("Content-Type");
    if (type == null || body.length == 0) {
      return parameters;
    }
    if (type.startsWith("application/json")) {
      parameters.putAll(jsonObject(new String(body, UTF_8)));
    } else if (type.startsWith("multipart/form-data")) {
      parameters.putAll(MultipartForm.read(type, body));
    } else if (type.startsWith("application/x-www-form-urlencoded")) {
      readForm(new String(body, UTF_8), parameters);
    }
    return parameters;
  }

  private static void readForm(@Nullable String form, Map<String, Object> parameters) {
    if (form == null || form.isEmpty()) {
      return;
    }
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      parameters.put(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8));
    }
  }

  /** Sends the head; the body, which is returned, is the caller's to send. */
  static byte[] open(HttpExchange http, TelegramAnswer answer) throws IOException {
    byte[] body = JSON.writeValueAsBytes(answer.json());
    http.getResponseHeaders().set("Content-Type", "application/json");
    if (answer.json().get("parameters") instanceof Map<?, ?> parameters
        && parameters.get("retry_after") != null) {
      http.getResponseHeaders().set("Retry-After", String.valueOf(parameters.get("retry_after")));
    }
    http.sendResponseHeaders(answer.status(), body.length);
    return body;
  }

  static void write(HttpExchange http, TelegramAnswer answer) throws IOException {
    byte[] body = open(http, answer);
    http.getResponseBody().write(body);
  }

  static void write(HttpExchange http, int status, String type, String text) throws IOException {
    write(http, status, type, text.getBytes(UTF_8));
  }

  static void write(HttpExchange http, int status, String type, byte[] body) throws IOException {
    http.getResponseHeaders().set("Content-Type", type);
    http.sendResponseHeaders(status, body.length);
    http.getResponseBody().write(body);
  }
}
