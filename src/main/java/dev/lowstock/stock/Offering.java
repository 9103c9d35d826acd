package dev.lowstock.stock;

import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;
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
    long productId, @Nullable String sku, @Nullable String name, @Nullable Integer quantity) {

  /** The same with the SKU that it has among these, if it shows none itself. */
  public Offering withSkuOf(Collection<Offering> known) {
    if (sku != null) {
      return this;
    }
    return Stream.concat(
            known.stream().filter(other -> other.productId() == productId),
            known.stream().filter(other -> Objects.equals(other.name(), name)))
        .filter(other -> other.sku() != null)
        .findFirst()
        .map(other -> new Offering(productId, other.sku(), name, quantity))
        .orElse(this);
  }
}
