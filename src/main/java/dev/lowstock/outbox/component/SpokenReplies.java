package dev.lowstock.outbox.component;

import dev.lowstock.outbox.Chats;
import dev.lowstock.outbox.Chats.Said;
import dev.lowstock.outbox.Settlement;
import dev.lowstock.telegram.ChatClosed;
import dev.lowstock.telegram.ChatGone;
import dev.lowstock.telegram.ChatMoved;
import dev.lowstock.telegram.MessageRefused;
import dev.lowstock.telegram.RateLimited;
import dev.lowstock.telegram.TelegramFailure;
import dev.lowstock.telegram.TelegramUnreachable;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says messages to chats at once, by the route {@code notify-telegram}. What Telegram cannot take
 * right now is owed, and comes by the outbox. Where the bot may not write, the message is dropped:
 * nobody knows for how long, and it would be out of date. Thread-safe; fails only with what neither
 * Telegram nor the chat is the cause of.
 */
public final class SpokenReplies {
  private static final Logger LOG = LoggerFactory.getLogger(SpokenReplies.class);
  private static final String CHANNEL = "direct:notify-telegram";

  private final Supplier<CamelContext> camel;
  private final Chats chats;
  private volatile @Nullable ProducerTemplate template;

  public SpokenReplies(Supplier<CamelContext> camel, Chats chats) {
    this.camel = camel;
    this.chats = chats;
  }

  /** Says a message to its chat, once. */
  public void say(Said said) {
    Exchange exchange =
        template()
            .send(
                CHANNEL,
                sent -> {
                  sent.setVariable("channel", said.channel());
                  sent.setVariable("address", said.address());
                  sent.setVariable("topic", said.topic());
                  sent.setVariable("language", said.language());
                  sent.setVariable("message", said.message());
                  sent.setVariable("silent", chats.isNight(said.channel(), said.address()));
                });
    Exception failure = exchange.getException();
    if (failure != null) {
      // The channel forgets a topic that is gone.
      settle(said.inTopic(exchange.getVariable("topic", Long.class)), Settlement.known(failure));
    }
  }

  private void settle(Said said, Throwable failure) {
    String address = said.address();
    if (failure instanceof ChatGone) {
      chats.retire(said.channel(), address);
    } else if (failure instanceof ChatClosed) {
      LOG.warn(
          "Chat {} may not be written to now: {}; the answer is dropped",
          address,
          failure.getMessage());
    } else if (failure instanceof ChatMoved moved) {
      chats.move(said.channel(), address, moved.newChatId());
      chats.owe(said.to(moved.newChatId()), null);
    } else if (failure instanceof MessageRefused) {
      LOG.error("Chat {}: {}", address, failure.getMessage());
    } else if (failure instanceof RateLimited limited) {
      LOG.warn("Chat {}: {}; the answer is owed", address, failure.getMessage());
      chats.owe(said, limited.retryAfter().toMillis());
    } else if (failure instanceof TelegramFailure || failure instanceof TelegramUnreachable) {
      LOG.warn("Chat {}: {}; the answer is owed", address, failure.getMessage());
      chats.owe(said, null);
    } else if (failure instanceof RuntimeException ours) {
      throw ours;
    } else {
      throw new IllegalStateException(failure);
    }
  }

  private ProducerTemplate template() {
    ProducerTemplate made = template;
    if (made == null) {
      made = camel.get().createProducerTemplate();
      template = made;
    }
    return made;
  }
}
