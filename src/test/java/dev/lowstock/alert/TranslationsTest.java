package dev.lowstock.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bundled language says all that English says, with the same values, and where it fits. */
class TranslationsTest {
  private static final Path FOLDER = Path.of("src/main/resources/messages");
  private static final Pattern FILE = Pattern.compile("messages_([a-z]{2})\\.properties");
  private static final Pattern FORM = Pattern.compile("(.+)\\.(none|one|few)");
  private static final Pattern VALUE = Pattern.compile("\\{\\w+}");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern COMMAND = Pattern.compile("(?<![\\w<:/])/[a-z]+");
  private static final Pattern WORD = Pattern.compile("\\p{L}+");

  /** What the operator is told, which is in English. */
  private static final Pattern OF_OPERATOR = Pattern.compile("(trouble|over)\\..*");

  /** A number with a noun: where a language tells few from many, it does so here. */
  private static final Pattern COUNTED =
      Pattern.compile(
          "(heading|ago)\\..*|item\\.variations|stock\\.more|length\\.days|chat\\.group"
              + "|status\\.moreShops|threshold\\.own|summary\\.(forSale|singles)");

  /** The code cuts the name in it so that it fits. */
  private static final Pattern CUT_LABEL = Pattern.compile("button\\.(unlink|oneShop)");

  /** Etsy's own sentence, and patterns of days. */
  private static final Pattern NOT_TRANSLATED = Pattern.compile("notice|pattern\\..*");

  /** Characters that a phone shows of the only button in a row. */
  private static final int LONGEST_LABEL = 30;

  /** Bot API, BotCommand. */
  private static final int LONGEST_COMMAND = 256;

  private final Map<String, String> english = new TreeMap<>();

  @BeforeEach
  void readEnglish() throws IOException {
    english.putAll(read("en"));
  }

