package dev.lowstock.chat;

import dev.lowstock.alert.Message;
import dev.lowstock.etsy.Seller;
import dev.lowstock.etsy.login.LogInChat;
import dev.lowstock.etsy.login.LogInNotices;
import dev.lowstock.outbox.Chats;
import dev.lowstock.outbox.Chats.Said;
import dev.lowstock.outbox.OwedMessages;
import dev.lowstock.store.ShopHearer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What log-ins do to the chats of the outbox, in the words of the bot's replies. Thread-safe. */
public final class ChatNotices implements LogInNotices {
  private final Chats chats;
  private final OwedMessages owed;
  private final Replies replies;
  private final Consumer<Said> say;

  /**
   * Speaks with these words.
   *
   * @param say says a message at once, or owes it
   */
  public ChatNotices(Chats chats, OwedMessages owed, Replies replies, Consumer<Said> say) {
    this.chats = chats;
    this.owed = owed;
    this.replies = replies;
    this.say = say;
  }

  @Override
  public void keepChat(LogInChat chat) {
    chats.keep(chat.channel(), chat.address(), chat.language());
  }

  @Override
  public void tellDone(LogInChat chat, Seller seller) {
    Message done = replies.linked(chat.language(), seller.shopName(), seller.sellerId());
    if (seller.shopId() == null) {
      say.accept(new Said(chat.channel(), chat.address(), chat.language(), chat.topic(), done));
    } else {
      // The summary of the look that follows may take its place.
      owed.oweDone(chat.channel(), chat.address(), chat.topic(), done, seller.sellerId());
    }
  }

  @Override
  public void oweLinkTold(List<ShopHearer> others, LogInChat linked, long id) {
    owed.oweAll(replies.linkTold(others, linked.address(), linked.chatName(), id));
  }

  @Override
  public void oweAccessRevoked(List<ShopHearer> revoked, @Nullable String loginUrl) {
    owed.oweAll(replies.accessRevoked(revoked, loginUrl));
  }
}
