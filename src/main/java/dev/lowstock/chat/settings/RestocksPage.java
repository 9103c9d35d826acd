package dev.lowstock.chat.settings;

import dev.lowstock.alert.Message;
import java.util.List;
import java.util.Optional;

/** Whether the chat hears of what is back in stock, in all its shops. */
final class RestocksPage implements Page {
  private final SettingRows rows;

  RestocksPage(SettingRows rows) {
    this.rows = rows;
  }

  @Override
  public String line(Chosen chosen, Words words) {
    return words.text("settings.restocks." + state(chosen));
  }

  @Override
  public Message show(Chosen chosen, Words words) {
    String state = state(chosen);
    return words.page(
        List.of(words.text("settings.restocks.title"), words.text("settings.restocks." + state)),
        List.of(
            List.of(
                words.choice(state.equals("on"), words.text("button.restockOn"), "restocks:on"),
                words.choice(
                    state.equals("off"), words.text("button.restockOff"), "restocks:off"))));
  }

  @Override
  public Optional<Message> press(SettingsChat chat, String choice, Chosen chosen, Words words) {
    if (choice.equals("on") || choice.equals("off")) {
      rows.setRestocks(chat, choice.equals("on"));
    }
    return Optional.empty();
  }

  /** It is typed behind /restock. */
  @Override
  public Optional<Message> type(SettingsChat chat, String typed, Chosen chosen, Words words) {
    return Optional.empty();
  }

  private static String state(Chosen chosen) {
    long on = chosen.shops().stream().filter(Chosen.Shop::restocks).count();
    return on == 0 ? "off" : on == chosen.shops().size() ? "on" : "mixed";
  }
}
