package dev.lowstock.chat.settings;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a digest; null: stays as it was.
 *
 * @param howOften off, daily or weekly
 * @param of low or all
 * @param day of a weekly one
 */
record DigestWish(
    @Nullable String howOften,
    @Nullable String of,
    @Nullable DayOfWeek day,
    @Nullable LocalTime at) {

  /** As in '9 am'. */
  private static final Pattern HALF = Pattern.compile("(\\d)\\s+([ap]\\.?m\\b)");

  private static final Pattern WORD = Pattern.compile("[^\\s,]+");

  /** As people type it: weekly monday 9:00 all; null when that is not understood. */
  static @Nullable DigestWish typed(String typed, Locale locale) {
    DigestWish wish = new DigestWish(null, null, null, null);
    for (String word : words(typed)) {
      DigestWish more = wish.with(word, locale);
      if (more == null) {
        return null;
      }
      wish = more;
    }
    // A day says that it is weekly.
    return wish.howOften == null && wish.day != null
        ? new DigestWish("weekly", wish.of, wish.day, wish.at)
        : wish;
  }

  private static List<String> words(String typed) {
    String joined = HALF.matcher(typed.toLowerCase(Locale.ROOT)).replaceAll("$1$2");
    return WORD.matcher(joined).results().map(MatchResult::group).toList();
  }

  private @Nullable DigestWish with(String word, Locale locale) {
    return switch (word) {
      case "off", "daily", "weekly" -> new DigestWish(word, of, day, at);
      case "low", "all" -> new DigestWish(howOften, word, day, at);
      case "everything" -> new DigestWish(howOften, "all", day, at);
      case "every", "on", "at", "of", "only" -> this;
      case "day" -> new DigestWish("daily", of, day, at);
      case "week" -> new DigestWish("weekly", of, day, at);
      default -> {
        DayOfWeek named = day(word, locale);
        List<LocalTime> times = named == null ? ClockTimes.in(word) : List.of();
        if (named == null && times.size() != 1) {
          yield null;
        }
        yield named == null
            ? new DigestWish(howOften, of, day, times.get(0))
            : new DigestWish(howOften, of, named, at);
      }
    };
  }

  private static @Nullable DayOfWeek day(String word, Locale locale) {
    return Arrays.stream(DayOfWeek.values())
        .filter(
            day ->
                List.of(locale, Locale.ENGLISH).stream()
                    .anyMatch(
                        each ->
                            word.equalsIgnoreCase(day.getDisplayName(TextStyle.FULL, each))
                                || word.equalsIgnoreCase(
                                    day.getDisplayName(TextStyle.SHORT, each))))
        .findFirst()
        .orElse(null);
  }
}
