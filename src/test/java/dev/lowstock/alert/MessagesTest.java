package dev.lowstock.alert;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.chat.Bundled;
import java.io.IOException;
import java.io.Reader;
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
          entry("summary.", List.of("forSaleNone", "soldOutNone", "lowNone")),
          entry("skus.", List.of("revoked", "gone", "unavailable")),
          entry(
              "button.settings.",
              List.of("digest", "language", "low", "quiet", "restocks", "single", "zone")),
          entry("button.digest.", List.of("off", "daily", "weekly")),
          entry("settings.digest.", DIGESTS),
          entry("settings.digestIs.", DIGESTS),
          entry("settings.restocks.", List.of("on", "off", "mixed")),
          entry("button.single.", SINGLES),
          entry("settings.single.", SINGLES),
          entry("command.", List.copyOf(Bundled.all())));

  private final Messages messages = new Messages(null);

  @Test
  void languageWithoutAFileIsSaidInEnglish() {
    for (String language : new String[] {null, "en", "en-gb", "de", "pt-br", "", "-", "xx-YY-zz"}) {
      assertThat(messages.text(language, "unknown"))
          .isEqualTo("I do not know that. /help lists what I can do.");
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

      assertThat(messages.text("en", key, values)).as(key).isNotBlank().doesNotContain("{", "}");
    }
  }

  @Test
  void everyKeyThatIsUsedIsInTheFileAndEveryKeyInTheFileIsUsed() throws IOException {
    Set<String> keys = english().stringPropertyNames();
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

  private static Set<String> families() {
    return Set.of(
        "access",
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
        "limit",
        "link",
        "listing",
        "listings",
        "low",
        "missed",
        "mute",
        "over",
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
        "threshold",
        "told",
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
