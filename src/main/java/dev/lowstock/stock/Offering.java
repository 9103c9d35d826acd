package dev.lowstock.stock;

import org.jspecify.annotations.Nullable;

/**
 * One product of a listing as it is offered (Etsy API v3, listing inventory): a variation, or the
 * whole listing where there is none.
 *
 * @param sku the seller's code; null where there is none
 * @param name the values that make it this variation, such as {@code Blue, L}; null without
 *     variations
 * @param quantity units left of it; null where all products share the number of the listing
 */
public record Offering(
    long productId, @Nullable String sku, @Nullable String name, @Nullable Integer quantity) {}
