package dev.lowstock.telegram;

/**
 * Somebody who does not know the webhook's secret: not Telegram. Holds nothing of what was sent.
 */
public final class ForgedUpdate extends RuntimeException {
  ForgedUpdate() {
    super("An update without the secret of the webhook");
  }
}
