package dev.lowstock.chat.settings;

import dev.lowstock.alert.Message;
import dev.lowstock.outbox.ChatSettings.OneOfAKind;
import dev.lowstock.outbox.HeldAlerts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What becomes of the sell-out of a listing that never had more than one. */
final class OneOfAKindPage implements Page {
  private final SettingRows rows;
  private final HeldAlerts held;

  OneOfAKindPage(SettingRows rows, HeldAlerts held) {
    this.rows = rows;
    this.held = held;
  }

  @Override
  public String line(Chosen chosen, Words words) {
    return words.text("settings.single." + name(chosen.settings().oneOfAKindThatCounts()));
  }

  @Override
  public Message show(Chosen chosen, Words words) {
    OneOfAKind now = chosen.settings().oneOfAKindThatCounts();
    List<String> lines = new ArrayList<>();
    lines.add(words.text("settings.single.title"));
    lines.add(words.text("settings.single.what"));
    lines.add(words.text("settings.single." + name(now)));
    return words.page(
        lines,
        Words.rows(
            Arrays.stream(OneOfAKind.values())
                .map(
                    each ->
                        words.choice(
                            each == now,
                            words.text("button.single." + name(each)),
                            "single:" + name(each)))
                .toList(),
            3));
  }

  @Override
  public Optional<Message> press(SettingsChat chat, String choice, Chosen chosen, Words words) {
    if (Arrays.stream(OneOfAKind.values()).anyMatch(each -> name(each).equals(choice))) {
      rows.setOneOfAKind(chat, choice);
      held.judgeAgain(chat.channel(), chat.address());
    }
    return Optional.empty();
  }

  /** There is no command of it. */
  @Override
  public Optional<Message> type(SettingsChat chat, String typed, Chosen chosen, Words words) {
    return Optional.empty();
  }

  private static String name(OneOfAKind what) {
    return what.name().toLowerCase(Locale.ROOT);
  }
}
