package dev.lowstock.etsy.webhook;

import dev.lowstock.etsy.webhook.WebhookRefused.Reason;
import dev.lowstock.signature.StandardWebhooks;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a delivery was signed with a secret of ours, and not long ago (Etsy API v3,
 * webhooks; Standard Webhooks, signature scheme). Prints no secret. Thread-safe.
 */
public final class WebhookSignature {
  /** Etsy's own example value; counts both ways. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final StandardWebhooks secrets;
  private final Clock clock;

  /**
   * Knows the secrets of an endpoint.
   *
   * @param secrets {@code whsec_} and base64, several comma-separated while one replaces another;
   *     null: nothing is signed rightly
   */
  public WebhookSignature(@Nullable String secrets, Clock clock) {
    this.secrets = new StandardWebhooks(secrets);
    this.clock = clock;
  }

  /**
   * Passes what is signed rightly and in time.
   *
   * @param timestamp epoch seconds, as the header has them
   * @param signatures one or more, separated by spaces, each {@code v1,<base64>} or the base64
   *     alone
   * @param body the bytes as they came
   * @throws WebhookRefused when no signature fits, or the time is more than 300 s from now
   */
  void require(String id, String timestamp, String signatures, byte[] body) {
    if (!timestamp.matches("\\d{1,12}")) {
      throw new WebhookRefused(Reason.MALFORMED, "the timestamp is not in epoch seconds");
    }
    if (!secrets.isSigned(id, timestamp, signatures, body)) {
      throw new WebhookRefused(
          Reason.BAD_SIGNATURE, "no signature is of a secret in ETSY_WEBHOOK_SECRET");
    }
    long age = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
    if (Math.abs(age) > TOLERANCE.toSeconds()) {
      throw new WebhookRefused(
          Reason.TOO_OLD,
          "signed " + Math.abs(age) + " s " + (age > 0 ? "ago" : "ahead of our clock"));
    }
  }
}
