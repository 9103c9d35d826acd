package dev.lowstock.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A button under a message: opens an address, or tells the bot its data.
 *
 * @param row of buttons that it stands in, from 0 on
 */
public record ChatButton(String label, Optional<String> url, Optional<String> data, int row) {

  /** Checks an inline keyboard as Telegram does (Bot API, "InlineKeyboardButton"). */
  static List<ChatButton> read(Object markup) {
    List<ChatButton> buttons = new ArrayList<>();
    if (markup instanceof Map<?, ?> keyboard
        && keyboard.get("inline_keyboard") instanceof List<?> rows) {
      for (int row = 0; row < rows.size(); row++) {
        if (!(rows.get(row) instanceof List<?> cells)) {
          throw TelegramRefusal.badRequest(
              "object expected as reply markup: a row must be an Array");
        }
        for (Object cell : cells) {
          buttons.add(button(cell, row));
        }
      }
    }
    return buttons;
  }

  private static ChatButton button(Object cell, int row) {
    if (!(cell instanceof Map<?, ?> button) || !(button.get("text") instanceof String label)) {
      throw TelegramRefusal.badRequest("can't parse inline keyboard button: Text is missing");
    }
    long actions = ACTIONS.stream().filter(button::containsKey).count();
    if (label.isBlank() || actions != 1) {
      throw TelegramRefusal.badRequest(
          "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
    }
    Optional<String> url = Optional.ofNullable(button.get("url")).map(Object::toString);
    Optional<String> data = Optional.ofNullable(button.get("callback_data")).map(Object::toString);
    url.filter(address -> !address.matches("(https?|tg)://[^\\s]+"))
        .ifPresent(
            address -> {
              throw TelegramRefusal.badRequest(
                  "inline keyboard button URL '" + address + "' is invalid: Wrong HTTP URL");
            });
    data.map(text -> text.getBytes(UTF_8).length)
        .filter(bytes -> bytes < 1 || bytes > 64)
        .ifPresent(
            bytes -> {
              throw TelegramRefusal.badRequest("BUTTON_DATA_INVALID");
            });
    return new ChatButton(label, url, data, row);
  }

  private static final List<String> ACTIONS =
      List.of(
          "url",
          "callback_data",
          "copy_text",
          "web_app",
          "login_url",
          "switch_inline_query",
          "switch_inline_query_current_chat",
          "pay",
          "callback_game");
}
