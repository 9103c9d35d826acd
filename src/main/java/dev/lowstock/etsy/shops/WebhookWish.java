package dev.lowstock.etsy.shops;

import org.jspecify.annotations.Nullable;

/**
 * What a webhook wants looked at: a listing, an order, or the shop as a whole, if both are null.
 *
 * @param receiptId the order; null if the listing is known
 */
record WebhookWish(@Nullable Long listingId, @Nullable Long receiptId) {}
