package dev.lowstock.chat;

import dev.lowstock.alert.Messages;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows what people say to thank, in any of the languages that there are words for. */
final class Thanks {
  /** More is not only thanks. */
  private static final int MOST_WORDS = 5;

  /** Full stops and the like, and what colours an emoji. */
  private static final Pattern ORNAMENT = Pattern.compile("[\\p{P}\\p{M}\\p{Sk}]+");

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final Set<String> words;

  Thanks(Messages messages) {
    this.words =
        messages.languages().stream()
            .flatMap(language -> messages.word(language, "thanks.words").stream())
            .flatMap(all -> Stream.of(all.split(",")))
            .map(Thanks::plain)
            .filter(word -> !word.isEmpty())
            .collect(Collectors.toSet());
  }

  /** Whether a text begins with such a word, is short, and asks nothing. */
  boolean isIn(String text) {
    String said = plain(text);
    return !text.contains("?")
        && SPACE.split(said).length <= MOST_WORDS
        && words.stream().anyMatch(word -> said.equals(word) || said.startsWith(word + " "));
  }

  private static String plain(String text) {
    return SPACE
        .matcher(ORNAMENT.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(""))
        .replaceAll(" ")
        .strip();
  }
}
