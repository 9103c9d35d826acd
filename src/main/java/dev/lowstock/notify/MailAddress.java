package dev.lowstock.notify;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.component.mail.DefaultAuthenticator;

/**
 * Where mails go: {@code smtps://user:password@host/?from=…&to=…}.
 *
 * @param server scheme, host and port
 * @param to several comma-separated
 */
public record MailAddress(String server, String user, String password, String from, String to) {

  /** Reads what {@code NOTIFY_MAIL_URL} holds, which is known to be right. */
  public static MailAddress read(String text) {
    URI uri = URI.create(text);
    String[] login = Objects.requireNonNullElse(uri.getRawUserInfo(), "").split(":", 2);
    Map<String, String> query = new HashMap<>();
    for (String pair : Objects.requireNonNullElse(uri.getRawQuery(), "").split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], parts.length == 2 ? decoded(parts[1]) : "");
    }
    return new MailAddress(
        uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()),
        decoded(login[0]),
        login.length == 2 ? decoded(login[1]) : "",
        query.getOrDefault("from", ""),
        query.getOrDefault("to", ""));
  }

  /** The endpoint of Camel, to which a route adds the login. */
  public String endpoint() {
    return server + "?connectionTimeout=10000&mail.smtp.starttls.enable=true";
  }

  /** For the mail client, so that no address of an endpoint holds the password. */
  public DefaultAuthenticator login() {
    return new DefaultAuthenticator(user, password);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "MailAddress{***}";
  }
}
