package dev.lowstock.notify;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.component.mail.DefaultAuthenticator;
import org.jspecify.annotations.Nullable;

/**
 * Where mails go: {@code smtps://user:password@host/?from=…&to=…}.
 *
 * @param server scheme, host and port
 * @param user null: the server wants no login
 * @param to several comma-separated
 */
public record MailAddress(
    String server, @Nullable String user, @Nullable String password, String from, String to) {

  /** Reads what {@code NOTIFY_MAIL_URL} holds, which is known to be right. */
  public static MailAddress read(String text) {
    URI uri = URI.create(text);
    String info = uri.getRawUserInfo();
    String[] login = info == null ? new String[0] : info.split(":", 2);
    Map<String, String> query = new HashMap<>();
    for (String pair : Objects.requireNonNullElse(uri.getRawQuery(), "").split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], parts.length == 2 ? decoded(parts[1]) : "");
    }
    return new MailAddress(
        uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()),
        login.length == 0 ? null : decoded(login[0]),
        login.length == 0 ? null : login.length == 2 ? decoded(login[1]) : "",
        query.getOrDefault("from", ""),
        query.getOrDefault("to", ""));
  }

  /**
   * The endpoint of Camel, to which a route adds the login. A recipient that is refused keeps the
   * mail from nobody else.
   */
  public String endpoint() {
    return server
        + "?connectionTimeout=10000&mail.smtp.starttls.enable=true"
        + "&mail.smtp.sendpartial=true&mail.smtps.sendpartial=true";
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
