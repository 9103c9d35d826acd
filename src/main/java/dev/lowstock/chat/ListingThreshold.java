package dev.lowstock.chat;

import org.jspecify.annotations.Nullable;

/**
 * At how many left a listing is low.
 *
 * @param own its own number; null where that of the shop counts
 */
record ListingThreshold(
    long listingId, long sellerId, @Nullable String title, @Nullable Integer own, int threshold) {}
