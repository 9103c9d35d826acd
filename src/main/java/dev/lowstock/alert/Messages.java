package dev.lowstock.alert;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.StringSubstitutor;
import org.jspecify.annotations.Nullable;

/**
 * The words of every message, one properties file a language: {@code messages_en.properties} and
 * beside it any {@code messages_xx.properties}.
 *
 * <p>A key's text is Telegram's HTML with {@code {named}} values, which are escaped as they are put
 * in. A language or a key that is missing falls back to English.
 */
public final class Messages {
  private static final String ENGLISH = "en";
  private static final Pattern VALUE = Pattern.compile("\\{([^}]*)}");

  /** Control characters but for lines and tabs, halves of characters, and bidi overrides. */
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}&&[^\n\t]]|[\\p{Cs}\\u202a-\\u202e\\u2066-\\u2069]");

  /** The words of one kind of event, also of an operator's own. */
  private static final Pattern OF_ALERT = Pattern.compile("(alert|heading|folded)\\.([a-z_]+)");

  /** What a command does, also one of an operator's own. */
  private static final Pattern OF_COMMAND = Pattern.compile("command\\.[a-z0-9_]{1,32}");

  private final Map<String, Properties> languages = new HashMap<>();

  /**
   * Reads the bundled words, and over them those of the operator.
   *
   * @param own directory with files of the same names, whole or in part; or null
   * @throws WordsRefused when a file cannot be read, or asks for what there is not
   */
  public Messages(@Nullable Path own) {
    languages.put(ENGLISH, bundled());
    if (own != null) {
      addOwn(own);
    }
  }

  /**
   * The text of a key.
   *
   * @param language as Telegram names it, an IETF tag such as {@code de} or {@code pt-br}
   * @throws IllegalArgumentException when the key is in no file, or a value is not given
   */
  public String text(@Nullable String language, String key, Map<String, ?> values) {
    String pattern = language(language).getProperty(key);
    if (pattern == null) {
      pattern = language(ENGLISH).getProperty(key);
    }
    if (pattern == null) {
      throw new IllegalArgumentException("No message is called " + key);
    }
    StringSubstitutor substitutor =
        new StringSubstitutor(name -> escaped(values.get(name)), "{", "}", '\0');
    // A seller's title may hold braces: it is text, never a pattern.
    substitutor.setDisableSubstitutionInValues(true);
    substitutor.setEnableUndefinedVariableException(true);
    return substitutor.replace(pattern);
  }

  public String text(@Nullable String language, String key) {
    return text(language, key, Map.of());
  }

  /** The word of a key, as it is in its file; empty where there is none in any language. */
  public Optional<String> word(@Nullable String language, String key) {
    return Optional.ofNullable(language(language).getProperty(key))
        .or(() -> Optional.ofNullable(language(ENGLISH).getProperty(key)));
  }

  /** True when there is a text of this key, in English at least. */
  boolean has(String key) {
    return language(ENGLISH).getProperty(key) != null;
  }

  /** The languages that there are words for. */
  public Set<String> languages() {
    return new TreeSet<>(languages.keySet());
  }

  /** The text of a key, to be put into another text as it is. */
  public Object html(@Nullable String language, String key, Map<String, ?> values) {
    return new Html(text(language, key, values));
  }

  /** Text made safe inside Telegram's HTML (Bot API, HTML style). */
  static String escape(String text) {
    return fit(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Without what no chat takes, and what would turn the direction of the words after it. */
  static String fit(String text) {
    return UNFIT.matcher(text).replaceAll("");
  }

  private static @Nullable String escaped(@Nullable Object value) {
    return value == null
        ? null
        : value instanceof Html html ? html.code() : escape(value.toString());
  }

  private Properties language(@Nullable String tag) {
    String name = tag == null ? ENGLISH : tag.split("-", 2)[0];
    Properties found = languages.get(name);
    return found == null ? Objects.requireNonNull(languages.get(ENGLISH)) : found;
  }

  private void addOwn(Path directory) {
    List<String> faults = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, "messages_*.properties")) {
      for (Path file : files) {
        Properties own = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
          own.load(reader);
        } catch (IOException | IllegalArgumentException e) {
          faults.add(file + ": cannot be read as UTF-8 properties (" + e.getMessage() + ")");
        }
        faults.addAll(faults(file, own));
        String name = file.getFileName().toString();
        String language =
            name.substring("messages_".length(), name.length() - ".properties".length());
        languages.computeIfAbsent(language, key -> new Properties()).putAll(own);
      }
    } catch (IOException e) {
      faults.add(directory + ": cannot be read (" + e + ")");
    }
    if (!faults.isEmpty()) {
      throw new WordsRefused(faults);
    }
  }

  /** A key that nobody asks for, and a value that nobody gives, would be found out too late. */
  private static List<String> faults(Path file, Properties own) {
    Properties bundled = bundled();
    List<String> faults = new ArrayList<>();
    for (String key : own.stringPropertyNames()) {
      String original = bundled.getProperty(key);
      Matcher ofAlert = OF_ALERT.matcher(key);
      if (OF_COMMAND.matcher(key).matches()) {
        continue;
      }
      if (original == null && !(ofAlert.matches() && hasAllOf(own, ofAlert.group(2)))) {
        faults.add(
            file
                + ": no message is called "
                + key
                + (ofAlert.matches()
                    ? ", and words for a kind of your own are alert., heading. and folded."
                    : ""));
        continue;
      }
      Set<String> known = ofAlert.matches() ? known(key) : values(String.valueOf(original));
      for (String value : values(own.getProperty(key))) {
        if (!known.contains(value)) {
          faults.add(file + ": " + key + " has no {" + value + "}, only " + known);
        }
      }
    }
    return faults;
  }

  private static boolean hasAllOf(Properties own, String kind) {
    return Stream.of("alert.", "heading.", "folded.")
        .allMatch(what -> own.containsKey(what + kind));
  }

  private static Set<String> known(String key) {
    return new TreeSet<>(key.startsWith("heading.") ? Set.of("count") : AlertText.VALUES);
  }

  private static Set<String> values(String pattern) {
    return VALUE
        .matcher(pattern)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Properties bundled() {
    String file = "/messages/messages_" + ENGLISH + ".properties";
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(Messages.class.getResourceAsStream(file), file),
            StandardCharsets.UTF_8)) {
      Properties properties = new Properties();
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A value that is HTML already, made of escaped parts. */
  record Html(String code) {}
}
