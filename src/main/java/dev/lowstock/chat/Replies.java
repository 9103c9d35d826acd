package dev.lowstock.chat;

import dev.lowstock.alert.Alert;
import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.ChatName;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import dev.lowstock.alert.TimeWords;
import dev.lowstock.outbox.OwedMessage;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.stock.StockEvent;
import dev.lowstock.store.ShopHearer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the bot answers to each command; the words are those of {@link Messages}. */
public final class Replies {
  private static final int MOST_LINES = 15;

  private final Messages messages;
  private final AlertText alerts;
  private final @Nullable String operator;
  private final @Nullable String privacyUrl;
  private final TimeWords times;
  private final Thanks thanks;
  private final boolean stock;
  private final boolean readsOrders;

  /**
   * Answers with these words.
   *
   * @param stock whether it is known how many are left, chats can choose when to hear of it, and a
   *     log-in ends in the browser, as with API v3; with v2 it ends with a pin
   * @param readsOrders whether Etsy's page asks for orders too
   */
  public Replies(
      Messages messages,
      AlertText alerts,
      @Nullable String operator,
      @Nullable String privacyUrl,
      boolean stock,
      boolean readsOrders) {
    this.messages = messages;
    this.readsOrders = readsOrders;
    this.alerts = alerts;
    this.times = new TimeWords(messages);
    this.thanks = new Thanks(messages);
    this.stock = stock;
    this.operator = operator;
    this.privacyUrl = privacyUrl;
  }

  /** A reply that is only text. */
  public Message say(ChatRequest request, String key) {
    return new Message(
        messages.text(request.language(), key, Map.of("contact", contact(request))), List.of());
  }

  /** To a text that is no command: kindly, if it is thanks. */
  Message toText(ChatRequest request) {
    return say(request, thanks.isIn(request.argument()) ? "thanks" : "unknown");
  }

  /** To somebody who may not use the bot: the id that the operator has to know. */
  public Message uninvited(ChatRequest request) {
    return new Message(
        messages.text(
            request.language(),
            "uninvited",
            Map.of("id", request.userId(), "contact", contact(request))),
        List.of());
  }

  /**
   * The button that leads to Etsy, with as many words as somebody needs who presses it.
   *
   * @param shops that the chat watches already
   */
  public Message welcome(ChatRequest request, String loginUrl, List<WatchedShop> shops) {
    String language = request.language();
    String key = stock ? "start.howInBrowser" : "start.how";
    Map<String, Object> orders =
        Map.of("orders", readsOrders ? messages.html(language, "start.orders", Map.of()) : "");
    Object how = messages.html(language, key, orders);
    String text;
    if (request.answer().equals("login")) {
      text = messages.text(language, key, orders);
    } else if (shops.isEmpty()) {
      text =
          messages.text(
              language,
              stock ? "start.welcomeInBrowser" : "start.welcome",
              Map.of("how", how, "notice", messages.text(language, "notice")));
    } else {
      text =
          messages.text(
              language,
              "start.watching",
              Map.of("shops", WatchedShop.names(messages, language, shops), "how", how));
    }
    return new Message(text, loginButton(language, loginUrl));
  }

  /** To a pin that was not sent with its command. */
  public Message askForPin(ChatRequest request) {
    return say(request, stock ? "pin.howToInBrowser" : "pin.howTo");
  }

  /** To a pin that was not accepted. */
  public Message refusedPin(ChatRequest request, String why) {
    return say(
        request,
        switch (why) {
          case "DENIED" -> "pin.denied";
          case "OTHER_LOGIN" -> "pin.otherLogin";
          case "NO_SHOP" -> "pin.noShop";
          default -> "pin.wrong";
        });
  }

  /**
   * To a log-in that has ended well.
   *
   * @param shop what Etsy calls the seller; may be unknown
   */
  public Message linked(@Nullable String language, @Nullable String shop, long sellerId) {
    return new Message(
        messages.text(language, "pin.linked", Map.of("shop", WatchedShop.name(shop, sellerId))),
        List.of());
  }