  static List<String> languages() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> FILE.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(file -> file.group(1))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("languages")
  void languageCanBeChosen(String language) {
    assertThat(new Messages(null).languages()).contains(language);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void imageKnowsTheDaysOfTheLanguage(String language) throws IOException {
    for (String file : List.of("Containerfile", "build")) {
      assertThat(Files.readString(Path.of("deploy/container").resolve(file)))
          .containsPattern("--include-locales=[a-z,]*\\b" + language + "\\b");
    }
  }

  /** Or a chat could call itself something that reads as our words. */
  @ParameterizedTest
  @MethodSource("languages")
  void nameOfAChatCannotEndItsQuotes(String language) throws IOException {
    String quoted = TAG.matcher(read(language).get("chat.name")).replaceAll("");
    String quotes = quoted.replace("{name}", "").replaceAll("[\\s\\u00a0\\u202f]", "");

    assertThat(quotes).hasSize(2);
    assertThat(ChatName.of("-1", "x" + quotes + "y").name()).isEqualTo("x''y");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyTextIsThere(String language) throws IOException {
    Set<String> wanted = new TreeSet<>();
    english.keySet().stream()
        .filter(key -> language.equals("en") || !OF_OPERATOR.matcher(key).matches())
        .forEach(key -> wanted.add(base(key)));
    Set<String> found = new TreeSet<>();
    read(language).keySet().forEach(key -> found.add(base(key)));

    assertThat(found).isEqualTo(wanted);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyTextHasTheFormsOfTheLanguageAndNoOthers(String language) throws IOException {
    Map<String, String> words = read(language);
    boolean few = PluralForm.of(language, 2) == PluralForm.FEW;

    for (String key : words.keySet()) {
      assertThat(key).as("no form of this language").matches(few ? ".*" : "(?!.*\\.few$).*");
      if (few && COUNTED.matcher(key).matches() && key.equals(base(key))) {
        assertThat(words).containsKey(key + ".few");
      }
    }
    for (String key : english.keySet()) {
      if (key.endsWith(".one") && !key.equals(base(key))) {
        assertThat(words).containsKey(key);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyTextHasTheValuesOfItsKey(String language) throws IOException {
    boolean oneIsAlsoNone = PluralForm.of(language, 0) == PluralForm.ONE;
    compare(
        language,
        (key, text) -> {
          Set<String> values = set(VALUE, text);
          Set<String> wanted = set(VALUE, englishOf(key));
          boolean exact = key.endsWith(".none") || (key.endsWith(".one") && !oneIsAlsoNone);
          if (exact && !key.equals(base(key))) {
            values.add("{count}");
          }
          assertThat(values).as(key).isEqualTo(wanted);
          assertThat(VALUE.matcher(text).replaceAll("")).as(key).doesNotContain("{", "}");
        });
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyTextHasTheTagsAndCommandsOfItsKey(String language) throws IOException {
    compare(
        language,
        (key, text) -> {
          assertThat(all(TAG, text))
              .as(key)
              .containsExactlyInAnyOrderElementsOf(all(TAG, englishOf(key)));
          assertThat(all(COMMAND, text))
              .as(key)
              .containsExactlyInAnyOrderElementsOf(all(COMMAND, englishOf(key)));
        });
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyTextBeginsAndEndsAndIsPartedLikeEnglish(String language) throws IOException {
    compare(
        language,
        (key, text) -> {
          String original = englishOf(key);
          assertThat(edges(text)).as(key).isEqualTo(edges(original));
          assertThat(text.lines().count()).as(key).isEqualTo(original.lines().count());
          if (key.equals("export.columns")) {
            assertThat(text.split(",")).hasSameSizeAs(original.split(","));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyTextFitsWhereItIsShown(String language) throws IOException {
    compare(
        language,
        (key, text) -> {
          if (key.startsWith("button.") && !CUT_LABEL.matcher(key).matches()) {
            String label = VALUE.matcher(text).replaceAll("23:59 UTC");
            assertThat(label.codePointCount(0, label.length()))
                .as("%s: %s", key, label)
                .isBetween(1, LONGEST_LABEL);
          }
          if (key.startsWith("command.")) {
            assertThat(text).as(key).hasSizeBetween(1, LONGEST_COMMAND);
          }
          if (key.startsWith(TimeWords.PATTERNS)) {
            assertThat(TimeWords.isPattern(key, text)).as(key).isTrue();
          }
        });
  }

  /** As the first words of the menu in Telegram's apps do. */
  @ParameterizedTest
  @MethodSource("languages")
  void everyCommandOfTheMenuBeginsWithACapital(String language) throws IOException {
    compare(
        language,
        (key, text) -> {
          if (key.startsWith("command.")) {
            assertThat(text).as(key).matches("(?s)\\p{Lu}.*");
          }
        });
  }

  /** Faults that a reader found once, each in all texts. */
  @ParameterizedTest
  @CsvSource({
    "de, '\\b[Aa]b (\\{count}|welcher)|Knapp ab', a number to stay above",
    "fr, '[Àà] partir de (quel|combien)', a number to stay above",
    "de, ': (ich|du|er|sie|es|der|das|die|wenn|vielleicht|tippe|sag|für) ', a sentence in small letters",
    "fr, '\\bde (<b>)?\\{(shop|title)}', a name that may begin with a vowel"
  })
  void noTextHasAFaultThatWasMended(String language, String fault, String what) throws IOException {
    compare(
        language,
        (key, text) -> {
          if (!key.startsWith("invite.")) {
            assertThat(text).as("%s: %s", key, what).doesNotContainPattern(fault);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("languages")
  void nothingIsLeftInEnglish(String language) throws IOException {
    if (language.equals("en")) {
      return;
    }
    compare(
        language,
        (key, text) -> {
          String said =
              COMMAND
                  .matcher(VALUE.matcher(TAG.matcher(text).replaceAll(" ")).replaceAll(" "))
                  .replaceAll(" ");
          if (!NOT_TRANSLATED.matcher(key).matches() && all(WORD, said).size() > 2) {
            assertThat(text).as(key).isNotEqualTo(english.get(key));
          }
        });
  }

  private static void compare(String language, BiConsumer<String, String> check)
      throws IOException {
    read(language).forEach(check);
  }

  private String englishOf(String key) {
    return english.getOrDefault(base(key), "");
  }

  /** The key of which this one is a form, if it is one. */
  private String base(String key) {
    Matcher form = FORM.matcher(key);
    return form.matches() && english.getOrDefault(form.group(1), "").contains("{count}")
        ? form.group(1)
        : key;
  }

  private static String edges(String text) {
    return text.replaceAll("(?s)\\S.*\\S|\\S", "…");
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).toList();
  }

  private static Set<String> set(Pattern pattern, String text) {
    return new TreeSet<>(all(pattern, text));
  }

  private static Map<String, String> read(String language) throws IOException {
    Properties properties = new Properties();
    try (Reader file =
        Files.newBufferedReader(FOLDER.resolve("messages_" + language + ".properties"))) {
      properties.load(file);
    }
    Map<String, String> words = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> words.put(key, properties.getProperty(key)));
    return words;
  }
}
