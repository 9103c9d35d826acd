package dev.lowstock.chat;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.ChatName;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import dev.lowstock.chat.InviteRows.Guest;
import dev.lowstock.chat.InviteRows.Invited;
import dev.lowstock.chat.InviteRows.Shop;
import dev.lowstock.store.ShopHearer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the bot says of invitations, to those who make them and to those who follow them. */
final class InviteReplies {
  /** As many as fit, each with a button. */
  private static final int MOST_SHOPS = 25;

  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_LABEL = 40;
  private static final int MOST_GUESTS = 5;

  private final Messages messages;

  InviteReplies(Messages messages) {
    this.messages = messages;
  }

  /** To a chat that has no shop to invite to. */
  Message none(ChatRequest request, List<WatchedShop> watched) {
    return say(request.language(), watched.isEmpty() ? "status.none" : "invite.invited");
  }

  Message askWhich(ChatRequest request, List<Shop> shops) {
    return new Message(
        messages.text(request.language(), "invite.which"),
        shops.stream()
            .limit(MOST_SHOPS)
            .map(
                shop ->
                    List.of(
                        Button.action(
                            AlertText.cut(shop.name(), LONGEST_LABEL), "inv:" + shop.sellerId())))
            .toList());
  }

  Message link(ChatRequest request, Shop shop, List<Invited> guests, String bot, String token) {
    String language = request.language();
    String address = "https://t.me/" + bot;
    String link = address + "?start=" + token;
    String words =
        AlertText.plain(messages.text(language, "invite.share", Map.of("shop", name(shop.name()))));
    return withGuests(
        request,
        shop,
        guests,
        new Message(
            messages.text(language, "invite.link", Map.of("shop", name(shop.name()), "link", link)),
            List.of(
                List.of(
                    Button.link(
                        messages.text(language, "button.inviteSend"),
                        "https://t.me/share/url?url=" + encoded(link) + "&text=" + encoded(words))),
                List.of(
                    Button.link(
                        messages.text(language, "button.inviteGroup"),
                        address + "?startgroup=" + token)))));
  }

  /** Telegram's page takes no plus sign for a space. */
  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Message tooMany(ChatRequest request, Shop shop, List<Invited> guests) {
    return withGuests(request, shop, guests, say(request.language(), "limit.invites"));
  }

  /** Instead of a link, while there is nothing to hear of. */
  Message paused(ChatRequest request, Shop shop, List<Invited> guests) {
    return withGuests(request, shop, guests, paused(request, shop.name(), List.of()));
  }

  /** The same instead of a yes, which can be said later. */
  Message pausedQuestion(ChatRequest request, Guest guest, long invite) {
    return paused(request, guest.shop(), answers(request.language(), invite));
  }

  private Message paused(ChatRequest request, String shop, List<List<Button>> more) {
    String language = request.language();
    List<List<Button>> buttons = new ArrayList<>();
    buttons.add(List.of(Button.action(messages.text(language, "button.loginAgain"), "login")));
    buttons.addAll(more);
    return new Message(
        messages.text(language, "access.paused", Map.of("shop", name(shop))), buttons);
  }

  /** Says who was invited to a shop before, each with a button that ends it. */
  private Message withGuests(
      ChatRequest request, Shop shop, List<Invited> guests, Message message) {
    if (guests.isEmpty()) {
      return message;
    }
    String language = request.language();
    List<String> lines = new ArrayList<>();
    lines.add(message.html() + "\n");
    lines.add(messages.text(language, "invite.guests"));
    List<List<Button>> buttons = new ArrayList<>(message.buttons());
    for (Invited guest : guests.subList(0, Math.min(guests.size(), MOST_GUESTS))) {
      lines.add(
          messages.text(
              language, "invite.guest", Map.of("chat", guest.name().told(messages, language))));
      ChatName chat = guest.name();
      String called = chat.name().isEmpty() ? chat.handle() : chat.name();
      String label = messages.text(language, "button.inviteEndOf", Map.of("chat", called));
      buttons.add(
          List.of(
              Button.action(
                  AlertText.cut(AlertText.plain(label), LONGEST_LABEL),
                  endData(shop.sellerId(), guest.chat()))));
    }
    if (guests.size() > MOST_GUESTS) {
      lines.add(
          messages.text(language, "status.outMore", Map.of("count", guests.size() - MOST_GUESTS)));
    }
    return new Message(String.join("\n", lines), buttons);
  }

  /** A button that ends that a chat hears of a shop. */
  static Button end(Messages messages, @Nullable String language, long sellerId, long chat) {
    return Button.action(messages.text(language, "button.inviteEnd"), endData(sellerId, chat));
  }

  private static String endData(long sellerId, long chat) {
    return "inv:" + sellerId + ":end:" + chat;
  }

  /** To the chat that follows a link. */
  Message asked(ChatRequest request) {
    return say(request.language(), "invite.asked");
  }

  Message hears(ChatRequest request) {
    return say(request.language(), "invite.hears");
  }

  Message over(ChatRequest request) {
    return say(request.language(), "invite.over");
  }

  /**
   * To the chat that made the link.
   *
   * @param address of the chat that followed it
   */
  Message question(ShopHearer inviter, long invite, String address, @Nullable String chatName) {
    String language = inviter.language();
    return new Message(
        messages.text(
            language,
            "invite.question",
            Map.of(
                "chat", ChatName.of(address, chatName).told(messages, language),
                "shop", name(WatchedShop.name(inviter.shopName(), inviter.sellerId())))),
        answers(language, invite));
  }

  private List<List<Button>> answers(@Nullable String language, long invite) {
    return List.of(
        List.of(
            Button.action(messages.text(language, "button.inviteYes"), "inv:" + invite + ":yes")),
        List.of(
            Button.action(messages.text(language, "button.inviteNo"), "inv:" + invite + ":no")));
  }

  /**
   * To a chat that said yes, with a button to take it back.
   *
   * @param linked the id of the guest's chat
   */
  Message accepted(ChatRequest request, Guest guest, long linked) {
    return new Message(
        text(request, "invite.accepted", guest),
        List.of(List.of(end(messages, request.language(), guest.seller().sellerId(), linked))));
  }

  Message declined(ChatRequest request, Guest guest) {
    return new Message(text(request, "invite.declined", guest), List.of());
  }

  private String text(ChatRequest request, String key, Guest guest) {
    String language = request.language();
    ChatName chat = ChatName.of(guest.chat().address(), guest.chat().chatName());
    return messages.text(
        language, key, Map.of("chat", chat.told(messages, language), "shop", name(guest.shop())));
  }

  /** To the chat that was not let in. */
  Message refused(@Nullable String language) {
    return say(language, "invite.refused");
  }

  Message ended(ChatRequest request, String shop) {
    return new Message(
        messages.text(request.language(), "invite.ended", Map.of("shop", name(shop))), List.of());
  }

  Message endedForGuest(@Nullable String language, String shop) {
    return new Message(
        messages.text(language, "invite.endedForGuest", Map.of("shop", name(shop))), List.of());
  }

  /** To a button of an invitation that is over. */
  Message gone(ChatRequest request) {
    return say(request.language(), "invite.gone");
  }

  private Message say(@Nullable String language, String key) {
    return new Message(messages.text(language, key), List.of());
  }

  private static String name(String shop) {
    return AlertText.cut(shop, LONGEST_NAME);
  }
}
