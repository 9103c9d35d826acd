package dev.lowstock.etsy.webhook;

import org.jspecify.annotations.Nullable;

/**
 * What Etsy says in a webhook: that something happened, and where; never what is so now.
 *
 * @param webhookId the same for every attempt to deliver it
 * @param type Etsy's word, such as {@code order.paid}
 * @param shopId null when only the listing is named
 */
public record WebhookEvent(
    String webhookId,
    String type,
    @Nullable Long shopId,
    @Nullable Long listingId,
    @Nullable Long receiptId) {

  /** True when stock may have changed by it (Etsy API v3, webhook events). */
  boolean touchesStock() {
    return type.equals("order.paid")
        || type.equals("order.canceled")
        || type.startsWith("inventory.")
        || type.startsWith("listing.");
  }

  /**
   * How it is taken, as the metrics name it.
   *
   * @param watchedShop the shop it is about, if it is one of ours
   */
  public String outcome(@Nullable Long watchedShop) {
    return !touchesStock() ? "unknown_type" : watchedShop == null ? "foreign_shop" : "accepted";
  }
}
