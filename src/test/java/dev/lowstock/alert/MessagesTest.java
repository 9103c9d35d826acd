package dev.lowstock.alert;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.chat.Bundled;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  private static final Path MAIN = Path.of("src/main");
  private static final Path ENGLISH = MAIN.resolve("resources/messages/messages_en.properties");

  /** A key as code and routes write it: words with a dot, or a whole key of one word. */
  private static final Pattern QUOTED = Pattern.compile("[\"']([a-z]+(\\.[a-zA-Z_]+)*)[\"']");

  private static final List<String> KINDS =
      List.of("sold_out", "variation_sold_out", "low", "taken_down", "restocked", "other");

  private static final List<String> TROUBLES =
      List.of(
          "key_refused",
          "quota_gone",
          "etsy_away",
          "alerts_refused",
          "events_waiting",
          "updates_passed_over");

  private static final List<String> DIGESTS =
      List.of("off", "dailyLow", "dailyAll", "weeklyLow", "weeklyAll");

  private static final List<String> UNITS = List.of("seconds", "minutes", "hours", "days");

  private static final List<String> SINGLES = List.of("told", "digest", "off");

  /** Beginnings to which the code adds the rest, and what it may add. */
  private static final Map<String, List<String>> COMPOSED =
      Map.ofEntries(
          entry("alert.", KINDS),
          entry("trouble.", TROUBLES),
          entry("over.", TROUBLES),
          entry("folded.", KINDS),
          entry("heading.", KINDS),
          entry("missed.", KINDS),
          entry("changed.", KINDS.subList(0, 5)),
          entry("told.", KINDS.subList(0, 5)),
          entry("skus.", List.of("none", "revoked", "gone", "unavailable")),
          entry("ago.", UNITS),
          entry("length.", UNITS),
          entry(
              "button.settings.",
              List.of("digest", "language", "low", "quiet", "restocks", "single", "zone")),
          entry("button.digest.", List.of("off", "daily", "weekly")),
          entry("settings.digest.", DIGESTS),
          entry(
              "settings.digestIs.",
              Stream.concat(DIGESTS.stream(), Stream.of("dailyButSoldOut", "weeklyButSoldOut"))
                  .toList()),
          entry("settings.restocks.", List.of("on", "off", "mixed")),
          entry("button.single.", SINGLES),
          entry("settings.single.", SINGLES),
          entry("command.", List.copyOf(Bundled.all())));

  private final Messages messages = new Messages(null);

  @Test
  void languageWithoutAFileIsSaidInEnglish() {
    for (String language : new String[] {null, "en", "en-gb", "fi", "xx-br", "", "-", "xx-YY-zz"}) {
      assertThat(messages.text(language, "unknown"))
          .isEqualTo("Sorry, I don't know that one. /help lists what I can do.");
    }
  }

  @Test
  void valueIsEscapedUnlessItIsHtmlAlready() {
    Object html = messages.html("en", "skus.one", Map.of("sku", "A<B"));

    assertThat(messages.text("en", "skus.one", Map.of("sku", "<b>&\"")))
        .isEqualTo("SKU: &lt;b&gt;&amp;&quot;");
    assertThat(messages.text("en", "skus.one", Map.of("sku", html))).isEqualTo("SKU: SKU: A&lt;B");
  }

  @Test
  void bracesInAValueStayText() {
    assertThat(messages.text("en", "skus.one", Map.of("sku", "{sku} ${sku} {x} }{")))
        .isEqualTo("SKU: {sku} ${sku} {x} }{");
  }

  @Test
  void backslashesAndDollarsInAValueStayText() {
    assertThat(messages.text("en", "skus.one", Map.of("sku", "\\n $1 \\{sku}")))
        .isEqualTo("SKU: \\n $1 \\{sku}");
  }

  @Test
  void numbersAndListsAreWrittenAsTheLanguageDoes() {
    assertThat(messages.text("en", "stock.left", Map.of("count", 12_000))).isEqualTo("12,000 left");
    assertThat(messages.text("de", "stock.left", Map.of("count", 12_000))).contains("12.000");
    assertThat(listed("en", "A")).isEqualTo("A");
    assertThat(listed("en", "A", "<B>")).isEqualTo("A and &lt;B&gt;");
    assertThat(listed("en", "A", "B", "C")).isEqualTo("A, B and C");
    assertThat(listed("de", "A", "B", "C")).isEqualTo("A, B und C");
  }

  private String listed(String language, String... parts) {
    return messages
        .text(language, "chat.private", Map.of("who", messages.list(language, List.of(parts))))
        .replaceAll("^\\S+ private \\S+ (of|von) ", "");
  }

  @ParameterizedTest
  @CsvSource({
    "summary.forSale, 0, no listing for sale",
    "summary.forSale, 1, 1 listing for sale",
    "summary.forSale, 2, 2 listings for sale",
    "stock.left, 0, sold out",
    "stock.left, 1, 1 left",
  })
  void textHasTheFormOfItsCount(String key, int count, String text) {
    assertThat(messages.text("en", key, Map.of("count", count))).isEqualTo(text);
    assertThat(messages.text("fi", key, Map.of("count", count))).isEqualTo(text);
  }

  @Test
  void ownFileHasFormsOfItsOwnAndNoOthers(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("messages_pl.properties"),
        "stock.left={count} sztuk\nstock.left.one=1 sztuka\nstock.left.few={count} sztuki\n");
    Messages own = new Messages(directory);
    assertThat(
            List.of(1, 3, 5).stream()
                .map(count -> own.text("pl", "stock.left", Map.of("count", count))))
        .containsExactly("1 sztuka", "3 sztuki", "5 sztuk");

    Files.writeString(
        directory.resolve("messages_en.properties"),
        "unknown.one=What?\nstock.left.few={much} left\npattern.time=b:mm\nstock.left.two=2\n");
    assertThatThrownBy(() -> new Messages(directory))
        .isInstanceOfSatisfying(
            WordsRefused.class,
            refused ->
                assertThat(refused.lines())
                    .hasSize(4)
                    .anyMatch(line -> line.contains("no message is called unknown.one"))
                    .anyMatch(line -> line.contains("no message is called stock.left.two"))
                    .anyMatch(line -> line.contains("stock.left.few has no {much}"))
                    .anyMatch(line -> line.contains("pattern.time is no pattern")));
  }

  @Test
  void ownTextIsSaidForEachNumberForWhichItHasNoForm(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("messages_en.properties"),
        "stock.left={count} here\nago.days.one=yesterday\nskus.more=\\ +{count}\n");
    Files.writeString(
        directory.resolve("messages_pl.properties"),
        "heading.low={count} mało\nheading.low.one=1 mało\n");
    Messages own = new Messages(directory);

    assertThat(texts(own, "en", "stock.left", 0, 1, 2))
        .containsExactly("0 here", "1 here", "2 here");
    assertThat(texts(own, "pl", "heading.low", 1, 3, 5))
        .containsExactly("1 mało", "3 mało", "5 mało");
    // A form alone replaces no other, other keys stay, and so do other languages.
    assertThat(texts(own, "en", "ago.days", 1, 2)).containsExactly("yesterday", "2 days ago");
    assertThat(own.text("en", "skus.one", Map.of("sku", "A"))).isEqualTo("SKU: A");
    assertThat(texts(own, "de", "stock.left", 0)).isEqualTo(texts(messages, "de", "stock.left", 0));
  }

  private static List<String> texts(
      Messages words, String language, String key, Integer... counts) {
    return Stream.of(counts)
        .map(count -> words.text(language, key, Map.of("count", count)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pt_BR", "pt-br", "PT", "portuguese", "p", ""})
  void fileThatNoChatCouldChooseIsRefused(String language, @TempDir Path directory)
      throws IOException {
    Files.writeString(directory.resolve("messages_" + language + ".properties"), "");

    assertThatThrownBy(() -> new Messages(directory))
        .isInstanceOf(WordsRefused.class)
        .hasMessageContaining("messages_" + language + ".properties: no chat can choose");
  }

  @Test
  void keyThatIsInNoFileIsAMistake() {
    assertThatThrownBy(() -> messages.text("en", "no.such.key"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no.such.key");
  }

  @Test
  void valueThatIsNotGivenIsAMistake() {
    assertThatThrownBy(() -> messages.text("en", "skus.one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sku");
  }

  @Test
  void everyMessageTakesItsValuesAndHoldsNoStrayBrace() throws IOException {
    for (String key : english().stringPropertyNames()) {
      String pattern = english().getProperty(key);
      Map<String, String> values = new HashMap<>();
      Matcher named = Pattern.compile("\\{(\\w+)}").matcher(pattern);
      while (named.find()) {
        values.put(named.group(1), "VALUE");
      }

      assertThat(messages.text("en", key, values)).as(key).doesNotContain("{", "}");
      assertThat(messages.text("en", key, values).isBlank())
          .as(key)
          .isEqualTo(key.equals("skus.none"));
    }
  }

  @Test
  void everyKeyThatIsUsedIsInTheFileAndEveryKeyInTheFileIsUsed() throws IOException {
    Set<String> keys = new TreeSet<>(english().stringPropertyNames());
    // A form of a text, for some numbers.
    keys.removeIf(
        key ->
            key.matches(".*\\.(none|one|few)") && keys().contains(key.replaceAll("\\.\\w+$", "")));
    Set<String> used = new TreeSet<>();
    COMPOSED.forEach((start, ends) -> ends.forEach(end -> used.add(start + end)));
    // A variation is not taken down like a listing.
    used.addAll(List.of("alert.variation_taken_down", "folded.variation_taken_down"));
    // Only what waited comes back meanwhile: it is in a message of several.
    used.addAll(List.of("alert.came_back", "folded.came_back", "missed.came_back"));
    for (Path file : sources()) {
      Matcher quoted = QUOTED.matcher(Files.readString(file));
      while (quoted.find()) {
        String text = quoted.group(1);
        if (text.contains(".") || keys.contains(text)) {
          used.add(text);
        }
      }
    }
    // Not a message, but the name of a file or a package.
    used.removeIf(key -> key.contains(".") && !families().contains(key.replaceAll("\\..*", "")));

    assertThat(used).containsExactlyInAnyOrderElementsOf(keys);
  }

  private static Set<String> keys() {
    try {
      return english().stringPropertyNames();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> families() {
    return Set.of(
        "access",
        "ago",
        "after",
        "alert",
        "button",
        "callback",
        "card",
        "chat",
        "changed",
        "command",
        "digest",
        "etsy",
        "export",
        "find",
        "folded",
        "group",
        "heading",
        "help",
        "item",
        "length",
        "invite",
        "limit",
        "link",
        "list",
        "listing",
        "listings",
        "low",
        "missed",
        "mute",
        "over",
        "pattern",
        "pause",
        "pin",
        "privacy",
        "quiet",
        "restock",
        "resume",
        "settings",
        "single",
        "shop",
        "shops",
        "skus",
        "start",
        "status",
        "stock",
        "stop",
        "summary",
        "test",
        "thanks",
        "threshold",
        "time",
        "told",
        "team",
        "trouble",
        "unlink");
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String folder :
        List.of(
            "java/dev/lowstock/alert",
            "java/dev/lowstock/chat",
            "java/dev/lowstock/etsy",
            "java/dev/lowstock/operate",
            "java/dev/lowstock/telegram",
            "resources/routes")) {
      try (Stream<Path> files = Files.walk(MAIN.resolve(folder))) {
        files.filter(Files::isRegularFile).forEach(sources::add);
      }
    }
    return sources;
  }

  private static Properties english() throws IOException {
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(ENGLISH)) {
      properties.load(file);
    }
    return properties;
  }
}
