package dev.lowstock.sandbox;

import com.sun.net.httpserver.HttpExchange;
import dev.lowstock.sandbox.OAuth1Signature.Parameter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as it came, its query decoded; the URL is the one the caller used and signed. */
record EtsyRequest(
    String method,
    URI url,
    Map<String, String> query,
    @Nullable String authorization,
    List<Parameter> form) {

  static EtsyRequest read(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    URI url = URI.create("http://" + exchange.getRequestHeaders().getFirst("Host")).resolve(asked);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    boolean isForm = type != null && type.startsWith("application/x-www-form-urlencoded");
    return new EtsyRequest(
        exchange.getRequestMethod(),
        url,
        byName(OAuth1Signature.parameters(url.getRawQuery())),
        exchange.getRequestHeaders().getFirst("Authorization"),
        OAuth1Signature.parameters(isForm ? body : ""));
  }

  Map<String, String> formByName() {
    return byName(form);
  }

  EtsyRequest with(String name, String value) {
    Map<String, String> changed = new HashMap<>(query);
    changed.put(name, value);
    return new EtsyRequest(method, url, changed, authorization, form);
  }

  private static Map<String, String> byName(List<Parameter> parameters) {
    Map<String, String> byName = new HashMap<>();
    parameters.forEach(parameter -> byName.putIfAbsent(parameter.name(), parameter.value()));
    return byName;
  }
}
