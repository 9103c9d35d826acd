package dev.lowstock;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** One environment variable: its name, what it means, its default, and what it may hold. */
enum Setting {
  TELEGRAM_TOKEN("bot token from @BotFather", null, Trait.REQUIRED, Trait.SECRET) {
    @Override
    @Nullable String fault(String value) {
      return value.matches("[^\\s/?#]+")
          ? null
          : "holds a space or one of / ? #: copy the token again from @BotFather";
    }
  },
  ETSY_CONSUMER_KEY("Etsy key: the keystring of v3, the consumer key of v2", null, Trait.REQUIRED),
  ETSY_SHARED_SECRET(
      "Etsy shared secret that belongs to the key", null, Trait.REQUIRED, Trait.SECRET),
  DATABASE_FILE("embedded HSQLDB file", "./data/lowstock"),
  DATABASE_URL("JDBC URL of a PostgreSQL to use instead", null, Trait.SECRET) {
    @Override
    @Nullable String fault(String value) {
      return value.startsWith("jdbc:postgresql:")
          ? null
          : "must be a JDBC URL of PostgreSQL, such as jdbc:postgresql://localhost:5432/lowstock";
    }
  },
  DATABASE_USER("user of DATABASE_URL", null),
  DATABASE_PASSWORD("password of DATABASE_URL", null, Trait.SECRET),
  ETSY_API("Etsy's API version: v3, or v2 for the retired listings feed", "v3") {
    @Override
    @Nullable String fault(String value) {
      return value.equals("v2") || value.equals("v3")
          ? null
          : "must be v3 or v2, but is '" + value + "'";
    }
  },
  ETSY_API_URL("base in front of /v2/… and /v3/…", "https://openapi.etsy.com") {
    @Override
    @Nullable String fault(String value) {
      return webAddressFault(value);
    }
  },
  ETSY_CONNECT_URL("v3: page where a seller grants access", "https://www.etsy.com/oauth/connect") {
    @Override
    @Nullable String fault(String value) {
      return webAddressFault(value);
    }
  },
  ETSY_REDIRECT_URI("v3: redirect URI registered with Etsy, required there", null) {
    @Override
    @Nullable String fault(String value) {
      return redirectFault(value);
    }
  },
  ETSY_WEBHOOK_SECRET(
      "v3: signing secret of the webhook endpoint, whsec_…; several, comma-separated; unset: no"
          + " webhooks",
      null,
      Trait.SECRET) {
    @Override
    @Nullable String fault(String value) {
      for (String secret : value.split(",", -1)) {
        if (!isSigningSecret(secret.strip())) {
          return "each secret must be whsec_ and base64, as the webhook portal of Etsy shows it";
        }
      }
      return null;
    }
  },
  ETSY_FEEDS_KEY("v2 feeds key", null, Trait.SECRET),
  ETSY_POLL_PERIOD(
      "how often every shop is looked at while the quota allows; v2: the feed is read", "20s") {
    @Override
    @Nullable String fault(String value) {
      return durationFault(value);
    }
  },
  TELEGRAM_API_URL("base in front of /bot<token>/…", "https://api.telegram.org") {
    @Override
    @Nullable String fault(String value) {
      return webAddressFault(value);
    }
  },
  TELEGRAM_WEBHOOK_URL(
      "public https address in front of this program: Telegram brings updates there, and is not"
          + " polled",
      null) {
    @Override
    @Nullable String fault(String value) {
      return publicAddressFault(value);
    }
  },
  HTTP_HOST("address the HTTP server listens on", "127.0.0.1"),
  HTTP_PORT("port of the HTTP server", "8080") {
    @Override
    @Nullable String fault(String value) {
      return portFault(value);
    }
  },
  MANAGEMENT_PORT("port of health and metrics", null) {
    @Override
    @Nullable String fault(String value) {
      return portFault(value);
    }
  },
  ROUTES_DIR("directory of your own routes and words, added to the bundled ones", null) {
    @Override
    @Nullable String fault(String value) {
      return Files.isDirectory(Path.of(value)) ? null : "is not a directory: " + value;
    }
  },
  ROUTES_RELOAD("true: a saved route file takes effect at once", "false") {
    @Override
    @Nullable String fault(String value) {
      return value.equals("true") || value.equals("false")
          ? null
          : "must be true or false, but is '" + value + "'";
    }
  },
  NOTIFY_WEBHOOK_URL("every alert is also posted there as JSON", null) {
    @Override
    @Nullable String fault(String value) {
      return webAddressFault(value);
    }
  },
  SECRET_KEY(
      "encrypts stored tokens: base64 of 32 bytes; several, comma-separated, newest first",
      null,
      Trait.SECRET) {
    @Override
    @Nullable String fault(String value) {
      for (String key : value.split(",", -1)) {
        if (!isKey(key.strip())) {
          return "each key must be base64 of 32 bytes, as 'openssl rand -base64 32' prints it";
        }
      }
      return null;
    }
  },
  LOW_STOCK_THRESHOLD(
      "v3: low at or below this many, for shops that did not choose; 0: never", "2") {
    @Override
    @Nullable String fault(String value) {
      return value.matches("\\d{1,3}")
          ? null
          : "must be a number from 0 to 999, but is '" + value + "'";
    }
  },
  ALLOWED_TELEGRAM_USERS("ids of the people who may use the bot, comma-separated", null) {
    @Override
    @Nullable String fault(String value) {
      return idsFault(value);
    }
  },
  ALLOWED_TELEGRAM_CHATS("ids of the chats in which it may be used, comma-separated", null) {
    @Override
    @Nullable String fault(String value) {
      return idsFault(value);
    }
  },
  ADMIN_CHAT("id of the chat that hears of the bot's own troubles", null) {
    @Override
    @Nullable String fault(String value) {
      return isId(value) ? null : "must be the id of one chat, such as 123456789 or -1001234567890";
    }
  },
  RETENTION_DAYS("days that delivered alerts and their events are kept", "90") {
    @Override
    @Nullable String fault(String value) {
      return value.matches("[1-9]\\d{0,3}")
          ? null
          : "must be a number of days from 1 to 9999, but is '" + value + "'";
    }
  },
  OPERATOR_CONTACT("shown in /help and /privacy: who runs this bot", null),
  PRIVACY_URL("shown in /privacy: the page of the privacy policy", null) {
    @Override
    @Nullable String fault(String value) {
      return webAddressFault(value);
    }
  };

