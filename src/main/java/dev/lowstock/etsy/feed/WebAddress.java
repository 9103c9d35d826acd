package dev.lowstock.etsy.feed;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** What of an address of the web counts for a login and for a signature. */
final class WebAddress {

  private WebAddress() {}

  /**
   * True for a page of Etsy's, or of the host that this program is set to call: a seller is sent to
   * no other.
   */
  static boolean isEtsys(String address, String baseUrl) {
    try {
      URI uri = URI.create(address);
      String host = Objects.toString(uri.getHost(), "").toLowerCase(Locale.ROOT);
      boolean etsy =
          "https".equalsIgnoreCase(uri.getScheme()) && ("." + host).endsWith(".etsy.com");
      return isWeb(uri)
          && uri.getRawUserInfo() == null
          && (etsy || origin(asSigned(address)).equals(origin(baseUrl)));
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  private static String origin(String address) {
    URI uri = URI.create(address);
    return uri.getScheme() + "://" + uri.getRawAuthority();
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
