package dev.lowstock.chat;

import dev.lowstock.alert.Message;
import dev.lowstock.chat.settings.SettingsAnswers;
import dev.lowstock.etsy.login.LogInChat;
import dev.lowstock.etsy.login.LogIns;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What each command is answered, for its route {@code answer-<command>} to say. A method fails as
 * what it asks does; {@link Conversation} says so to the person. Thread-safe.
 */
public final class CommandAnswers {
  private final ChatRows rows;
  private final LogIns logIns;
  private final Replies replies;
  private final CommandMenu menu;
  private final SettingsAnswers settings;
  private final HoldAnswers holds;
  private final ShopReplies shops;
  private final TeamAnswers team;
  private final Invites invites;
  private final @Nullable Stock stock;

  /**
   * What is answered where it is known how many are left, as with API v3.
   *
   * @param looks how looks at all shops go now
   */
  public record Stock(
      ThresholdRows low,
      Thresholds thresholds,
      RestockReplies restocks,
      StockStatus status,
      Supplier<Looks> looks,
      Listings listings,
      StockExport export) {}

  /**
   * How looks at all shops go.
   *
   * @param mostlySweeps while calls are scarce, and listings are seen between looks at their shop
   * @param secondsHeld for how long none is made, as Etsy allows none; 0 while it does
   */
  public record Looks(boolean mostlySweeps, long secondsHeld) {}

  /**
   * Answers from these.
   *
   * @param stock null with API v2
   */
  public CommandAnswers(
      ChatRows rows,
      LogIns logIns,
      Replies replies,
      CommandMenu menu,
      SettingsAnswers settings,
      HoldAnswers holds,
      ShopReplies shops,
      TeamAnswers team,
      Invites invites,
      @Nullable Stock stock) {
    this.holds = holds;
    this.rows = rows;
    this.logIns = logIns;
    this.replies = replies;
    this.menu = menu;
    this.settings = settings;
    this.shops = shops;
    this.team = team;
    this.invites = invites;
    this.stock = stock;
  }

  /** Welcomes, and gives the button that leads to Etsy; follows the link of an invitation. */
  public Message start(ChatRequest request) throws IOException {
    if (Invites.isToken(request.argument())) {
      return invites.follow(request);
    }
    String address = logIns.start(logIn(request));
    return replies.welcome(request, address, rows.shops(request));
  }

  /** Ends the log-in that the pin belongs to; null when it has, which the chat is owed then. */
  public @Nullable Message pin(ChatRequest request) throws IOException {
    if (!logIns.isOpen(logIn(request))) {
      return replies.noLogin(request, rows.shops(request));
    }
    if (!request.holdsCode()) {
      return replies.askForPin(request);
    }
    logIns.complete(logIn(request), request.argument());
    rows.forgetPins(request);
    return null;
  }

  public Message help(ChatRequest request) {
    return replies.help(request, menu.more(request));
  }

  public Message privacy(ChatRequest request) {
    return replies.privacy(request);
  }

  public Message test(ChatRequest request) {
    return replies.sample(request);
  }

  /** Asks which shop is to be forgotten, or before all is. */
  public Message stop(ChatRequest request) {
    List<WatchedShop> watched = rows.shops(request);
    if (watched.isEmpty() && (holds.knows(request) || invites.isAwaited(request))) {
      return replies.askToForgetChat(request);
    }
    return watched.size() > 1
        ? shops.askWhich(request, watched)
        : replies.askToForget(request, watched);
  }

  /** Gives a link that lets one more chat hear of a shop; asks which where there are several. */
  public Message invite(ChatRequest request) {
    return invites.invite(request);
  }

  /** Gives that link for the shop that a button names. */
  Message inviteToShop(ChatRequest request) {
    return invites.link(request);
  }

  /** Lets the chat in that followed such a link, or not. */
  Message answerInvite(ChatRequest request) {
    return invites.answer(request);
  }

  /** Ends that another chat hears of a shop. */
  Message endInvite(ChatRequest request) {
    return invites.end(request);
  }

  /** How it stands with each shop. */
  public Message shops(ChatRequest request) {
    return shops.list(request, rows.shops(request));
  }

  /** Lists what the chat's shops have, all or what is out or low. */
  public Message listings(ChatRequest request) {
    return stock().listings().list(request);
  }

  /** Lists what has the words that are sent. */
  public Message find(ChatRequest request) {
    return stock().listings().find(request);
  }

  /** Sends the stock as a file; null when it has, and there is no more to say. */
  public @Nullable Message export(ChatRequest request) {
    return stock().export().send(request, rows.shops(request));
  }

  public Message status(ChatRequest request) {
    List<WatchedShop> shops = rows.shops(request);
    UnaryOperator<List<ListingLine>> whoIsOnIt = team.whoIsOnIt(request);
    List<ListingLine> soldOut = whoIsOnIt.apply(rows.soldOut(request));
    if (stock == null) {
      return replies.status(request, shops, soldOut, holds.status(request));
    }
    Looks looks = stock.looks().get();
    return stock
        .status()
        .status(
            request,
            shops,
            soldOut,
            whoIsOnIt.apply(stock.low().low(request)),
            looks.mostlySweeps(),
            looks.secondsHeld(),
            holds.status(request));
  }

