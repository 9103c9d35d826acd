package dev.lowstock.etsy;

import org.jspecify.annotations.Nullable;

/**
 * An Etsy user who sells.
 *
 * @param shopName what the shop is called; in API v2, what the seller logs in as
 * @param shopId null in API v2, which never says it
 */
public record Seller(long sellerId, @Nullable String shopName, @Nullable Long shopId) {}
