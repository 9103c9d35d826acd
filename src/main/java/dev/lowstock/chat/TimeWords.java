package dev.lowstock.chat;

import dev.lowstock.alert.Messages;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
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

  /**
   * A moment as a clock of the chat shows it, such as Thu 3 Dec, 08:00.
   *
   * @param zone of the chat; null: it did not choose one, so it is said that it is UTC
   */
  String moment(@Nullable String language, Instant at, @Nullable ZoneId zone) {
    ZonedDateTime there = at.atZone(zone == null ? ZoneOffset.UTC : zone);
    return DateTimeFormatter.ofPattern("EEE d MMM", locale(language)).format(there)
        + ", "
        + time(there.toLocalTime().truncatedTo(ChronoUnit.MINUTES), zone);
  }

  /** A time of the chat's day. */
  String time(LocalTime time, @Nullable ZoneId zone) {
    return zone == null ? time + " UTC" : time.toString();
  }

  String weekday(@Nullable String language, DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, locale(language));
  }

  /** The day in UTC, such as 3 November, in a language that there are words for. */
  String day(@Nullable String language, Instant at) {
    return DateTimeFormatter.ofPattern("d MMMM", locale(language))
        .format(at.atOffset(ZoneOffset.UTC));
  }

  /** Of a language that there are words for. */
  private Locale locale(@Nullable String language) {
    String name = language == null ? "en" : language.split("-", 2)[0];
    return messages.languages().contains(name) ? Locale.forLanguageTag(name) : Locale.ENGLISH;
  }

  private String count(@Nullable String language, String unit, long count) {
    return messages.text(language, unit, Map.of("count", count));
  }
}
