package dev.lowstock.chat;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the bot answers about hearing of what is back in stock. */
public final class RestockReplies {
  private final Messages messages;

  public RestockReplies(Messages messages) {
    this.messages = messages;
  }

  /** Says what holds for these shops, and how to change it. */
  public Message ask(ChatRequest request, List<WatchedShop> shops) {
    String language = request.language();
    if (shops.isEmpty()) {
      return none(language);
    }
    return new Message(
        holds(language, shops) + "\n" + messages.text(language, "restock.howTo"),
        List.of(
            List.of(
                Button.action(messages.text(language, "button.restockOn"), "restock:on"),
                Button.action(messages.text(language, "button.restockOff"), "restock:off"))));
  }

  /** Says what holds now. */
  public Message set(ChatRequest request, List<WatchedShop> shops) {
    return shops.isEmpty()
        ? none(request.language())
        : new Message(holds(request.language(), shops), List.of());
  }

  private Message none(@Nullable String language) {
    return new Message(messages.text(language, "status.none"), List.of());
  }

  private String holds(@Nullable String language, List<WatchedShop> shops) {
    List<WatchedShop> on = shops.stream().filter(WatchedShop::restocks).toList();
    List<WatchedShop> off = shops.stream().filter(shop -> !shop.restocks()).toList();
    if (off.isEmpty()) {
      return messages.text(language, "restock.on");
    }
    if (on.isEmpty()) {
      return messages.text(language, "restock.off");
    }
    // A shop that was added after the others were set.
    return messages.text(
        language,
        "restock.mixed",
        Map.of(
            "shops",
            WatchedShop.names(messages, language, on),
            "others",
            WatchedShop.names(messages, language, off)));
  }
}
