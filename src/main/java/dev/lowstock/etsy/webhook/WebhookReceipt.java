package dev.lowstock.etsy.webhook;

import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is delivered to {@code /etsy/webhook}, and answers. A delivery is stored before it is
 * answered with 204; Etsy delivers again what was answered otherwise. Thread-safe.
 */
public final class WebhookReceipt {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookReceipt.class);

  private static final Answer TAKEN = new Answer(204, null, null);
  private static final Answer TOO_MANY = new Answer(429, "1", null);
  private static final Answer NOT_STORED = new Answer(503, null, null);

  private final WebhookReader reader;
  private final BooleanSupplier room;
  private final WebhookRows rows;
  private final WebhookMeters meters;

  /**
   * Takes deliveries.
   *
   * @param room takes a place in this second, if there is one
   */
  public WebhookReceipt(
      WebhookReader reader, BooleanSupplier room, WebhookRows rows, WebhookMeters meters) {
    this.reader = reader;
    this.room = room;
    this.rows = rows;
    this.meters = meters;
  }

  private record Answer(int status, @Nullable String retryAfter, @Nullable String text) {}

  /** Takes the delivery in an exchange, and puts the answer in its place. Never fails. */
  public void take(Exchange exchange) {
    Message message = exchange.getMessage();
    Answer answer = answer(message);
    // What was sent would otherwise be sent back.
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    if (answer.retryAfter() != null) {
      message.setHeader("Retry-After", answer.retryAfter());
    }
    if (answer.text() != null) {
      message.setHeader(Exchange.CONTENT_TYPE, "text/plain");
    }
    message.setBody(answer.text());
  }

  private Answer answer(Message sent) {
    try {
      WebhookEvent event =
          reader.read(
              sent.getHeader("webhook-id"),
              sent.getHeader("webhook-timestamp"),
              sent.getHeader("webhook-signature"),
              sent.getBody(byte[].class));
      // Only what Etsy signed counts, so that forged ones, which cost a hash each, keep none out.
      if (!room.getAsBoolean()) {
        meters.limited();
        return TOO_MANY;
      }
      record(event);
      return TAKEN;
    } catch (WebhookRefused refusal) {
      return refused(refusal);
    } catch (RuntimeException | Error ours) {
      // Without the message of the exception, which may hold what was sent.
      LOG.error("Webhook not stored: {}", ours.getClass().getSimpleName());
      return NOT_STORED;
    }
  }

  private void record(WebhookEvent event) {
    String outcome = rows.record(event);
    meters.accepted(outcome);
    LOG.debug("Webhook {} of shop {}: {}", event.type(), event.shopId(), outcome);
  }

  private Answer refused(WebhookRefused refusal) {
    meters.refused(refusal);
    // Anybody may send what is refused: the log is not theirs to fill.
    if (meters.isWorthALine()) {
      LOG.warn("Webhook refused: {}", refusal.getMessage());
    }
    return new Answer(refusal.status(), null, refusal.getMessage());
  }
}
