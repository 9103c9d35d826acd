package dev.lowstock.chat.settings;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import dev.lowstock.alert.TimeWords;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of the settings in the language of a chat. */
record Words(Messages messages, @Nullable String language) {
  private static final int LONGEST_LABEL = 40;

  String text(String key) {
    return messages.text(language, key);
  }

  String text(String key, Map<String, ?> values) {
    return messages.text(language, key, values);
  }

  /** To be put into another text as it is. */
  Object html(String key, Map<String, ?> values) {
    return messages.html(language, key, values);
  }

  String time(LocalTime time) {
    return new TimeWords(messages).clock(language, time);
  }

  String day(DayOfWeek day, TextStyle style) {
    return new TimeWords(messages).weekday(language, day, style);
  }

  /** The locale of the words that are shown: English where there are none in the language. */
  Locale locale() {
    return messages.locale(language);
  }

  /** A button that sets or shows something. */
  Button button(String label, String data) {
    return Button.action(AlertText.cut(label, LONGEST_LABEL), "set:" + data);
  }

  /** A button that sets something, marked where that holds now. */
  Button choice(boolean holds, String label, String data) {
    return button(holds ? "✓ " + label : label, data);
  }

  /** A page with a button that leads back to the first. */
  Message page(List<String> lines, List<List<Button>> rows) {
    List<List<Button>> all = new ArrayList<>(rows);
    all.add(List.of(Button.action(text("button.settings"), "set")));
    return new Message(String.join("\n", lines), all);
  }

  /** The same page with a line above it. */
  Message noted(String note, Message page) {
    return new Message(note + "\n\n" + page.html(), page.buttons());
  }

  /** Buttons in rows of so many. */
  static List<List<Button>> rows(List<Button> buttons, int inARow) {
    List<List<Button>> rows = new ArrayList<>();
    for (int i = 0; i < buttons.size(); i += inARow) {
      rows.add(buttons.subList(i, Math.min(i + inARow, buttons.size())));
    }
    return rows;
  }
}
