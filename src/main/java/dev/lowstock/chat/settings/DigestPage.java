package dev.lowstock.chat.settings;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.outbox.ChatSettings;
import dev.lowstock.outbox.ChatSettings.Digest;
import dev.lowstock.outbox.ChatSettings.HowOften;
import dev.lowstock.outbox.HeldAlerts;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When alerts come collected, and which. */
final class DigestPage implements Page {
  private static final List<Integer> USUAL_HOURS = List.of(7, 8, 9, 12, 17, 18, 20, 21);
  private static final Pattern CHOICE =
      Pattern.compile("(off|daily|weekly)|(low|all)|day([1-7])|at([0-9]{1,4})");
  private static final int MINUTES_OF_DAY = 1440;

  private final SettingRows rows;
  private final HeldAlerts held;

  DigestPage(SettingRows rows, HeldAlerts held) {
    this.rows = rows;
    this.held = held;
  }

  @Override
  public String line(Chosen chosen, Words words) {
    ChatSettings settings = chosen.settings();
    return text(
        "settings.digestIs.",
        settings.isDigestWithoutSoldOut() ? "ButSoldOut" : what(settings.digest()),
        settings.digest(),
        words);
  }

  @Override
  public Message show(Chosen chosen, Words words) {
    Digest digest = chosen.settings().digest();
    List<String> lines = new ArrayList<>();
    lines.add(words.text("settings.digest.title"));
    String said = text("settings.digest.", what(digest), digest, words);
    boolean isOn = digest.howOften() != HowOften.OFF;
    lines.add(
        isOn && chosen.settings().isDigestWithoutSoldOut()
            ? said + " " + words.text("settings.quiet.soldOutThrough")
            : said);
    ZonePage.hint(chosen, words).ifPresent(lines::add);
    lines.add(words.text("settings.digest.howTo"));
    List<List<Button>> buttons = new ArrayList<>();
    buttons.add(
        Arrays.stream(HowOften.values())
            .map(
                each ->
                    words.choice(
                        each == digest.howOften(),
                        words.text("button.digest." + name(each)),
                        "digest:" + name(each)))
            .toList());
    if (isOn) {
      buttons.addAll(details(digest, words));
    }
    buttons.addAll(ZonePage.hintButton(chosen, words));
    return words.page(lines, buttons);
  }

  private static List<List<Button>> details(Digest digest, Words words) {
    List<List<Button>> buttons = new ArrayList<>();
    if (digest.howOften() == HowOften.WEEKLY) {
      List<Button> days = new ArrayList<>();
      for (DayOfWeek day : DayOfWeek.values()) {
        days.add(
            words.choice(
                day == digest.day(),
                words.day(day, TextStyle.SHORT),
                "digest:day" + day.getValue()));
      }
      buttons.addAll(Words.rows(days, 4));
    }
    List<Button> times = new ArrayList<>();
    for (int hour : USUAL_HOURS) {
      LocalTime at = LocalTime.of(hour, 0);
      times.add(words.choice(at.equals(digest.at()), words.time(at), "digest:at" + 60 * hour));
    }
    buttons.addAll(Words.rows(times, 4));
    buttons.add(
        List.of(
            words.choice(!digest.ofAll(), words.text("button.digest.low"), "digest:low"),
            words.choice(digest.ofAll(), words.text("button.digest.all"), "digest:all")));
    return buttons;
  }

  @Override
  public Optional<Message> press(SettingsChat chat, String choice, Chosen chosen, Words words) {
    Matcher wanted = CHOICE.matcher(choice);
    if (wanted.matches()) {
      String day = wanted.group(3);
      LocalTime at = time(wanted.group(4));
      if (wanted.group(4) == null || at != null) {
        set(
            chat,
            new DigestWish(
                wanted.group(1),
                wanted.group(2),
                day == null ? null : DayOfWeek.of(Integer.parseInt(day)),
                at));
      }
    }
    return Optional.empty();
  }

  private static @Nullable LocalTime time(@Nullable String minute) {
    int minutes = minute == null ? MINUTES_OF_DAY : Integer.parseInt(minute);
    return minutes < MINUTES_OF_DAY ? LocalTime.ofSecondOfDay(60L * minutes) : null;
  }

  @Override
  public Optional<Message> type(SettingsChat chat, String typed, Chosen chosen, Words words) {
    DigestWish wish = DigestWish.typed(typed, words.locale());
    if (wish == null) {
      return Optional.of(words.noted(words.text("settings.digest.wrong"), show(chosen, words)));
    }
    set(chat, wish);
    return Optional.empty();
  }

  private void set(SettingsChat chat, DigestWish wish) {
    rows.setDigest(chat, wish);
    held.judgeAgain(chat.channel(), chat.address());
  }

  private static String what(Digest digest) {
    return digest.ofAll() ? "All" : "Low";
  }

  private static String text(String keys, String what, Digest digest, Words words) {
    if (digest.howOften() == HowOften.OFF) {
      return words.text(keys + "off");
    }
    return words.text(
        keys + name(digest.howOften()) + what,
        Map.of("time", words.time(digest.at()), "day", words.day(digest.day(), TextStyle.FULL)));
  }

  private static String name(HowOften howOften) {
    return howOften.name().toLowerCase(Locale.ROOT);
  }
}
