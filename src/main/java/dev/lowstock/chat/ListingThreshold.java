package dev.lowstock.chat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * At how many left a listing is low to a chat.
 *
 * @param own its own number; null where that of the shop counts
 * @param ofShop that of the shop
 * @param variations those that have a quantity of their own
 */
record ListingThreshold(
    long listingId,
    long sellerId,
    @Nullable String title,
    @Nullable Integer own,
    int ofShop,
    List<Variation> variations) {

  ListingThreshold {
    variations = List.copyOf(variations);
  }

  /**
   * A variation of the listing.
   *
   * @param own its own number; null where that of the listing counts
   */
  record Variation(long number, @Nullable String name, @Nullable Integer own) {
    /** What it is called, or its number where Etsy has not said. */
    String called() {
      return name == null ? "#" + number : name;
    }
  }

  int threshold() {
    return own == null ? ofShop : own;
  }

  int threshold(Variation variation) {
    return variation.own() == null ? threshold() : variation.own();
  }

  /** The variation of that number; null when there is none. */
  @Nullable Variation variation(@Nullable Long number) {
    return variations.stream()
        .filter(each -> Objects.equals(each.number(), number))
        .findFirst()
        .orElse(null);
  }
}
