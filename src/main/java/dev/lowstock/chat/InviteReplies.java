package dev.lowstock.chat;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.ChatName;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import dev.lowstock.chat.InviteRows.Guest;
import dev.lowstock.chat.InviteRows.Shop;
import dev.lowstock.store.ShopHearer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the bot says of invitations, to those who make them and to those who follow them. */
final class InviteReplies {
  /** As many as fit, each with a button. */
  private static final int MOST_SHOPS = 25;

  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_LABEL = 40;

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

  Message link(ChatRequest request, String shop, String bot, String token) {
    String language = request.language();
    String address = "https://t.me/" + bot;
    String link = address + "?start=" + token;
    return new Message(
        messages.text(language, "invite.link", Map.of("shop", name(shop), "link", link)),
        List.of(
            List.of(
                Button.link(
                    messages.text(language, "button.inviteSend"),
                    "https://t.me/share/url?url="
                        + URLEncoder.encode(link, StandardCharsets.UTF_8))),
            List.of(
                Button.link(
                    messages.text(language, "button.inviteGroup"),
                    address + "?startgroup=" + token))));
  }

  Message tooMany(ChatRequest request) {
    return say(request.language(), "limit.invites");
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
        List.of(
            List.of(
                Button.action(
                    messages.text(language, "button.inviteYes"), "inv:" + invite + ":yes")),
            List.of(
                Button.action(
                    messages.text(language, "button.inviteNo"), "inv:" + invite + ":no"))));
  }

  /**
   * To a chat that said yes, with a button to take it back.
   *
   * @param linked the id of the guest's chat
   */
  Message accepted(ChatRequest request, Guest guest, long linked) {
    String end = "inv:" + guest.seller().sellerId() + ":end:" + linked;
    return new Message(
        text(request, "invite.accepted", guest),
        List.of(
            List.of(Button.action(messages.text(request.language(), "button.inviteEnd"), end))));
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
