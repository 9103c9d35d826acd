package dev.lowstock.chat;

import dev.lowstock.alert.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows what people say to thank, in any of the languages that there are words for. */
final class Thanks {
  /** Where one thing that is said may end. */
  private static final Pattern END = Pattern.compile("[,.;:!…\\n]+");

  /** Punctuation, and what colours an emoji. */
  private static final Pattern ORNAMENT = Pattern.compile("[\\p{P}\\p{M}\\p{Sk}]+");

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern LETTER = Pattern.compile("\\p{L}");

  private final Set<String> words;
  private final Set<String> emoji;

  Thanks(Messages messages) {
    Set<String> all =
        messages.languages().stream()
            .flatMap(language -> messages.word(language, "thanks.words").stream())
            .flatMap(listed -> Stream.of(listed.split(",")))
            .map(Thanks::plain)
            .filter(word -> !word.isEmpty())
            .collect(Collectors.toSet());
    this.words =
        all.stream().filter(word -> LETTER.matcher(word).find()).collect(Collectors.toSet());
    this.emoji = all.stream().filter(word -> !words.contains(word)).collect(Collectors.toSet());
  }

  /** Whether a text is such words, such emoji or both, and nothing else: "great" may go on. */
  boolean isIn(String text) {
    List<String> said =
        END.splitAsStream(text).map(Thanks::plain).filter(part -> !part.isEmpty()).toList();
    return !said.isEmpty() && !text.contains("?") && said.stream().allMatch(this::isThanks);
  }

  private boolean isThanks(String part) {
    String rest = part;
    for (String each : emoji) {
      rest = rest.replace(each, " ");
    }
    rest = plain(rest);
    return rest.isEmpty() || words.contains(rest);
  }

  private static String plain(String text) {
    return SPACE
        .matcher(ORNAMENT.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(""))
        .replaceAll(" ")
        .strip();
  }
}
