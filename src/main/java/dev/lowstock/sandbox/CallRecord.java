package dev.lowstock.sandbox;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes down a request without anything that could be used again. */
final class CallRecord {

  private static final String HIDDEN = "***";
  private static final Set<String> SECRET_HEADERS = Set.of("authorization", "x-api-key", "cookie");
  private static final Set<String> PLAIN_FIELDS =
      Set.of("grant_type", "client_id", "redirect_uri", "shop", "decision");

  private CallRecord() {}

  static EtsyCall of(EtsyEndpoint endpoint, EtsyRequest request, Instant at) {
    Map<String, String> headers = new TreeMap<>(request.headers());
    headers.replaceAll((name, value) -> SECRET_HEADERS.contains(name) ? HIDDEN : value);
    Map<String, String> form = new TreeMap<>(request.formByName());
    form.replaceAll((name, value) -> PLAIN_FIELDS.contains(name) ? value : HIDDEN);
    return new EtsyCall(
        endpoint,
        request.method(),
        request.url().getPath(),
        request.url().getRawQuery(),
        at,
        Map.copyOf(headers),
        Map.copyOf(form));
  }
}
