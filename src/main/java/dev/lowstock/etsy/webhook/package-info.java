/**
 * Etsy's webhooks: a hint that a shop is worth a look.
 *
 * <p>Start with {@code WebhookReceipt}.
 */
@NullMarked
package dev.lowstock.etsy.webhook;

import org.jspecify.annotations.NullMarked;
