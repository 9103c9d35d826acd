package dev.lowstock.chat;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import dev.lowstock.alert.TimeWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the bot answers about the shops of a chat, and to who wants one of them forgotten. */
public final class ShopReplies {
  /** As many as fit, each with a button. */
  private static final int MOST_SHOPS = 25;

  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_LABEL = 40;

  private final Messages messages;
  private final TimeWords times;

  public ShopReplies(Messages messages) {
    this.messages = messages;
    this.times = new TimeWords(messages);
  }

  /** How it stands with each shop, and buttons to stop watching one or to add another. */
  Message list(ChatRequest request, List<WatchedShop> shops) {
    String language = request.language();
    if (shops.isEmpty()) {
      return new Message(messages.text(language, "status.none"), List.of());
    }
    List<String> lines = new ArrayList<>();
    List<List<Button>> buttons = new ArrayList<>();
    for (WatchedShop shop : shops.stream().limit(MOST_SHOPS).toList()) {
      lines.add(line(language, shop));
      buttons.add(List.of(unlink(language, "button.unlink", shop)));
    }
    if (shops.size() > MOST_SHOPS) {
      lines.add(
          messages.text(language, "status.moreShops", Map.of("count", shops.size() - MOST_SHOPS)));
    }
    if (shops.stream().anyMatch(shop -> shop.revokedAt() != null)) {
      buttons.add(List.of(Button.action(messages.text(language, "button.loginAgain"), "login")));
    }
    buttons.add(List.of(Button.action(messages.text(language, "button.addShop"), "login")));
    return new Message(String.join("\n", lines), buttons);
  }

  private String line(@Nullable String language, WatchedShop shop) {
    String name = AlertText.cut(shop.name(), LONGEST_NAME);
    Instant revoked = shop.revokedAt();
    if (revoked != null) {
      return messages.text(
          language,
          "shops.revoked",
          Map.of("shop", name, "day", times.day(language, revoked, shop.zone())));
    }
    Instant failing = shop.looks().failingSince();
    if (failing != null) {
      return messages.text(
          language,
          "shops.failing",
          Map.of(
              "shop", name, "time", times.length(language, Duration.between(failing, shop.now()))));
    }
    Instant looked = looked(shop);
    return looked == null
        ? messages.text(language, "shops.first", Map.of("shop", name))
        : messages.text(
            language,
            "shops.watched",
            Map.of("shop", name, "ago", times.ago(language, looked, shop.now())));
  }

  /** When something of it was last seen, in whatever way. */
  private static @Nullable Instant looked(WatchedShop shop) {
    Instant looked = shop.looks().lookedAt();
    Instant swept = shop.looks().sweptAt();
    if (looked == null) {
      return shop.readAt();
    }
    return swept != null && swept.isAfter(looked) ? swept : looked;
  }

  /** Asks which of several shops is to be forgotten. */
  Message askWhich(ChatRequest request, List<WatchedShop> shops) {
    String language = request.language();
    List<List<Button>> buttons = new ArrayList<>();
    shops.stream()
        .limit(MOST_SHOPS)
        .forEach(shop -> buttons.add(List.of(unlink(language, "button.oneShop", shop))));
    buttons.add(List.of(Button.action(messages.text(language, "button.forgetAll"), "forget-all")));
    buttons.add(List.of(Button.action(messages.text(language, "button.keep"), "keep")));
    return new Message(messages.text(language, "stop.which"), buttons);
  }

  private Button unlink(@Nullable String language, String key, WatchedShop shop) {
    // A label is no HTML.
    String label =
        new Message(messages.text(language, key, Map.of("shop", shop.name())), List.of()).plain();
    return Button.action(AlertText.cut(label, LONGEST_LABEL), "u:" + shop.sellerId());
  }

  /** Asks before a shop is forgotten, and says what is deleted then. */
  Message askToUnlink(ChatRequest request, Optional<WatchedShop> shop) {
    String language = request.language();
    return shop.map(
            one ->
                new Message(
                    messages.text(
                        language,
                        "unlink.ask",
                        Map.of("shop", AlertText.cut(one.name(), LONGEST_NAME))),
                    List.of(
                        List.of(Button.action(messages.text(language, "button.keep"), "keep")),
                        List.of(
                            Button.action(
                                messages.text(language, "button.unlinkYes"),
                                "u:" + one.sellerId() + ":yes")))))
        .orElseGet(() -> new Message(messages.text(language, "unlink.foreign"), List.of()));
  }

  /**
   * After a shop was forgotten.
   *
   * @param shop nothing: it was not watched
   * @param others that the chat still watches
   */
  Message unlinked(ChatRequest request, Optional<WatchedShop> shop, List<WatchedShop> others) {
    String language = request.language();
    if (shop.isEmpty()) {
      return new Message(messages.text(language, "unlink.foreign"), List.of());
    }
    Map<String, Object> values =
        Map.of(
            "shop",
            AlertText.cut(shop.get().name(), LONGEST_NAME),
            "others",
            WatchedShop.names(messages, language, others));
    return new Message(
        messages.text(language, others.isEmpty() ? "unlink.doneLast" : "unlink.done", values),
        List.of());
  }
}
