package dev.lowstock.etsy.shops;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Shops that are claimed for a look, under the lease {@code look}. */
public final class Claimed {
  private Claimed() {}

  /**
   * A shop that has been seen before.
   *
   * @param lowsKeptAt when it was first remembered what of it is low
   */
  public static ShopLook shop(long sellerId, @Nullable Instant lowsKeptAt) {
    return new ShopLook("look", row(sellerId, sellerId, 1, lowsKeptAt));
  }

  static ClaimedShop shop(long shopId, int listings) {
    return row(shopId, shopId, listings, null);
  }

  private static ClaimedShop row(
      long sellerId, long shopId, int listings, @Nullable Instant lowsKeptAt) {
    Instant now = Instant.parse("2026-03-02T09:30:00Z");
    return new ClaimedShop(
        sellerId,
        shopId,
        now,
        now,
        now,
        null,
        null,
        null,
        now,
        lowsKeptAt,
        0,
        0,
        0,
        1,
        1,
        listings,
        1,
        "sealed");
  }
}
