package dev.lowstock.chat.settings;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.outbox.ChatSettings.Quiet;
import dev.lowstock.outbox.HeldAlerts;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hours in which alerts wait. */
final class QuietPage implements Page {
  private static final List<String> USUAL = List.of("22-7", "22-8", "23-7");
  private static final Pattern HOURS = Pattern.compile("([0-9]{1,4})-([0-9]{1,4})");
  private static final int MINUTES_OF_DAY = 1440;

  private final SettingRows rows;
  private final HeldAlerts held;

  QuietPage(SettingRows rows, HeldAlerts held) {
    this.rows = rows;
    this.held = held;
  }

  @Override
  public String line(Chosen chosen, Words words) {
    Quiet quiet = chosen.settings().quiet();
    return quiet == null
        ? words.text("settings.quietOff")
        : words.text(
            quiet.soldOutToo() ? "settings.quiet" : "settings.quietButSoldOut",
            hours(quiet, words));
  }

  @Override
  public Message show(Chosen chosen, Words words) {
    Quiet quiet = chosen.settings().quiet();
    List<String> lines = new ArrayList<>();
    lines.add(words.text("settings.quiet.title"));
    if (quiet == null) {
      lines.add(words.text("settings.quiet.off"));
    } else {
      lines.add(words.text("settings.quiet.on", hours(quiet, words)));
      lines.add(
          words.text(
              quiet.soldOutToo() ? "settings.quiet.soldOutToo" : "settings.quiet.soldOutThrough"));
    }
    ZonePage.hint(chosen, words).ifPresent(lines::add);
    lines.add(words.text("settings.quiet.howTo"));
    List<List<Button>> buttons = new ArrayList<>();
    buttons.add(usual(quiet, words));
    if (quiet != null) {
      buttons.add(
          List.of(
              quiet.soldOutToo()
                  ? words.button(words.text("button.soldOutThrough"), "quiet:through")
                  : words.button(words.text("button.soldOutWaits"), "quiet:waits")));
    }
    buttons.addAll(ZonePage.hintButton(chosen, words));
    return words.page(lines, buttons);
  }

  private static List<Button> usual(@Nullable Quiet quiet, Words words) {
    List<Button> buttons = new ArrayList<>();
    buttons.add(words.choice(quiet == null, words.text("button.off"), "quiet:off"));
    for (String hours : USUAL) {
      List<LocalTime> times = ClockTimes.in(hours);
      LocalTime from = times.get(0);
      LocalTime until = times.get(1);
      boolean holds = quiet != null && quiet.from().equals(from) && quiet.until().equals(until);
      buttons.add(
          words.choice(
              holds,
              hours.replace('-', '–'),
              "quiet:" + from.toSecondOfDay() / 60 + "-" + until.toSecondOfDay() / 60));
    }
    return buttons;
  }

  @Override
  public Optional<Message> press(SettingsChat chat, String choice, Chosen chosen, Words words) {
    Matcher hours = HOURS.matcher(choice);
    if (choice.equals("off")) {
      set(chat, null, null);
    } else if (choice.equals("through") || choice.equals("waits")) {
      rows.setQuietSoldOut(chat, choice.equals("through"));
      held.judgeAgain(chat.channel(), chat.address());
    } else if (hours.matches()) {
      int from = Integer.parseInt(hours.group(1));
      int until = Integer.parseInt(hours.group(2));
      if (from < MINUTES_OF_DAY && until < MINUTES_OF_DAY && from != until) {
        set(chat, LocalTime.ofSecondOfDay(60L * from), LocalTime.ofSecondOfDay(60L * until));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Message> type(SettingsChat chat, String typed, Chosen chosen, Words words) {
    List<LocalTime> times = ClockTimes.in(typed);
    if (typed.equalsIgnoreCase("off")) {
      set(chat, null, null);
    } else if (times.size() == 2 && !times.get(0).equals(times.get(1))) {
      set(chat, times.get(0), times.get(1));
    } else {
      return Optional.of(words.noted(words.text("settings.quiet.wrong"), show(chosen, words)));
    }
    return Optional.empty();
  }

  private void set(SettingsChat chat, @Nullable LocalTime from, @Nullable LocalTime until) {
    rows.setQuietHours(chat, from, until);
    held.judgeAgain(chat.channel(), chat.address());
  }

  private static Map<String, String> hours(Quiet quiet, Words words) {
    return Map.of("from", words.time(quiet.from()), "until", words.time(quiet.until()));
  }
}
