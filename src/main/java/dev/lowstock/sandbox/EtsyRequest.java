package dev.lowstock.sandbox;

import com.sun.net.httpserver.HttpExchange;
import dev.lowstock.sandbox.OAuth1Signature.Parameter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came, its query decoded; the URL is the one the caller used and signed.
 *
 * @param headers by lower-case name
 * @param form the fields of a body that is a form or a JSON object
 */
record EtsyRequest(
    String method,
    URI url,
    Map<String, String> query,
    Map<String, String> headers,
    List<Parameter> form) {

  static EtsyRequest read(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    URI url = URI.create("http://" + exchange.getRequestHeaders().getFirst("Host")).resolve(asked);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return new EtsyRequest(
        exchange.getRequestMethod(),
        url,
        byName(OAuth1Signature.parameters(url.getRawQuery())),
        headers,
        fields(headers.getOrDefault("content-type", ""), body));
  }

  @Nullable String authorization() {
    return headers.get("authorization");
  }

  Map<String, String> formByName() {
    return byName(form);
  }

  EtsyRequest with(String name, String value) {
    Map<String, String> changed = new HashMap<>(query);
    changed.put(name, value);
    return new EtsyRequest(method, url, changed, headers, form);
  }

  private static List<Parameter> fields(String type, String body) {
    if (type.startsWith("application/x-www-form-urlencoded")) {
      return OAuth1Signature.parameters(body);
    }
    if (type.startsWith("application/json")) {
      return Envelopes.value(body).properties().stream()
          .map(field -> new Parameter(field.getKey(), field.getValue().asText()))
          .toList();
    }
    return List.of();
  }

  private static Map<String, String> byName(List<Parameter> parameters) {
    Map<String, String> byName = new HashMap<>();
    parameters.forEach(parameter -> byName.putIfAbsent(parameter.name(), parameter.value()));
    return byName;
  }
}
