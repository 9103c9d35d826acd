package dev.lowstock.settings;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One environment variable: its name, what it means, its default, and what it may hold. */
public enum Setting {
  TELEGRAM_TOKEN(
      "bot token from @BotFather", null, SettingFault::ofToken, Trait.REQUIRED, Trait.SECRET),
  ETSY_CONSUMER_KEY("Etsy key: the keystring of v3, the consumer key of v2", null, Trait.REQUIRED),
  ETSY_SHARED_SECRET(
      "Etsy shared secret that belongs to the key", null, Trait.REQUIRED, Trait.SECRET),
  DATABASE_FILE("embedded HSQLDB file", "./data/lowstock"),
  DATABASE_URL(
      "JDBC URL of a PostgreSQL to use instead", null, SettingFault::ofJdbcUrl, Trait.SECRET),
  DATABASE_USER("user of DATABASE_URL", null),
  DATABASE_PASSWORD("password of DATABASE_URL", null, Trait.SECRET),
  ETSY_API(
      "Etsy's API version: v3, or v2 for the retired listings feed", "v3", SettingFault::ofVersion),
  ETSY_API_URL(
      "base in front of /v2/… and /v3/…", "https://openapi.etsy.com", SettingFault::ofWebAddress),
  ETSY_CONNECT_URL(
      "v3: page where a seller grants access",
      "https://www.etsy.com/oauth/connect",
      SettingFault::ofWebAddress),
  ETSY_REDIRECT_URI(
      "v3: redirect URI registered with Etsy, required there", null, SettingFault::ofRedirect),
  ETSY_WEBHOOK_SECRET(
      "v3: signing secret of the webhook endpoint, whsec_…; several, comma-separated; unset: no"
          + " webhooks",
      null,
      SettingFault::ofSigningSecrets,
      Trait.SECRET),
  ETSY_FEEDS_KEY("v2 feeds key", null, Trait.SECRET),
  ETSY_POLL_PERIOD(
      "how often every shop is looked at while the quota allows; v2: the feed is read",
      "20s",
      SettingFault::ofDuration),
  TELEGRAM_API_URL(
      "base in front of /bot<token>/…", "https://api.telegram.org", SettingFault::ofWebAddress),
  TELEGRAM_WEBHOOK_URL(
      "public https address in front of this program: Telegram brings updates there, and is not"
          + " polled",
      null,
      SettingFault::ofPublicAddress),
  HTTP_HOST("address the HTTP server listens on", "127.0.0.1"),
  HTTP_PORT("port of the HTTP server", "8080", SettingFault::ofPort),
  MANAGEMENT_PORT("port of health and metrics", null, SettingFault::ofPort),
  ROUTES_DIR(
      "directory of your own routes, words and SQL, added to the bundled ones or in their place",
      null,
      SettingFault::ofDirectory),
  ROUTES_RELOAD("true: a saved route file takes effect at once", "false", SettingFault::ofSwitch),
  NOTIFY_WEBHOOK_URL("every alert is also posted there as JSON", null, SettingFault::ofWebAddress),
  NOTIFY_WEBHOOK_SECRET(
      "signs what is posted there, which is a CloudEvent then: whsec_…; several, comma-separated",
      null,
      SettingFault::ofOwnSigningSecrets,
      Trait.SECRET),
  NOTIFY_MAIL_URL(
      "every alert also as e-mail: smtps://user:password@host/?from=…&to=…",
      null,
      SettingFault::ofMailAddress,
      Trait.SECRET),
  NOTIFY_SLACK_URL(
      "every alert also to this incoming webhook of Slack",
      null,
      SettingFault::ofServiceAddress,
      Trait.SECRET),
  NOTIFY_DISCORD_URL(
      "every alert also to this webhook of Discord",
      null,
      SettingFault::ofServiceAddress,
      Trait.SECRET),
  NOTIFY_NTFY_URL(
      "every alert also to this topic of ntfy", null, SettingFault::ofServiceAddress, Trait.SECRET),
  NOTIFY_KAFKA_BROKERS(
      "every alert also to the topic lowstock-alerts of Kafka: host:port, several comma-separated",
      null,
      SettingFault::ofBrokers),
  NOTIFY_MQTT_BROKER(
      "every alert also to the topic lowstock/alerts of this MQTT broker: tcp://host:port",
      null,
      SettingFault::ofMqttBroker),
  SECRET_KEY(
      "encrypts stored tokens: base64 of 32 bytes; several, comma-separated, newest first",
      null,
      SettingFault::ofKeys,
      Trait.SECRET),
  LOW_STOCK_THRESHOLD(
      "v3: low at or below this many, for shops that did not choose; 0: never",
      "2",
      SettingFault::ofThreshold),
  ALLOWED_TELEGRAM_USERS(
      "ids of the people who may use the bot, comma-separated", null, SettingFault::ofIds),
  ALLOWED_TELEGRAM_CHATS(
      "ids of the chats in which it may be used, comma-separated", null, SettingFault::ofIds),
  ADMIN_CHAT("id of the chat that hears of the bot's own troubles", null, SettingFault::ofId),
  RETENTION_DAYS(
      "days that delivered alerts and their events are kept", "90", SettingFault::ofDays),
  OPERATOR_CONTACT("shown in /help and /privacy: who runs this bot", null),
  PRIVACY_URL(
      "shown in /privacy: the page of the privacy policy", null, SettingFault::ofWebAddress);

  private enum Trait {
    REQUIRED,
    SECRET
  }

  public final String meaning;
  public final @Nullable String byDefault;
  private final boolean required;
  private final boolean secret;

  @SuppressWarnings("ImmutableEnumChecker") // Each is a method, which holds nothing.
  private final Check check;

  /** Says what is wrong with a value, or null. */
  private interface Check {
    @Nullable String fault(String value);
  }

  Setting(String meaning, @Nullable String byDefault, Trait... traits) {
    this(meaning, byDefault, value -> null, traits);
  }

  Setting(String meaning, @Nullable String byDefault, Check check, Trait... traits) {
    this.meaning = meaning;
    this.byDefault = byDefault;
    this.check = check;
    this.required = Set.of(traits).contains(Trait.REQUIRED);
    this.secret = Set.of(traits).contains(Trait.SECRET);
  }

  public boolean isRequired() {
    return required;
  }

  /** A secret is never published to the routes, printed or logged. */
  boolean isSecret() {
    return secret;
  }

  /** What is wrong with this value, as the end of a sentence that starts with the name; or null. */
  @Nullable String fault(String value) {
    return check.fault(value);
  }
}
