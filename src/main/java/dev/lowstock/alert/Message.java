package dev.lowstock.alert;

import java.util.List;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a chat is told, for any channel: text in Telegram's HTML and rows of buttons.
 *
 * @param html at most {@value #LIMIT} characters once its tags are read away
 */
public record Message(String html, List<List<Button>> buttons) {

  /** Characters of one message after parsing its entities (Bot API, sendMessage). */
  public static final int LIMIT = 4096;

  public Message {
    buttons = buttons.stream().map(List::copyOf).toList();
  }

  /** Text without buttons, cut where it is too long; entities, as in Etsy's titles, are read. */
  public static Message of(String text) {
    return new Message(
        Messages.escape(AlertText.cut(StringEscapeUtils.unescapeHtml4(text), LIMIT)), List.of());
  }

  /** The text for channels that do not read HTML. */
  public String plain() {
    return StringEscapeUtils.unescapeHtml4(html.replaceAll("<[^>]*>", ""));
  }

  /**
   * A button that opens a page or presses back to the bot; one of both is set.
   *
   * @param action what the bot is told, 1 to 64 bytes (Bot API, InlineKeyboardButton)
   */
  public record Button(String label, @Nullable String url, @Nullable String action) {
    public static Button link(String label, String url) {
      return new Button(label, url, null);
    }

    public static Button action(String label, String action) {
      return new Button(label, null, action);
    }
  }
}
