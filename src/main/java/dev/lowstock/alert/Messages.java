package dev.lowstock.alert;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
 * in; numbers are written as the language does. A text with a {@code {count}} may have other words
 * for some numbers, in keys of their own such as {@code key.one}, see {@link PluralForm}. A
 * language or a key that is missing falls back to English.
 */
public final class Messages {
  private static final String ENGLISH = "en";

  /** Those of Etsy's sellers that there may be bundled words for. */
  private static final List<String> BUNDLED =
      List.of(ENGLISH, "de", "es", "fr", "it", "nl", "pl", "pt");

  private static final Pattern FILE = Pattern.compile("messages_([a-z]{2,3})\\.properties");
  private static final Pattern VALUE = Pattern.compile("\\{([^}]*)}");
  private static final Pattern FORM = Pattern.compile("(.+)\\.(none|one|few)");

  /** The number that the form of a text hangs on. */
  private static final String COUNT = "count";

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
    for (String language : BUNDLED) {
      bundled(language).ifPresent(words -> languages.put(language, words));
    }
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
    String spoken = spoken(language);
    String pattern = pattern(spoken, key, values.get(COUNT));
    if (pattern == null) {
      spoken = ENGLISH;
      pattern = pattern(ENGLISH, key, values.get(COUNT));
    }
    if (pattern == null) {
      throw new IllegalArgumentException("No message is called " + key);
    }
    Locale locale = Locale.forLanguageTag(spoken);
    StringSubstitutor substitutor =
        new StringSubstitutor(name -> escaped(values.get(name), locale), "{", "}", '\0');
    // A seller's title may hold braces: it is text, never a pattern.
    substitutor.setDisableSubstitutionInValues(true);
    substitutor.setEnableUndefinedVariableException(true);
    return substitutor.replace(pattern);
  }

  private @Nullable String pattern(String language, String key, @Nullable Object count) {
    Properties words = words(language);
    String pattern = null;
    if (count instanceof Integer || count instanceof Long) {
      long number = ((Number) count).longValue();
      pattern = number == 0 ? words.getProperty(key + PluralForm.NONE.suffix()) : null;
      if (pattern == null) {
        pattern = words.getProperty(key + PluralForm.of(language, number).suffix());
      }
    }
    return pattern == null ? words.getProperty(key) : pattern;
  }

  public String text(@Nullable String language, String key) {
    return text(language, key, Map.of());
  }

  /** The word of a key, as it is in its file; empty where there is none in any language. */
  public Optional<String> word(@Nullable String language, String key) {
    return Optional.ofNullable(words(spoken(language)).getProperty(key))
        .or(() -> Optional.ofNullable(words(ENGLISH).getProperty(key)));
  }

  /** True when there is a text of this key, in English at least. */
  boolean has(String key) {
    return words(ENGLISH).getProperty(key) != null;
  }

  /** The languages that there are words for. */
  public Set<String> languages() {
    return new TreeSet<>(languages.keySet());
  }

  /** The language that is spoken to who wants this one: English where there are no words in it. */
  public String spoken(@Nullable String language) {
    String name = language == null ? ENGLISH : language.split("-", 2)[0];
    return languages.containsKey(name) ? name : ENGLISH;
  }

  /** The same, for days and numbers. */
  public Locale locale(@Nullable String language) {
    return Locale.forLanguageTag(spoken(language));
  }

  /**
   * Parts as the language lists them: one, two and three.
   *
   * @param parts at least one
   */
  public Object list(@Nullable String language, List<?> parts) {
    Object list = parts.get(0);
    for (int i = 1; i < parts.size(); i++) {
      list =
          html(
              language,
              i + 1 < parts.size() ? "list.more" : "list.last",
              Map.of("list", list, "next", parts.get(i)));
    }
    return list;
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

  private static @Nullable String escaped(@Nullable Object value, Locale locale) {
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      // The usual ones are written alike everywhere.
      return number >= 0 && number < 1000
          ? Long.toString(number)
          : NumberFormat.getIntegerInstance(locale).format(number);
    }
    return value == null
        ? null
        : value instanceof Html html ? html.code() : escape(value.toString());
  }

  private Properties words(String language) {
    return Objects.requireNonNull(languages.get(language), language);
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
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (name.matches()) {
          Properties words = languages.computeIfAbsent(name.group(1), key -> new Properties());
          removeFormsOf(own, words);
          words.putAll(own);
        } else {
          faults.add(
              file
                  + ": no chat can choose this language. Name the file by two or three small"
                  + " letters, such as messages_pt.properties");
        }
      }
    } catch (IOException e) {
      faults.add(directory + ": cannot be read (" + e + ")");
    }
    if (!faults.isEmpty()) {
      throw new WordsRefused(faults);
    }
  }

  /** Or the bundled form of a text would be said where the operator's own has none for it. */
  private static void removeFormsOf(Properties own, Properties words) {
    Properties english = bundled(ENGLISH).orElseThrow();
    words
        .stringPropertyNames()
        .forEach(
            key -> {
              String base = base(key, english, own);
              if (!base.equals(key) && own.containsKey(base)) {
                words.remove(key);
              }
            });
  }

  /** A key that nobody asks for, and a value that nobody gives, would be found out too late. */
  private static List<String> faults(Path file, Properties own) {
    Properties english = bundled(ENGLISH).orElseThrow();
    List<String> faults = new ArrayList<>();
    for (String key : own.stringPropertyNames()) {
      String text = own.getProperty(key);
      String base = base(key, english, own);
      String original = english.getProperty(base);
      Matcher ofAlert = OF_ALERT.matcher(base);
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
      Set<String> known = ofAlert.matches() ? known(base) : values(String.valueOf(original));
      for (String value : values(text)) {
        if (!known.contains(value)) {
          faults.add(file + ": " + key + " has no {" + value + "}, only " + known);
        }
      }
      if (key.startsWith(TimeWords.PATTERNS) && !TimeWords.isPattern(key, text)) {
        faults.add(file + ": " + key + " is no pattern of a day or a time");
      }
    }
    return faults;
  }

  /** The key of which this one is a form; the key itself where it is none. */
  private static String base(String key, Properties english, Properties own) {
    Matcher form = FORM.matcher(key);
    if (!form.matches()) {
      return key;
    }
    String base = form.group(1);
    String text = english.getProperty(base, own.getProperty(base, ""));
    return values(text).contains(COUNT) ? base : key;
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

  private static Optional<Properties> bundled(String language) {
    String file = "/messages/messages_" + language + ".properties";
    try (InputStream words = Messages.class.getResourceAsStream(file)) {
      if (words == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(new InputStreamReader(words, StandardCharsets.UTF_8));
      return Optional.of(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A value that is HTML already, made of escaped parts. */
  record Html(String code) {}
}