  /** To a pin that no log-in waits for. */
  public Message noLogin(ChatRequest request, List<WatchedShop> shops) {
    return shops.isEmpty()
        ? say(request, "pin.noLogin")
        : new Message(
            messages.text(
                request.language(),
                "pin.noLoginButWatching",
                Map.of("shops", WatchedShop.names(messages, request.language(), shops))),
            List.of());
  }

  /**
   * Told once when Etsy withdrew the access: what each of these chats is owed. One that was invited
   * hears without SKUs, and has nothing to log in to.
   */
  public List<OwedMessage> accessRevoked(List<ShopHearer> hearers, @Nullable String loginUrl) {
    List<ShopHearer> loggedIn = hearers.stream().filter(hearer -> !hearer.invited()).toList();
    return owed(loggedIn, hearer -> accessRevoked(hearer, loginUrl));
  }

  private Message accessRevoked(ShopHearer hearer, @Nullable String loginUrl) {
    String language = hearer.language();
    Map<String, Object> values = Map.of("shop", shop(hearer));
    return loginUrl == null
        ? new Message(messages.text(language, "access.revokedNoButton", values), List.of())
        : new Message(
            messages.text(language, "access.revoked", values), loginButton(language, loginUrl));
  }

  /** Told once when a shop cannot be looked at any more: what each of these chats is owed. */
  public List<OwedMessage> accessPaused(List<ShopHearer> hearers) {
    return owed(
        hearers,
        hearer ->
            hearer.invited()
                ? about(hearer, "access.pausedForGuest", List.of())
                : about(hearer, "access.paused", List.of(List.of(loginAgain(hearer)))));
  }

  /** Told to chats that were invited to a shop, when nobody is logged in for it any more. */
  public List<OwedMessage> endedForGuests(List<ShopHearer> guests) {
    return owed(guests, guest -> about(guest, "invite.endedForGuest", List.of()));
  }

  private Message about(ShopHearer hearer, String key, List<List<Button>> buttons) {
    return new Message(
        messages.text(hearer.language(), key, Map.of("shop", shop(hearer))), buttons);
  }

  private Button loginAgain(ShopHearer hearer) {
    return Button.action(messages.text(hearer.language(), "button.loginAgain"), "login");
  }

  /**
   * Told where somebody logged in for a shop when one more chat is linked to it, with a button to
   * end that: what each of these chats is owed.
   *
   * @param address of the new one
   * @param chatName of the new one
   * @param id of the new one
   */
  public List<OwedMessage> linkTold(
      List<ShopHearer> hearers, String address, @Nullable String chatName, long id) {
    ChatName name = ChatName.of(address, chatName);
    return owed(
        hearers,
        hearer ->
            new Message(
                messages.text(
                    hearer.language(),
                    "link.told",
                    Map.of("shop", shop(hearer), "chat", name.told(messages, hearer.language()))),
                List.of(
                    List.of(
                        InviteReplies.end(messages, hearer.language(), hearer.sellerId(), id)))));
  }

  private static List<OwedMessage> owed(
      List<ShopHearer> hearers, Function<ShopHearer, Message> message) {
    return hearers.stream()
        .map(hearer -> OwedMessage.to(hearer.chat(), hearer.topic(), message.apply(hearer)))
        .toList();
  }

  /** To somebody whom we could not serve because Etsy does not answer. */
  public Message etsyAway(ChatRequest request) {
    return say(request, request.answer().equals("start") ? "start.etsyAway" : "pin.etsyAway");
  }

  /**
   * Lists the commands.
   *
   * @param more an operator's own
   */
  Message help(ChatRequest request, List<CommandMenu.Line> more) {
    String language = request.language();
    Object lines = "";
    for (CommandMenu.Line line : more) {
      lines =
          messages.html(
              language,
              "help.more",
              Map.of("before", lines, "command", line.command(), "what", line.line()));
    }
    return new Message(
        messages.text(
            language,
            stock ? "help.stock" : "help",
            Map.of(
                "more", lines,
                "contact", contact(request),
                "notice", messages.text(language, "notice"))),
        List.of());
  }

  public Message privacy(ChatRequest request) {
    Object policy =
        privacyUrl == null
            ? ""
            : messages.html(request.language(), "privacy.policy", Map.of("url", privacyUrl));
    return new Message(
        messages.text(
            request.language(),
            stock ? "privacy.stock" : "privacy",
            Map.of("policy", policy, "contact", contact(request))),
        List.of());
  }

