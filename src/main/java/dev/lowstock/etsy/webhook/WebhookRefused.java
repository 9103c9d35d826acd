package dev.lowstock.etsy.webhook;

import java.util.Locale;

/**
 * A delivery to the webhook endpoint that is not taken. The message says why and holds nothing of
 * what was sent.
 */
public final class WebhookRefused extends RuntimeException {

  /** Why, as the metrics name it, and what is answered. */
  enum Reason {
    /** Signed by nobody we know: it may come from anywhere. */
    BAD_SIGNATURE(401),
    /** Rightly signed, but long ago or in the future: it may be a replay. */
    TOO_OLD(400),
    /** Not what Etsy's documents describe. */
    MALFORMED(400);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    String outcome() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    String words() {
      return outcome().replace('_', ' ');
    }
  }

  private final Reason reason;

  WebhookRefused(Reason reason, String why) {
    super(reason.words() + ": " + why);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  /** The status of the answer. */
  public int status() {
    return reason.status;
  }
}
