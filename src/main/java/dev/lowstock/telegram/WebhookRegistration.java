package dev.lowstock.telegram;

import dev.lowstock.store.NodeLeases;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that Telegram knows where to bring updates: one node at a time asks, and tells it
 * unless it knows. A stop does not take that back. What fails is tried again after 1, 2, 4 and 8
 * seconds, then at the next call.
 */
public final class WebhookRegistration {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookRegistration.class);
  private static final String LEASE = "telegram-webhook";
  private static final Duration LENGTH = Duration.ofSeconds(60);
  private static final int MOST_PAUSES = 4;
  private static final long MILLIS_BETWEEN_LOOKS = 100;

  private final TelegramWebhook webhook;
  private final NodeLeases leases;
  private final Supplier<BotApi> telegram;
  private final BooleanSupplier stopping;

  /**
   * Registers a webhook.
   *
   * @param stopping whether to try no more
   */
  public WebhookRegistration(
      TelegramWebhook webhook,
      NodeLeases leases,
      Supplier<BotApi> telegram,
      BooleanSupplier stopping) {
    this.webhook = webhook;
    this.leases = leases;
    this.telegram = telegram;
    this.stopping = stopping;
  }

  /** Asks, if it is this node's turn, and tells Telegram what it does not know. */
  public void keep() {
    if (!leases.claim(LEASE, LENGTH)) {
      return;
    }
    for (int pauses = 0; ; pauses++) {
      try {
        set();
        return;
      } catch (TelegramFailure | TelegramUnreachable e) {
        if (pauses == MOST_PAUSES || !pause(Duration.ofSeconds(1L << pauses))) {
          LOG.warn("The webhook is not known to be set: {}", e.getMessage());
          return;
        }
      }
    }
  }

  private void set() {
    // Bot API, "getWebhookInfo"
    if (!(telegram.get().call("getWebhookInfo", Map.of()) instanceof Map<?, ?> info)) {
      throw new TelegramFailure(
          "getWebhookInfo", 200, "an answer without a webhook", "try again later");
    }
    webhook.told(info);
    if (webhook.isToBeSet(info)) {
      telegram.get().call("setWebhook", webhook.wishes());
      LOG.info("Telegram brings updates to {} from now on", webhook.url());
    }
  }

  /** Returns false when it was cut short. */
  private boolean pause(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    try {
      while (System.nanoTime() - end < 0) {
        if (stopping.getAsBoolean()) {
          return false;
        }
        Thread.sleep(MILLIS_BETWEEN_LOOKS);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