  public Message sample(ChatRequest request) {
    OfferingChange variation =
        new OfferingChange(
            0, "MUG-BLUE-L", messages.text(request.language(), "test.sampleVariation"), 0);
    Alert sample =
        new Alert(
            0,
            stock ? StockEvent.VARIATION_SOLD_OUT : StockEvent.SOLD_OUT,
            1234567890,
            messages.text(request.language(), "test.sampleTitle"),
            messages.text(request.language(), "test.sampleShop"),
            null,
            stock ? 12 : 0,
            List.of(stock ? "MUG-BLUE-L" : "MUG-BLUE"),
            null);
    Alert alert = stock ? sample.about(List.of(variation)) : sample;
    // No button that presses back: there is no such listing.
    return alerts.write(List.of(alert), request.language(), false).message();
  }

  /**
   * Says how it stands.
   *
   * @param chosen lines about what the chat hears later, or not at all
   */
  public Message status(
      ChatRequest request,
      List<WatchedShop> shops,
      List<ListingLine> soldOut,
      List<String> chosen) {
    if (shops.isEmpty()) {
      return say(request, "status.none");
    }
    String language = request.language();
    List<String> lines = new ArrayList<>(chosen);
    for (WatchedShop shop : shops) {
      if (lines.size() > chosen.size() + 2 * MOST_LINES) {
        break;
      }
      lines.add(
          messages.text(
              language,
              "status.heading",
              Map.of(
                  "shop", shop.name(), "since", times.date(language, shop.since(), shop.zone()))));
      lines.add(
          messages.text(
              language, shop.revokedAt() == null ? "status.access" : "status.accessRevoked"));
    }
    WatchedShop first = shops.get(0);
    lines.add(lastCheck(language, first.readAt(), first.now()));
    lines.add("");
    lines.addAll(out(language, soldOut));
    return new Message(String.join("\n", lines), List.of());
  }

  /** Asks before anything is forgotten. */
  public Message askToForget(ChatRequest request, List<WatchedShop> shops) {
    if (shops.isEmpty()) {
      return say(request, "stop.nothing");
    }
    String language = request.language();
    return new Message(
        messages.text(
            language, "stop.ask", Map.of("shops", WatchedShop.names(messages, language, shops))),
        List.of(
            List.of(Button.action(messages.text(language, "button.keep"), "keep")),
            List.of(Button.action(messages.text(language, "button.forget"), "forget"))));
  }

  /** The same of a chat that watches no shop, but chose something. */
  Message askToForgetChat(ChatRequest request) {
    String language = request.language();
    return new Message(
        messages.text(language, "stop.askChat"),
        List.of(List.of(Button.action(messages.text(language, "button.forget"), "forget"))));
  }

  private List<String> out(@Nullable String language, List<ListingLine> soldOut) {
    if (soldOut.isEmpty()) {
      return List.of(messages.text(language, "status.nothingOut"));
    }
    List<String> lines = new ArrayList<>();
    lines.add(messages.text(language, "status.out"));
    soldOut.stream().limit(MOST_LINES).forEach(line -> lines.add(line.out(messages, language)));
    if (soldOut.size() > MOST_LINES) {
      lines.add(
          messages.text(language, "status.outMore", Map.of("count", soldOut.size() - MOST_LINES)));
    }
    return lines;
  }

  private String lastCheck(@Nullable String language, @Nullable Instant at, Instant now) {
    if (at == null) {
      return messages.text(language, "status.notYet");
    }
    return messages.text(language, "status.lastCheck", Map.of("ago", times.ago(language, at, now)));
  }

  private List<List<Button>> loginButton(@Nullable String language, String loginUrl) {
    return List.of(List.of(Button.link(messages.text(language, "button.login"), loginUrl)));
  }

  private Object contact(ChatRequest request) {
    return operator == null
        ? ""
        : messages.html(request.language(), "contact", Map.of("contact", operator));
  }

  private static String shop(ShopHearer hearer) {
    return WatchedShop.name(hearer.shopName(), hearer.sellerId());
  }
}
