package dev.lowstock.chat;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Messages;
import dev.lowstock.chat.InviteRows.Followed;
import dev.lowstock.chat.InviteRows.Guest;
import dev.lowstock.chat.InviteRows.Invited;
import dev.lowstock.chat.InviteRows.Shop;
import dev.lowstock.etsy.login.CallbackAddress;
import dev.lowstock.etsy.login.LogInChat;
import dev.lowstock.etsy.login.Registrations;
import dev.lowstock.outbox.Chats.Said;
import dev.lowstock.outbox.OwedMessage;
import dev.lowstock.outbox.OwedMessages;
import dev.lowstock.store.Database;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one more chat hear of a shop: a chat in which somebody logged in makes a link, another one
 * follows it, and the first is asked. A link works once and for a day, and only its hash is kept. A
 * chat that was invited hears and chooses for itself, but invites nobody; each chat in which
 * somebody logged in for the shop may end that. Thread-safe.
 */
public final class Invites {
  private static final Logger LOG = LoggerFactory.getLogger(Invites.class);

  private static final int TOKEN_BYTES = 32;

  /** What stands behind {@code /start} then, of at most 64 such characters. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final SecureRandom random = new SecureRandom();
  private final InviteRows rows;
  private final ChatRows chats;
  private final Registrations registrations;
  private final OwedMessages owed;
  private final InviteReplies replies;
  private final Supplier<String> botName;
  private final Consumer<Said> say;

  /**
   * What invitations are made of.
   *
   * @param botName our username; fails when Telegram does not say it
   * @param say says a message to a chat at once, or owes it
   */
  public Invites(
      Database database,
      Messages messages,
      ChatRows chats,
      Registrations registrations,
      OwedMessages owed,
      Supplier<String> botName,
      Consumer<Said> say) {
    this.rows = new InviteRows(database);
    this.replies = new InviteReplies(messages);
    this.chats = chats;
    this.registrations = registrations;
    this.owed = owed;
    this.botName = botName;
    this.say = say;
  }

  /** Whether this stands behind {@code /start} because a link was followed. */
  static boolean isToken(String argument) {
    return TOKEN.matcher(argument).matches();
  }

  /** Gives a link, or asks for which of several shops. */
  Message invite(ChatRequest request) {
    List<Shop> shops = rows.shops(request);
    return switch (shops.size()) {
      case 0 -> replies.none(request, chats.shops(request));
      case 1 -> link(request, shops.get(0));
      default -> replies.askWhich(request, shops);
    };
  }

  /** Gives a link for the shop that a button names. */
  Message link(ChatRequest request) {
    long seller = Long.parseLong(request.argument());
    return rows.shops(request).stream()
        .filter(shop -> shop.sellerId() == seller)
        .findFirst()
        .map(shop -> link(request, shop))
        .orElseGet(() -> replies.gone(request));
  }

  private Message link(ChatRequest request, Shop shop) {
    List<Invited> guests = rows.guests(request, shop.sellerId());
    if (shop.paused()) {
      return replies.paused(request, shop, guests);
    }
    String name = botName.get();
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    if (!rows.keep(request, shop.sellerId(), CallbackAddress.hash(token))) {
      return replies.tooMany(request, shop, guests);
    }
    LOG.info("Chat {}: made a link to seller {}", request.address(), shop.sellerId());
    return replies.link(request, shop, guests, name, token);
  }

  /** Asks the chat that made the link whether the one that follows it may hear of the shop. */
  Message follow(ChatRequest request) {
    Followed invite = rows.ofToken(request, CallbackAddress.hash(request.argument())).orElse(null);
    if (invite == null) {
      return replies.over(request);
    }
    if (invite.hears()) {
      return replies.hears(request);
    }
    boolean first =
        !invite.asked()
            && rows.ask(request, invite.id(), () -> owed.owe(question(request, invite)));
    if (first) {
      LOG.info(
          "Chat {}: asks to hear of seller {}", request.address(), invite.inviter().sellerId());
    }
    return first || invite.mine() ? replies.asked(request) : replies.over(request);
  }

  private OwedMessage question(ChatRequest guest, Followed invite) {
    return OwedMessage.to(
        invite.inviter().chat(),
        invite.inviter().topic(),
        replies.question(invite.inviter(), invite.id(), guest.address(), guest.chatName()));
  }

  /** Takes the answer to that. */
  Message answer(ChatRequest request) {
    Long id = request.subject();
    Guest guest = id == null ? null : rows.asked(request, id).orElse(null);
    if (id == null || guest == null) {
      return replies.gone(request);
    }
    return request.argument().endsWith(":yes")
        ? accept(request, id, guest)
        : decline(request, id, guest);
  }

  private Message accept(ChatRequest request, long id, Guest guest) {
    if (isPaused(request, guest)) {
      return replies.pausedQuestion(request, guest, id);
    }
    LogInChat chat = guest.chat();
    if (!registrations.invite(chat, guest.seller(), guest.inviter(), () -> rows.end(id))) {
      return replies.gone(request);
    }
    Optional<Long> linked = rows.chat(chat.channel(), chat.address());
    return replies.accepted(request, guest, linked.orElse(0L));
  }

  private boolean isPaused(ChatRequest request, Guest guest) {
    return rows.shops(request).stream()
        .anyMatch(shop -> shop.paused() && shop.sellerId() == guest.seller().sellerId());
  }

  private Message decline(ChatRequest request, long id, Guest guest) {
    if (!rows.end(id)) {
      return replies.gone(request);
    }
    say(guest, replies.refused(guest.chat().language()));
    return replies.declined(request, guest);
  }

  /** Whether the chat waits for the answer to a link that it followed. */
  boolean isAwaited(ChatRequest request) {
    return rows.waits(request);
  }

  /** Ends that another chat hears of a shop of this one, and tells it. */
  Message end(ChatRequest request) {
    String[] parts = request.argument().split(":", -1);
    Guest guest =
        rows.other(request, Long.parseLong(parts[0]), Long.parseLong(parts[2])).orElse(null);
    if (guest == null) {
      return replies.gone(request);
    }
    LogInChat chat = guest.chat();
    chats.unlink(chat.channel(), chat.address(), guest.seller().sellerId());
    say(guest, replies.endedForGuest(chat.language(), guest.shop()));
    return replies.ended(request, guest.shop());
  }

  private void say(Guest guest, Message message) {
    LogInChat chat = guest.chat();
    say.accept(new Said(chat.channel(), chat.address(), chat.language(), chat.topic(), message));
  }
}
