package dev.lowstock.chat;

import dev.lowstock.outbox.Holds;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** For how long somebody wants to hear nothing, as they typed it or as a button says it. */
final class PauseWish {
  /** When a day begins on which a pause ends. */
  static final LocalTime MORNING = LocalTime.of(8, 0);

  private static final int MOST_DAYS = 366;

  private static final Pattern LENGTH =
      Pattern.compile(
          "([0-9]{1,5}) ?(?:(m|min|mins|minutes?)|(h|hrs?|hours?)|(d|days?)|(w|weeks?))");

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private PauseWish() {}

  /**
   * When the pause ends.
   *
   * @param zone of the chat: a day begins when it does there
   * @return null when that is not said, is not in the future, or is more than a year away
   */
  static @Nullable Instant until(String argument, Instant now, ZoneId zone) {
    String wish =
        argument.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").replaceFirst("^(until|for) ", "");
    ZonedDateTime today = now.atZone(zone);
    Instant until;
    if (wish.equals("tomorrow")) {
      until = Holds.first(today.toLocalDate().plusDays(1), MORNING, zone);
    } else if (DATE.matcher(wish).matches()) {
      until = morning(wish, zone);
    } else {
      until = after(wish, today);
    }
    return until != null && until.isAfter(now) && until.isBefore(latest(today)) ? until : null;
  }

  private static Instant latest(ZonedDateTime today) {
    return today.plusDays(MOST_DAYS).plusMinutes(1).toInstant();
  }

  private static @Nullable Instant morning(String date, ZoneId zone) {
    try {
      return Holds.first(LocalDate.parse(date), MORNING, zone);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant after(String wish, ZonedDateTime today) {
    Matcher length = LENGTH.matcher(wish);
    if (!length.matches()) {
      return null;
    }
    int count = Integer.parseInt(length.group(1));
    ZonedDateTime until =
        length.group(2) != null
            ? today.plusMinutes(count)
            : length.group(3) != null
                ? today.plusHours(count)
                : length.group(4) != null ? today.plusDays(count) : today.plusWeeks(count);
    return until.toInstant();
  }
}
