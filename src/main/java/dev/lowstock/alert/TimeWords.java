package dev.lowstock.alert;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lengths of time, days and times of day as a language says them. Thread-safe. */
public final class TimeWords {
  /** Begins the keys whose text is a pattern of {@link DateTimeFormatter}. */
  static final String PATTERNS = "pattern.";

  private static final String TIME = "pattern.time";

  private final Messages messages;

  public TimeWords(Messages messages) {
    this.messages = messages;
  }

  /** Whether what the text of such a key says can be shown. */
  static boolean isPattern(String key, String text) {
    try {
      DateTimeFormatter pattern = DateTimeFormatter.ofPattern(text);
      return !pattern.format(key.equals(TIME) ? LocalTime.NOON : in(null, Instant.EPOCH)).isBlank();
    } catch (IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }

  /** How long something lasts, in the one unit that fits; a negative length is none. */
  public String length(@Nullable String language, Duration length) {
    return inUnits(language, "length.", length);
  }

  /** How long ago something was; what lies ahead is now. */
  public String ago(@Nullable String language, Instant at, Instant now) {
    return inUnits(language, "ago.", Duration.between(at, now));
  }

  private String inUnits(@Nullable String language, String keys, Duration length) {
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < 120) {
      return count(language, keys + "seconds", seconds);
    }
    if (seconds < 7200) {
      return count(language, keys + "minutes", seconds / 60);
    }
    return seconds < 172_800
        ? count(language, keys + "hours", seconds / 3600)
        : count(language, keys + "days", seconds / 86_400);
  }

  /**
   * A moment as a clock of the chat shows it, such as Thu 3 Dec, 8:00.
   *
   * @param zone of the chat; null: it did not choose one, so it is said that it is UTC
   */
  public String moment(@Nullable String language, Instant at, @Nullable ZoneId zone) {
    return orUtc(language, format(language, "pattern.moment", in(zone, at)), zone);
  }

  /** A time of the chat's day. */
  public String time(@Nullable String language, LocalTime time, @Nullable ZoneId zone) {
    return orUtc(language, clock(language, time), zone);
  }

  /** A time of day, where it is said or clear by which clock. */
  public String clock(@Nullable String language, LocalTime time) {
    return format(language, TIME, time);
  }

  /** The name of a day of the week. */
  public String weekday(@Nullable String language, DayOfWeek day, TextStyle style) {
    return day.getDisplayName(style, messages.locale(language));
  }

  /**
   * The day of a moment, such as 3 November.
   *
   * @param zone of the chat; null: it did not choose one, and the day is that of UTC
   */
  public String day(@Nullable String language, Instant at, @Nullable ZoneId zone) {
    return format(language, "pattern.day", in(zone, at));
  }

  /** The same with its year, of what may be long ago. */
  public String date(@Nullable String language, Instant at, @Nullable ZoneId zone) {
    return format(language, "pattern.date", in(zone, at));
  }

  private static ZonedDateTime in(@Nullable ZoneId zone, Instant at) {
    return at.atZone(zone == null ? ZoneOffset.UTC : zone);
  }

  private String orUtc(@Nullable String language, String time, @Nullable ZoneId zone) {
    return zone == null ? messages.text(language, "time.utc", Map.of("time", time)) : time;
  }

  private String format(@Nullable String language, String key, TemporalAccessor time) {
    String pattern = messages.word(language, key).orElseThrow();
    return DateTimeFormatter.ofPattern(pattern, messages.locale(language)).format(time);
  }

  private String count(@Nullable String language, String key, long count) {
    return messages.text(language, key, Map.of("count", count));
  }
}
