package dev.lowstock.chat.settings;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.outbox.HeldAlerts;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time zone of the chat: by its name, or by what time it is. Who chooses a time is asked for a
 * city next, because only that tells when the clocks change.
 */
final class ZonePage implements Page {
  private static final int MOST_ZONES = 12;
  private static final int LONGEST_TYPED = 40;
  private static final Pattern AT = Pattern.compile("at(-?[0-9]{1,4})");

  private final SettingRows rows;
  private final HeldAlerts held;

  ZonePage(SettingRows rows, HeldAlerts held) {
    this.rows = rows;
    this.held = held;
  }

  /** Said where times of day are chosen before the zone is. */
  static Optional<String> hint(Chosen chosen, Words words) {
    return chosen.settings().zone() == null
        ? Optional.of(
            words.text(
                "settings.zone.hint", Map.of("time", words.time(time(ZoneOffset.UTC, chosen)))))
        : Optional.empty();
  }

  static List<List<Button>> hintButton(Chosen chosen, Words words) {
    return chosen.settings().zone() == null
        ? List.of(List.of(words.button(words.text("button.zone"), "zone")))
        : List.of();
  }

  @Override
  public String line(Chosen chosen, Words words) {
    ZoneId zone = chosen.settings().zoneThatCounts();
    return words.text(
        chosen.settings().zone() == null ? "settings.zoneUnset" : "settings.zone",
        Map.of("zone", Zones.city(zone), "time", words.time(time(zone, chosen))));
  }

  @Override
  public Message show(Chosen chosen, Words words) {
    return words.page(
        List.of(
            words.text("settings.zone.title"),
            line(chosen, words),
            words.text("settings.zone.howTo")),
        List.of(List.of(words.button(words.text("button.zoneByTime"), "zone:now"))));
  }

  @Override
  public Optional<Message> press(SettingsChat chat, String choice, Chosen chosen, Words words) {
    Matcher at = AT.matcher(choice);
    if (choice.equals("now")) {
      return Optional.of(times(chosen.now(), words));
    }
    if (at.matches()) {
      return atOffset(Integer.parseInt(at.group(1)), chosen, words);
    }
    Zones.of(choice).ifPresent(zone -> set(chat, zone));
    return Optional.empty();
  }

  private static Message times(Instant now, Words words) {
    return words.page(
        List.of(words.text("settings.zone.title"), words.text("settings.zone.whatTime")),
        Words.rows(
            Zones.offsets(now).stream()
                .map(
                    offset ->
                        words.button(
                            words.time(LocalTime.ofInstant(now, offset)),
                            "zone:at" + offset.getTotalSeconds() / 60))
                .toList(),
            4));
  }

  private static Optional<Message> atOffset(int minutes, Chosen chosen, Words words) {
    return Zones.offsets(chosen.now()).stream()
        .filter(offset -> offset.getTotalSeconds() == 60 * minutes)
        .findFirst()
        .map(
            offset -> {
              List<ZoneId> zones = new ArrayList<>(Zones.usual(offset, chosen.now()));
              zones.add(offset);
              return words.page(
                  List.of(words.text("settings.zone.title"), words.text("settings.zone.whichCity")),
                  buttons(zones, words));
            });
  }

  @Override
  public Optional<Message> type(SettingsChat chat, String typed, Chosen chosen, Words words) {
    List<ZoneId> found = Zones.named(typed);
    if (found.size() == 1) {
      set(chat, found.get(0));
      return Optional.empty();
    }
    Map<String, String> values = Map.of("typed", AlertText.cut(typed, LONGEST_TYPED));
    return Optional.of(
        found.isEmpty()
            ? words.noted(words.text("settings.zone.unknown", values), show(chosen, words))
            : words.page(
                List.of(words.text("settings.zone.title"), words.text("settings.zone.which")),
                buttons(found.subList(0, Math.min(found.size(), MOST_ZONES)), words)));
  }

  private static List<List<Button>> buttons(List<ZoneId> zones, Words words) {
    List<Button> buttons = new ArrayList<>();
    for (ZoneId zone : zones) {
      boolean isCityClear =
          zones.stream().filter(each -> Zones.city(each).equals(Zones.city(zone))).count() == 1;
      buttons.add(
          words.button(isCityClear ? Zones.city(zone) : zone.getId(), "zone:" + zone.getId()));
    }
    return Words.rows(buttons, 2);
  }

  private void set(SettingsChat chat, ZoneId zone) {
    rows.setZone(chat, zone.getId());
    held.judgeAgain(chat.channel(), chat.address());
  }

  private static LocalTime time(ZoneId zone, Chosen chosen) {
    return LocalTime.ofInstant(chosen.now(), zone);
  }
}
