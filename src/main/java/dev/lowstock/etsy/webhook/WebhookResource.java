package dev.lowstock.etsy.webhook;

import dev.lowstock.etsy.webhook.WebhookRefused.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook's {@code resource_url} names: ids, and nothing else of it is used. It is never
 * fetched.
 */
record WebhookResource(@Nullable Long shopId, @Nullable Long listingId, @Nullable Long receiptId) {

  static final WebhookResource NONE = new WebhookResource(null, null, null);

  /** Both are documented as Etsy's (Etsy API v3, requests). */
  private static final Set<String> HOSTS = Set.of("api.etsy.com", "openapi.etsy.com");

  private static final String ROOT = "/v3/application/";
  private static final Set<String> NAMED = Set.of("shops", "listings", "receipts");

  /**
   * Reads the ids.
   *
   * @param text as Etsy sent it; its own example has a line break inside
   * @param etsy the base of Etsy's API as this program is set to call it
   * @throws WebhookRefused when it is on another host, or names nothing of Etsy's
   */
  static WebhookResource read(String text, URI etsy) {
    URI uri = uri(text.replaceAll("\\s", ""));
    String path = uri.getRawPath();
    String root = root(uri, etsy);
    if (path == null || !path.startsWith(root)) {
      throw malformed("resource_url is no resource of API v3");
    }
    return ids(List.of(path.substring(root.length()).split("/", -1)));
  }

  /** The path that resources of an address we know begin with. */
  private static String root(URI uri, URI etsy) {
    String host = uri.getHost();
    if (host != null && uri.getRawUserInfo() == null) {
      if (isAt(uri, etsy)) {
        return etsy.getRawPath().replaceAll("/$", "") + ROOT;
      }
      if ("https".equalsIgnoreCase(uri.getScheme())
          && HOSTS.contains(host.toLowerCase(Locale.ROOT))
          && (uri.getPort() == -1 || uri.getPort() == 443)) {
        return ROOT;
      }
    }
    throw malformed("resource_url is not on a host of Etsy's");
  }

  private static boolean isAt(URI uri, URI etsy) {
    return etsy.getHost().equalsIgnoreCase(uri.getHost())
        && etsy.getScheme().equalsIgnoreCase(uri.getScheme())
        && etsy.getPort() == uri.getPort();
  }

  private static WebhookResource ids(List<String> path) {
    Map<String, Long> ids = new HashMap<>();
    for (int i = 0; i < path.size(); i++) {
      if (NAMED.contains(path.get(i))) {
        Long id = i + 1 < path.size() ? id(path.get(i + 1)) : null;
        if (id == null || ids.put(path.get(i), id) != null) {
          throw malformed("resource_url has no id where one should be");
        }
      }
    }
    if (ids.isEmpty()) {
      throw malformed("resource_url names no shop, listing or receipt");
    }
    return new WebhookResource(ids.get("shops"), ids.get("listings"), ids.get("receipts"));
  }

  /** An id as Etsy writes it: a positive int64; null when it is none. */
  static @Nullable Long id(String text) {
    try {
      return text.matches("[1-9]\\d{0,18}") ? Long.valueOf(text) : null;
    } catch (NumberFormatException tooLarge) {
      return null;
    }
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw malformed("resource_url is no address");
    }
  }

  private static WebhookRefused malformed(String why) {
    return new WebhookRefused(Reason.MALFORMED, why);
  }
}
