package dev.lowstock.etsy.v2;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** What of an address of the web counts for a login and for a signature. */
final class WebAddress {

  private WebAddress() {}

  static boolean isOne(String address) {
    try {
      return isWeb(URI.create(address));
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  /**
   * RFC 5849, 3.4.1.2: scheme and host in lower case, no default port; without a slash at the end.
   */
  static String asSigned(String baseUrl) {
    URI uri = URI.create(baseUrl.strip());
    if (!isWeb(uri)) {
      throw new IllegalArgumentException("not a web address: " + baseUrl);
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    boolean usual = uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
    String path = Objects.toString(uri.getRawPath(), "").replaceFirst("/+$", "");
    return scheme + "://" + host + (usual ? "" : ":" + uri.getPort()) + path;
  }

  private static boolean isWeb(URI uri) {
    boolean web =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    return web && uri.getHost() != null;
  }
}
