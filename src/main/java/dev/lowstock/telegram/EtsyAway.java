package dev.lowstock.telegram;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Messages;
import dev.lowstock.outbox.OwedMessage;
import dev.lowstock.store.Rows;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What chats are told, once each, when Etsy has been away for long and when it is back. */
public final class EtsyAway {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

  private final Messages messages;

  public EtsyAway(Messages messages) {
    this.messages = messages;
  }

  /**
   * What each of these chats is owed.
   *
   * @param chats rows of select-chats-etsy-is-away-for
   */
  public List<OwedMessage> away(List<Map<String, Object>> chats) {
    return chats.stream()
        .map(
            chat ->
                owed(
                    chat,
                    messages.text(
                        (String) chat.get("language"),
                        "etsy.away",
                        Map.of(
                            "since",
                            MINUTE.format(Rows.instant(chat, "since").atOffset(ZoneOffset.UTC))))))
        .toList();
  }

  /**
   * What each of these chats is owed.
   *
   * @param chats rows of select-chats-etsy-is-back-for
   */
  public List<OwedMessage> back(List<Map<String, Object>> chats) {
    return chats.stream()
        .map(chat -> owed(chat, messages.text((String) chat.get("language"), "etsy.back")))
        .toList();
  }

  private static OwedMessage owed(Map<String, Object> chat, String html) {
    return OwedMessage.to(chat, new Message(html, List.of()));
  }
}
