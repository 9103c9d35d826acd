package dev.lowstock.chat.settings;

import dev.lowstock.alert.Message;
import java.util.Optional;

/**
 * One page of the settings. What buttons and people say is not believed: what is not understood
 * changes nothing.
 */
interface Page {
  /** What the first page says of it. */
  String line(Chosen chosen, Words words);

  /** What holds, and the buttons that change it. */
  Message show(Chosen chosen, Words words);

  /**
   * Does what a button of it asks for.
   *
   * @param choice as the button names it
   * @return what is shown then; empty: what holds now
   */
  Optional<Message> press(SettingsChat chat, String choice, Chosen chosen, Words words);

  /**
   * Does what a command asks for.
   *
   * @param typed what stands behind the command; never empty
   * @return what is shown then; empty: what holds now
   */
  Optional<Message> type(SettingsChat chat, String typed, Chosen chosen, Words words);
}
