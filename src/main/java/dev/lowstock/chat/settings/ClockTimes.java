package dev.lowstock.chat.settings;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times of day as people type them: 7, 7:00, 07.00, 7h30, 10 pm, 22:30-7:00. */
final class ClockTimes {
  private static final Pattern TIME =
      Pattern.compile(
          "(?<![0-9])([0-9]{1,2})(?:[:.h]([0-9]{2})|h)?(?![0-9])\\s*([ap]\\.?m\\b\\.?)?");

  private ClockTimes() {}

  /**
   * All of them in their order.
   *
   * @return none where one of them is no time of day
   */
  static List<LocalTime> in(String typed) {
    List<LocalTime> times = new ArrayList<>();
    Matcher found = TIME.matcher(typed.toLowerCase(Locale.ROOT));
    try {
      while (found.find()) {
        times.add(time(found.group(1), found.group(2), found.group(3)));
      }
    } catch (DateTimeException e) {
      return List.of();
    }
    return times;
  }

  private static LocalTime time(String hour, @Nullable String minute, @Nullable String half) {
    int hours = Integer.parseInt(hour);
    if (half != null) {
      hours = hours % 12 + (half.startsWith("p") ? 12 : 0);
    }
    return LocalTime.of(hours, minute == null ? 0 : Integer.parseInt(minute));
  }
}
