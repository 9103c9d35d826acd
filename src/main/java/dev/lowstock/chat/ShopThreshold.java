package dev.lowstock.chat;

import org.jspecify.annotations.Nullable;

/**
 * At how many left a shop is low.
 *
 * @param own how many of its listings have a number of their own
 */
record ShopThreshold(long sellerId, @Nullable String shopName, int threshold, int own) {
  String name() {
    return WatchedShop.name(shopName, sellerId);
  }
}