  private enum Trait {
    REQUIRED,
    SECRET
  }

  final String meaning;
  final @Nullable String byDefault;
  private final boolean required;
  private final boolean secret;

  Setting(String meaning, @Nullable String byDefault, Trait... traits) {
    this.meaning = meaning;
    this.byDefault = byDefault;
    this.required = Set.of(traits).contains(Trait.REQUIRED);
    this.secret = Set.of(traits).contains(Trait.SECRET);
  }

  boolean isRequired() {
    return required;
  }

  /** A secret is never published to the routes, printed or logged. */
  boolean isSecret() {
    return secret;
  }

  /** What is wrong with this value, as the end of a sentence that starts with the name; or null. */
  @Nullable String fault(String value) {
    return null;
  }

  private static @Nullable String webAddressFault(String value) {
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

  private static @Nullable String portFault(String value) {
    return value.matches("\\d{1,5}")
            && Integer.parseInt(value) >= 1
            && Integer.parseInt(value) <= 65535
        ? null
        : "must be a port from 1 to 65535, but is '" + value + "'";
  }

  private static @Nullable String idsFault(String value) {
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
  private static @Nullable String publicAddressFault(String value) {
    String fault = redirectFault(value);
    return fault == null && URI.create(value).getQuery() != null ? "may have no query" : fault;
  }

  /** Etsy redirects to https only, but for one's own machine (Etsy Open API, authentication). */
  private static @Nullable String redirectFault(String value) {
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

  private static boolean isSigningSecret(String text) {
    try {
      return text.startsWith("whsec_")
          && Base64.getDecoder().decode(text.substring("whsec_".length())).length >= 16;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static @Nullable String durationFault(String value) {
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
