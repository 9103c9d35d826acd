package dev.lowstock.chat;

import dev.lowstock.alert.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lengths of time and days as people say them. */
final class TimeWords {
  private final Messages messages;

  TimeWords(Messages messages) {
    this.messages = messages;
  }

  /** In the one unit that fits; a negative length is none. */
  String length(@Nullable String language, Duration length) {
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < 120) {
      return count(language, "seconds", seconds);
    }
    if (seconds < 7200) {
      return count(language, "minutes", seconds / 60);
    }
    return seconds < 172_800
        ? count(language, "hours", seconds / 3600)
        : count(language, "days", seconds / 86_400);
  }

  /** The day in UTC, such as 3 November, in a language that there are words for. */
  String day(@Nullable String language, Instant at) {
    String name = language == null ? "en" : language.split("-", 2)[0];
    Locale locale =
        messages.languages().contains(name) ? Locale.forLanguageTag(name) : Locale.ENGLISH;
    return DateTimeFormatter.ofPattern("d MMMM", locale).format(at.atOffset(ZoneOffset.UTC));
  }

  private String count(@Nullable String language, String unit, long count) {
    return messages.text(language, unit, Map.of("count", count));
  }
}
