package dev.lowstock.telegram;

import dev.lowstock.alert.Message;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a {@link Message} to the chat in variable {@code address}, and to its topic in variable
 * {@code topic} if that is set, when Telegram's limit allows it; without a sound if variable {@code
 * silent} is true. Leaves its id in variable {@code messageId}. If variable {@code edits} has an
 * id, the message takes the place of that one, which makes no sound. Thread-safe.
 *
 * <p>If Telegram cannot read its HTML, it goes once more as plain text. If its topic was deleted,
 * the topic is forgotten and the message goes to the chat itself in the same try. Any other failure
 * is the caller's.
 */
public final class MessageSender {
  private static final Logger LOG = LoggerFactory.getLogger(MessageSender.class);

  private final LongSupplier millisToWait;
  private final Consumer<Exchange> requireTime;
  private final DeletedTopics topics;
  private final SendMessage calls = new SendMessage();

  /** Forgets topics that were deleted. */
  public interface DeletedTopics {
    void forget(String channel, String address, long topic);
  }

  /**
   * Sends as often as a limit allows.
   *
   * @param millisToWait takes the next free place, and says in how many milliseconds it is free
   * @param requireTime fails when a send that begins now might end too late
   */
  public MessageSender(
      LongSupplier millisToWait, Consumer<Exchange> requireTime, DeletedTopics topics) {
    this.millisToWait = millisToWait;
    this.requireTime = requireTime;
    this.topics = topics;
  }

  void send(Exchange exchange, Message message, Supplier<BotApi> telegram) {
    String address = exchange.getVariable("address", String.class);
    if (address == null) {
      throw new IllegalArgumentException("telegram:bots was given no chat: set variable address");
    }
    Long topic = exchange.getVariable("topic", Long.class);
    pause(millisToWait.getAsLong());
    Long edited = exchange.getVariable("edits", Long.class);
    if (edited != null) {
      requireTime.accept(exchange);
      telegram.get().call("editMessageText", calls.edit(address, edited, message));
      return;
    }
    try {
      send(exchange, address, topic, message, telegram.get());
    } catch (TopicGone e) {
      if (topic == null) {
        throw e;
      }
      LOG.info("Chat {}: topic {} is gone, its messages go to the chat itself", address, topic);
      topics.forget(exchange.getVariable("channel", "telegram", String.class), address, topic);
      exchange.removeVariable("topic");
      send(exchange, address, null, message, telegram.get());
    }
  }

  private void send(
      Exchange exchange, String address, @Nullable Long topic, Message message, BotApi telegram) {
    boolean silent = Boolean.TRUE.equals(exchange.getVariable("silent", Boolean.class));
    requireTime.accept(exchange);
    try {
      Object sent = telegram.send(calls.html(address, topic, silent, message), null);
      if (sent instanceof Map<?, ?> shown && shown.get("message_id") instanceof Number id) {
        exchange.setVariable("messageId", id.longValue());
      }
    } catch (MessageRefused e) {
      if (message.photo() != null) {
        LOG.warn("Chat {}: {}; sending it without its photo", address, e.getMessage());
        send(exchange, address, topic, message.with(null), telegram);
        return;
      }
      LOG.warn("Chat {}: {}; sending it as plain text", address, e.getMessage());
      requireTime.accept(exchange);
      telegram.send(calls.plain(address, topic, silent, message), null);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TelegramUnreachable("sendMessage", "interrupted");
    }
  }
}