  /** Has the chat hear nothing for a while; asks for how long where that is not said. */
  public Message pause(ChatRequest request) {
    return holds.pause(request);
  }

  /** Ends a pause. */
  public Message resume(ChatRequest request) {
    return holds.resume(request);
  }

  public Message threshold(ChatRequest request) {
    return stock().thresholds().askOrSet(request);
  }

  /** Sets whether the chat hears of what is back in stock; asks where that is not said. */
  public Message restock(ChatRequest request) {
    Boolean wanted = request.wanted();
    if (wanted == null) {
      return stock().restocks().ask(request, rows.shops(request));
    }
    rows.setRestocks(request, wanted);
    return stock().restocks().set(request, rows.shops(request));
  }

  /** What the chat chose, with the buttons that change it. */
  public Message settings(ChatRequest request) {
    return settings.open(request.settingsChat());
  }

  /** Sets the hours in which alerts wait; shows what holds. */
  public Message quiet(ChatRequest request) {
    return typed(request, "quiet");
  }

  /** Sets when alerts come collected; shows what holds. */
  public Message digest(ChatRequest request) {
    return typed(request, "digest");
  }

  /** Sets the language; shows what holds. */
  public Message language(ChatRequest request) {
    return typed(request, "language");
  }

  /** Sets the time zone; shows what holds. */
  public Message timezone(ChatRequest request) {
    return typed(request, "zone");
  }

  private Message typed(ChatRequest request, String page) {
    return settings.typed(request.settingsChat(), page, request.argument().strip());
  }

  /** Does what a button of the settings asks for, and says what is in its message then. */
  Message set(ChatRequest request) {
    return settings.pressed(request.settingsChat(), request.argument());
  }

  /** Asks before everything is forgotten. */
  Message askToForgetAll(ChatRequest request) {
    return replies.askToForget(request, rows.shops(request));
  }

  /** Asks before the shop that a button names is forgotten. */
  Message askToUnlink(ChatRequest request) {
    return shops.askToUnlink(request, shop(request, Long.valueOf(request.argument())));
  }

  /** Forgets the shop that a button names. */
  Message unlink(ChatRequest request) {
    Long seller = request.subject();
    Optional<WatchedShop> shop = shop(request, seller);
    shop.ifPresent(one -> rows.unlink(ChatRequest.CHANNEL, request.address(), one.sellerId()));
    return shops.unlinked(request, shop, rows.shops(request));
  }

  private Optional<WatchedShop> shop(ChatRequest request, @Nullable Long seller) {
    return rows.shops(request).stream()
        .filter(shop -> seller != null && shop.sellerId() == seller)
        .findFirst();
  }

  /** The page of listings that a button names. */
  Message page(ChatRequest request) {
    return stock().listings().turn(request);
  }

  /** Whether the button of a card stands below a list, which the card takes the place of. */
  boolean isInList(ChatRequest request) {
    return stock().listings().isInList(request);
  }

  /** The card of the listing that a button names. */
  Message card(ChatRequest request) {
    return stock().listings().card(request);
  }

  /** Mutes the listing that a button on its card names; the card. */
  Message muteCard(ChatRequest request) {
    return stock().listings().mute(request);
  }

  /** Sets the threshold that a button names. */
  Message setThreshold(ChatRequest request) {
    return stock().thresholds().set(request);
  }

  /** Asks for the threshold of the listing that a button names. */
  Message low(ChatRequest request) {
    return stock().thresholds().askListing(request);
  }

  /** Sets the threshold of the listing that a button names. */
  Message setLow(ChatRequest request) {
    return stock().thresholds().setListing(request);
  }

  /** Asks for how long the listing that a button names is to be muted. */
  Message mute(ChatRequest request) {
    return holds.askForMute(request);
  }

  /** Notes in a group that somebody is on what a message told, or is not; says so in words. */
  String onIt(ChatRequest request) {
    return team.pressed(request);
  }

  /** Mutes the listing that a button names, or ends that. */
  Message setMute(ChatRequest request) {
    return holds.setMute(request);
  }

  /** Chooses what becomes of the sell-outs of one-of-a-kind listings. */
  Message setOneOfAKind(ChatRequest request) {
    return holds.setOneOfAKind(request);
  }

  private Stock stock() {
    if (stock == null) {
      throw new IllegalStateException("Etsy API v2 does not tell how many are left");
    }
    return stock;
  }

  static LogInChat logIn(ChatRequest request) {
    return new LogInChat(
        ChatRequest.CHANNEL,
        request.address(),
        request.topic(),
        request.userId(),
        request.language(),
        request.chatName());
  }
}
