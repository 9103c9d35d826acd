package dev.lowstock.telegram;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns messages into calls of the Bot API. */
public final class SendMessage {
  private static final Map<String, Object> NO_PREVIEW = Map.of("is_disabled", true);

  /** To the chat itself, in no topic: as routes of an operator may call it. */
  public OutgoingMethod html(String chatId, Message message) {
    return html(chatId, null, message);
  }

  /**
   * With markup and buttons.
   *
   * @param topic of the chat; null for the chat itself
   */
  public OutgoingMethod html(String chatId, @Nullable Long topic, Message message) {
    return html(chatId, topic, false, message);
  }

  OutgoingMethod html(String chatId, @Nullable Long topic, boolean silent, Message message) {
    Map<String, Object> parameters = text(chatId, topic, silent, message.html(), message.photo());
    parameters.put("parse_mode", "HTML");
    if (!message.buttons().isEmpty()) {
      parameters.put("reply_markup", Map.of("inline_keyboard", keyboard(message)));
    }
    return OutgoingMethod.toChat("sendMessage", parameters);
  }

  /** The parameters that put another text and other buttons into a message (editMessageText). */
  public Map<String, Object> edit(String chatId, long messageId, Message message) {
    Map<String, Object> parameters = text(chatId, null, false, message.html(), message.photo());
    parameters.put("message_id", messageId);
    parameters.put("parse_mode", "HTML");
    parameters.put("reply_markup", Map.of("inline_keyboard", keyboard(message)));
    return parameters;
  }

  /** To the chat itself, in no topic: as routes of an operator may call it. */
  public OutgoingMethod plain(String chatId, Message message) {
    return plain(chatId, null, message);
  }

  /** The same without markup and buttons, for a text that Telegram could not read. */
  public OutgoingMethod plain(String chatId, @Nullable Long topic, Message message) {
    return plain(chatId, topic, false, message);
  }

  OutgoingMethod plain(String chatId, @Nullable Long topic, boolean silent, Message message) {
    return OutgoingMethod.toChat("sendMessage", text(chatId, topic, silent, message.plain(), null));
  }

  private static Map<String, Object> text(
      String chatId, @Nullable Long topic, boolean silent, String text, @Nullable String photo) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("chat_id", chatId);
    if (topic != null) {
      parameters.put("message_thread_id", topic);
    }
    if (silent) {
      parameters.put("disable_notification", true);
    }
    parameters.put("text", text);
    parameters.put("link_preview_options", photo == null ? NO_PREVIEW : above(photo));
    return parameters;
  }

  /** A preview, so that the text stays one that can be edited. */
  private static Map<String, Object> above(String photo) {
    return Map.of("url", photo, "prefer_large_media", true, "show_above_text", true);
  }

  private static List<List<Map<String, String>>> keyboard(Message message) {
    return message.buttons().stream()
        .map(row -> row.stream().map(SendMessage::button).toList())
        .toList();
  }

  private static Map<String, String> button(Button button) {
    if (button.url() != null) {
      return Map.of("text", button.label(), "url", button.url());
    }
    return Map.of("text", button.label(), "callback_data", Objects.requireNonNull(button.action()));
  }
}
