package dev.lowstock.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a chat is told, for any channel: text in Telegram's HTML and rows of buttons.
 *
 * @param html at most {@value #LIMIT} characters once its tags are read away
 * @param photo the address of a picture to be shown above the text, where the channel can; null:
 *     none
 */
public record Message(
    String html,
    List<List<Button>> buttons,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String photo) {

  /** Characters of a label that a phone shows, by how many buttons share the row. */
  private static final List<Integer> ROOM = List.of(30, 15, 10, 7, 5);

  /** Characters of one message after parsing its entities (Bot API, sendMessage). */
  public static final int LIMIT = 4096;

  public Message {
    buttons = buttons.stream().flatMap(row -> thatFit(row).stream()).toList();
  }

  /** The row, or as many as its labels need in the language that they are in. */
  private static List<List<Button>> thatFit(List<Button> row) {
    int longest =
        row.stream()
            .map(Button::label)
            .mapToInt(label -> label.codePointCount(0, label.length()))
            .max()
            .orElse(0);
    int most = Math.min(row.size(), ROOM.size());
    while (most > 1 && longest > ROOM.get(most - 1)) {
      most--;
    }
    if (most == row.size()) {
      return List.of(List.copyOf(row));
    }
    // Four that do not fit become two and two, not three and one.
    int rows = (row.size() + most - 1) / most;
    int each = (row.size() + rows - 1) / rows;
    List<List<Button>> all = new ArrayList<>();
    for (int i = 0; i < row.size(); i += each) {
      all.add(List.copyOf(row.subList(i, Math.min(i + each, row.size()))));
    }
    return all;
  }

  /** Text and buttons alone. */
  public Message(String html, List<List<Button>> buttons) {
    this(html, buttons, null);
  }

  /** The same with a picture, or without one. */
  public Message with(@Nullable String picture) {
    return new Message(html, buttons, picture);
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
