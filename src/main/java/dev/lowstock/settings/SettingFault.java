package dev.lowstock.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the value of a setting, as the end of a sentence that starts with its name;
 * null when nothing is. Never shows a secret.
 */
final class SettingFault {
  /** Of Etsy, in bytes. */
  private static final int SHORTEST_SECRET = 16;

  private SettingFault() {}

  static @Nullable String ofToken(String value) {
    return value.matches("[^\\s/?#]+")
        ? null
        : "holds a space or one of / ? #: copy the token again from @BotFather";
  }

  static @Nullable String ofJdbcUrl(String value) {
    return value.startsWith("jdbc:postgresql:")
        ? null
        : "must be a JDBC URL of PostgreSQL, such as jdbc:postgresql://localhost:5432/lowstock";
  }

  static @Nullable String ofVersion(String value) {
    return value.equals("v2") || value.equals("v3")
        ? null
        : "must be v3 or v2, but is '" + value + "'";
  }

  static @Nullable String ofSigningSecrets(String value) {
    return areSigningSecrets(value, SHORTEST_SECRET, Integer.MAX_VALUE)
        ? null
        : "each secret must be whsec_ and base64, as the webhook portal of Etsy shows it";
  }

  static @Nullable String ofOwnSigningSecrets(String value) {
    // Standard Webhooks, "Signature scheme": 24 to 64 bytes.
    return areSigningSecrets(value, 24, 64)
        ? null
        : "each secret must be whsec_ and base64 of 24 to 64 bytes:"
            + " 'echo whsec_$(openssl rand -base64 32)' makes one";
  }

  private static boolean areSigningSecrets(String value, int shortest, int longest) {
    for (String secret : value.split(",", -1)) {
      if (!isSigningSecret(secret.strip(), shortest, longest)) {
        return false;
      }
    }
    return true;
  }

  /** Where a service takes messages. It is a secret, which is not said again. */
  static @Nullable String ofServiceAddress(String value) {
    try {
      URI uri = new URI(value);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null && uri.getFragment() == null
          ? null
          : "must be a web address, as the service shows it";
    } catch (URISyntaxException e) {
      return "is not an address: " + e.getReason();
    }
  }

  static @Nullable String ofBrokers(String value) {
    return value.matches("[\\w.-]+:\\d{1,5}(,[\\w.-]+:\\d{1,5})*")
        ? null
        : "must be as kafka-1:9092,kafka-2:9092";
  }

  static @Nullable String ofMqttBroker(String value) {
    return value.matches("(tcp|ssl)://[\\w.-]+:\\d{1,5}")
        ? null
        : "must be as tcp://localhost:1883, or ssl://";
  }

  static @Nullable String ofMailAddress(String value) {
    String form =
        "must be as smtps://user:password@smtp.example.org/?from=bot@example.org&to=ada@example.org";
    try {
      URI uri = new URI(value);
      boolean mail = "smtp".equals(uri.getScheme()) || "smtps".equals(uri.getScheme());
      String query = uri.getRawQuery() == null ? "" : "&" + uri.getRawQuery();
      return mail && uri.getHost() != null && query.matches("(?=.*&from=[^&]+@)(?=.*&to=[^&]+@).*")
          ? null
          : form;
    } catch (URISyntaxException e) {
      return form + "; a character other than letters and digits is written as %40 for @";
    }
  }

  static @Nullable String ofDirectory(String value) {
    return Files.isDirectory(Path.of(value)) ? null : "is not a directory: " + value;
  }

  static @Nullable String ofSwitch(String value) {
    return value.equals("true") || value.equals("false")
        ? null
        : "must be true or false, but is '" + value + "'";
  }

  static @Nullable String ofKeys(String value) {
    for (String key : value.split(",", -1)) {
      if (!isKey(key.strip())) {
        return "each key must be base64 of 32 bytes, as 'openssl rand -base64 32' prints it";
      }
    }
    return null;
  }

  static @Nullable String ofThreshold(String value) {
    return value.matches("\\d{1,3}")
        ? null
        : "must be a number from 0 to 999, but is '" + value + "'";
  }

  static @Nullable String ofId(String value) {
    return isId(value) ? null : "must be the id of one chat, such as 123456789 or -1001234567890";
  }

  static @Nullable String ofDays(String value) {
    return value.matches("[1-9]\\d{0,3}")
        ? null
        : "must be a number of days from 1 to 9999, but is '" + value + "'";
  }

  static @Nullable String ofWebAddress(String value) {
    try {
      URI uri = new URI(value);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null
          ? null
          : "must be an address such as https://host or http://127.0.0.1:9000";
    } catch (URISyntaxException e) {
      return "is not an address: " + e.getReason();
    }
  }

  static @Nullable String ofPort(String value) {
    return value.matches("\\d{1,5}")
            && Integer.parseInt(value) >= 1
            && Integer.parseInt(value) <= 65535
        ? null
        : "must be a port from 1 to 65535, but is '" + value + "'";
  }

  static @Nullable String ofIds(String value) {
    for (String id : value.split(",", -1)) {
      if (!isId(id.strip())) {
        return "must be ids, comma-separated, such as 123456789 or -1001234567890";
      }
    }
    return null;
  }

  private static boolean isId(String text) {
    return text.matches("-?[1-9]\\d{0,17}");
  }

  /** Telegram calls https only, but for a Bot API server of one's own (Bot API, "setWebhook"). */
  static @Nullable String ofPublicAddress(String value) {
    String fault = ofRedirect(value);
    return fault == null && URI.create(value).getQuery() != null ? "may have no query" : fault;
  }

  /** Etsy redirects to https only, but for one's own machine (Etsy Open API, authentication). */
  static @Nullable String ofRedirect(String value) {
    try {
      URI uri = new URI(value);
      String host = uri.getHost() == null ? "" : uri.getHost();
      boolean loopback =
          host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
      boolean right =
          !host.isEmpty()
              && uri.getFragment() == null
              && uri.getUserInfo() == null
              && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && loopback));
      return right
          ? null
          : "must be https, or http on this machine such as http://127.0.0.1:8080/…";
    } catch (URISyntaxException e) {
      return "is not an address: " + e.getReason();
    }
  }

  private static boolean isSigningSecret(String text, int shortest, int longest) {
    try {
      int bytes =
          text.startsWith("whsec_")
              ? Base64.getDecoder().decode(text.substring("whsec_".length())).length
              : 0;
      return bytes >= shortest && bytes <= longest;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static @Nullable String ofDuration(String value) {
    if (value.matches("\\d{1,9}")) {
      return "has no unit: write " + value + "s for seconds or " + value + "ms for milliseconds";
    }
    // Camel reads some words as 0 and fails on others with an exception of its own.
    if (!value.matches("(?=\\d)(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?")) {
      return "must be a time such as 20s, 500ms or 1m30s, but is '" + value + "'";
    }
    return TimeUtils.toMilliSeconds(value) >= 100 ? null : "must be at least 100ms";
  }

  private static boolean isKey(String text) {
    try {
      return Base64.getDecoder().decode(text).length == 32;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
