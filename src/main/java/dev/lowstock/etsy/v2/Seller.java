package dev.lowstock.etsy.v2;

import org.jspecify.annotations.Nullable;

/** The Etsy user who gave a permission; {@code sellerId} is what the feed calls {@code user_id}. */
public record Seller(long sellerId, @Nullable String loginName) {}
