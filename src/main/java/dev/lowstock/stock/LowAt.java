package dev.lowstock.stock;

import java.util.Map;

/**
 * At how many left a listing is low to one chat.
 *
 * @param listing low at or below it, the listing and those of its variations that are not named
 * @param variations the numbers of variations, see {@link Offering}, that have one of their own
 */
public record LowAt(int listing, Map<Long, Integer> variations) {
  public LowAt {
    variations = Map.copyOf(variations);
  }

  /** The same for the listing and all its variations. */
  public LowAt(int listing) {
    this(listing, Map.of());
  }

  /** Of a variation. */
  public int of(long variation) {
    return variations.getOrDefault(variation, listing);
  }
}
