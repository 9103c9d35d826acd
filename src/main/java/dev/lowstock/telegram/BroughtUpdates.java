package dev.lowstock.telegram;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the updates that Telegram brings, and confirms each after it was dealt with. While the
 * database or Telegram is away, Telegram is asked to bring it again, which it does for a day. One
 * that fails by itself is logged, counted and passed over, so that it blocks nobody. One that comes
 * again, because the answer to it was lost, does nothing on the node that has dealt with it.
 * Thread-safe.
 */
public final class BroughtUpdates {
  private static final Logger LOG = LoggerFactory.getLogger(BroughtUpdates.class);
  private static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";

  /** Telegram repeats an update within minutes, or not at all. */
  private static final int REMEMBERED = 1000;

  private static final int DEALT = 204;
  private static final int FORGED = 401;
  private static final int TOO_MANY = 429;
  private static final int LATER = 503;

  private final TelegramWebhook webhook;
  private final BooleanSupplier refuses;
  private final Map<Long, Boolean> dealt =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };
  private @Nullable ProducerTemplate template;

  /**
   * Takes the updates of a webhook.
   *
   * @param refuses whether there is room to say that an update is forged: only those are counted,
   *     so that a flood of them keeps none of Telegram's out
   */
  public BroughtUpdates(TelegramWebhook webhook, BooleanSupplier refuses) {
    this.webhook = webhook;
    this.refuses = refuses;
  }

  /** Deals with the update in a request, and answers with a status and nothing else. */
  public void take(Exchange exchange) {
    Message message = exchange.getMessage();
    String secret = message.getHeader(SECRET, String.class);
    byte[] body = message.getBody(byte[].class);
    // What was sent would otherwise be sent back.
    message.removeHeaders("*");
    message.setBody(null);
    int status;
    try {
      status =
          webhook
              .read(secret, body)
              .map(update -> status(exchange.getContext(), update))
              .orElse(DEALT);
    } catch (ForgedUpdate e) {
      LOG.debug("{}", e.getMessage());
      status = refuses.getAsBoolean() ? FORGED : TOO_MANY;
    }
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    if (status == TOO_MANY) {
      message.setHeader("Retry-After", 1);
    }
  }

  private int status(CamelContext camel, ReceivedUpdate update) {
    Optional<Throwable> failure = deal(camel, update);
    if (failure.isEmpty()) {
      webhook.dealt(update);
      return DEALT;
    }
    if (PassingTrouble.isIn(failure.get())) {
      LOG.warn("An update waits at Telegram: {}", failure.get().getClass().getSimpleName());
      return LATER;
    }
    webhook.passOver(update, failure.get());
    return DEALT;
  }

  private Optional<Throwable> deal(CamelContext camel, ReceivedUpdate update) {
    if (isDealt(update.id())) {
      return Optional.empty();
    }
    try {
      // On an exchange of its own: an answer may stop there, and Telegram is answered all the same.
      Exchange answered =
          template(camel)
              .send("direct:answer-update", own -> own.getMessage().setBody(update.content()));
      if (answered.getException() != null) {
        return Optional.of(answered.getException());
      }
    } catch (Throwable e) {
      return Optional.of(e);
    }
    // Not before: one that comes again while it is under way is not confirmed early.
    remember(update.id());
    return Optional.empty();
  }

  private boolean isDealt(long id) {
    synchronized (dealt) {
      return dealt.containsKey(id);
    }
  }

  private void remember(long id) {
    synchronized (dealt) {
      dealt.put(id, true);
    }
  }

  private synchronized ProducerTemplate template(CamelContext camel) {
    ProducerTemplate made = template == null ? camel.createProducerTemplate() : template;
    template = made;
    return made;
  }
}
