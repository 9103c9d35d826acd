package dev.lowstock.settings;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of a run, read once from the environment and a {@code .env} file, and checked.
 *
 * <p>The only reader of the environment. An empty value counts as unset.
 */
public final class Settings {
  /** Where settings are read from beside the environment, if it is there. */
  public static final Path FILE = Path.of(".env");

  /** None belongs into an address, a path or a header. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private static final int NEAR_MISS = 2;
  private static final Path USUAL_ROUTES = Path.of("routes");

  private final Map<Setting, String> values;

  private Settings(Map<Setting, String> values) {
    this.values = values;
  }

  /**
   * Reads the process environment and {@code .env} in the working directory; the real environment
   * wins.
   *
   * @throws SettingsRefused with one line for each variable that is missing, wrong or misspelt
   */
  public static Settings read() throws SettingsRefused {
    return read(System.getenv(), Path.of("."));
  }

  /** The same, but with these values in place of what the environment says; empty ones unset. */
  public static Settings readWith(Map<String, String> values) throws SettingsRefused {
    Map<String, String> all = new TreeMap<>(EnvFile.read(FILE));
    all.putAll(System.getenv());
    all.putAll(values);
    return of(all);
  }

  /**
   * What the environment or {@code .env} says of one setting, for who needs no other; or null.
   *
   * @throws SettingsRefused when it is wrong
   */
  public static @Nullable String only(Setting setting) throws SettingsRefused {
    Map<String, String> all = new TreeMap<>(EnvFile.read(FILE));
    all.putAll(System.getenv());
    String value = all.getOrDefault(setting.name(), "").strip();
    if (value.isEmpty()) {
      return null;
    }
    String fault = setting.fault(value);
    if (fault != null) {
      throw new SettingsRefused(List.of(setting.name() + " " + fault));
    }
    return value;
  }

  public static Settings read(Map<String, String> environment, Path directory)
      throws SettingsRefused {
    Map<String, String> all = new TreeMap<>(EnvFile.read(directory.resolve(FILE)));
    all.putAll(environment);
    return of(all);
  }

  public static Settings of(Map<String, String> all) throws SettingsRefused {
    List<String> faults = new ArrayList<>();
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String value = all.getOrDefault(setting.name(), "").strip();
      if (!value.isEmpty()) {
        String fault =
            CONTROL.matcher(value).find() ? "holds a control character" : setting.fault(value);
        if (fault != null) {
          faults.add(setting.name() + " " + fault);
        }
        values.put(setting, value);
      } else if (setting.isRequired()) {
        faults.add(setting.name() + " is not set: " + setting.meaning);
      } else if (setting.byDefault != null) {
        values.put(setting, setting.byDefault);
      }
    }
    if (!values.containsKey(Setting.ROUTES_DIR) && Files.isDirectory(USUAL_ROUTES)) {
      values.put(Setting.ROUTES_DIR, USUAL_ROUTES.toString());
    }
    if ("true".equals(values.get(Setting.ROUTES_RELOAD))
        && !values.containsKey(Setting.ROUTES_DIR)) {
      faults.add("ROUTES_RELOAD needs ROUTES_DIR, the directory to watch");
    }
    if (values.containsKey(Setting.DATABASE_URL) && !values.containsKey(Setting.SECRET_KEY)) {
      faults.add(
          "SECRET_KEY is not set: with DATABASE_URL it is required, make one with"
              + " 'openssl rand -base64 32'");
    }
    if ("v3".equals(values.get(Setting.ETSY_API))
        && all.getOrDefault(Setting.ETSY_REDIRECT_URI.name(), "").isBlank()) {
      faults.add(
          "ETSY_REDIRECT_URI is not set: the callback URL that you registered for your Etsy app,"
              + " such as https://your.host/etsy/callback");
    }
    faults.addAll(nearMisses(all));
    if (!faults.isEmpty()) {
      throw new SettingsRefused(faults);
    }
    values.putIfAbsent(Setting.ETSY_FEEDS_KEY, values.get(Setting.ETSY_CONSUMER_KEY));
    values.putIfAbsent(Setting.MANAGEMENT_PORT, values.get(Setting.HTTP_PORT));
    return new Settings(values);
  }

  /** The directory of the operator's own routes and words, or null. */
  public @Nullable Path routesDirectory() {
    String directory = values.get(Setting.ROUTES_DIR);
    return directory == null ? null : Path.of(directory).toAbsolutePath().normalize();
  }

  public boolean reloadsRoutes() {
    return get(Setting.ROUTES_RELOAD).equals("true");
  }

  /** Whether health and metrics have a port of their own. */
  public boolean managesApart() {
    return !get(Setting.MANAGEMENT_PORT).equals(get(Setting.HTTP_PORT));
  }

  /** The value, or its default; for settings that have one or are required. */
  public String get(Setting setting) {
    String value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException(setting + " has no value and no default");
    }
    return value;
  }

  public @Nullable String find(Setting setting) {
    return values.get(setting);
  }

  /** What the routes may write as {@code {{NAME}}}: every setting that has a value, no secret. */
  public Properties asProperties() {
    Properties properties = new Properties();
    values.forEach(
        (setting, value) -> {
          if (!setting.isSecret()) {
            properties.setProperty(setting.name(), value);
          }
        });
    return properties;
  }

  /** The values that no log line may show. */
  public List<String> secrets() {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().isSecret())
        .flatMap(entry -> parts(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Stream<String> parts(Setting setting, String value) {
    return switch (setting) {
      case SECRET_KEY, ETSY_WEBHOOK_SECRET, NOTIFY_WEBHOOK_SECRET ->
          Arrays.stream(value.split(",")).map(String::strip);
      // What of an address is secret may be said without the rest of it.
      case NOTIFY_SLACK_URL, NOTIFY_DISCORD_URL, NOTIFY_NTFY_URL, NOTIFY_MAIL_URL ->
          Stream.of(value, URI.create(value).getRawPath(), password(value))
              .filter(part -> part.length() > 1);
      default -> Stream.of(value);
    };
  }

  private static String password(String address) {
    String login = Objects.requireNonNullElse(URI.create(address).getUserInfo(), "");
    return login.substring(login.indexOf(':') + 1);
  }

  private static List<String> nearMisses(Map<String, String> all) {
    LevenshteinDistance distance = new LevenshteinDistance(NEAR_MISS);
    List<String> faults = new ArrayList<>();
    for (String name : all.keySet()) {
      if (Arrays.stream(Setting.values()).anyMatch(setting -> setting.name().equals(name))) {
        continue;
      }
      String spelt = name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
      for (Setting setting : Setting.values()) {
        if (distance.apply(spelt, setting.name()) >= 0) {
          faults.add(name + " is not a setting: did you mean " + setting.name() + "?");
          break;
        }
      }
    }
    return faults;
  }

  /** Names only: a value may be a secret. */
  @Override
  public String toString() {
    return "Settings" + values.keySet();
  }
}
