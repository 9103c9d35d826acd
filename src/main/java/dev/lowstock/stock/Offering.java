package dev.lowstock.stock;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One product of a listing as it is offered (Etsy API v3, listing inventory): a variation, or the
 * whole listing where there is none.
 *
 * @param productId Etsy's number; another one whenever the inventory is written by API
 * @param variation our number, which stays: the product id under which it was first seen
 * @param sku the seller's code; null where there is none
 * @param name the values that make it this variation, such as {@code Blue, L}; null without
 *     variations
 * @param quantity units that buyers can order; null where all products share the number of the
 *     listing, and while it is hidden
 * @param mostSeen the highest quantity ever seen of it; null where that is not known
 * @param hidden units left while it is hidden from buyers; null while it is offered
 */
public record Offering(
    long productId,
    long variation,
    @Nullable String sku,
    @Nullable String name,
    @Nullable Integer quantity,
    @Nullable Integer mostSeen,
    @Nullable Integer hidden) {

  /** One that is seen for the first time. */
  public Offering(
      long productId, @Nullable String sku, @Nullable String name, @Nullable Integer quantity) {
    this(productId, productId, sku, name, quantity, quantity, null);
  }

  /**
   * The same as one that was seen before, under whatever product id. A blank SKU after a known one
   * was not removed: Etsy's lists show SKUs so for hours (developers' reports).
   */
  Offering continuing(Offering before) {
    return new Offering(
        productId,
        before.variation,
        sku == null ? before.sku : sku,
        name,
        quantity,
        most(before.mostSeen),
        hidden);
  }

  /** True when it is the same product, and tells nothing new. */
  boolean isAsKnown(Offering before) {
    return productId == before.productId
        && (sku == null || sku.equals(before.sku))
        && Objects.equals(name, before.name)
        && Objects.equals(quantity, before.quantity)
        && Objects.equals(hidden, before.hidden)
        && Objects.equals(most(before.mostSeen), before.mostSeen);
  }

  private @Nullable Integer most(@Nullable Integer before) {
    if (before != null && quantity != null) {
      return Math.max(before, quantity);
    }
    // Of a time before the highest was kept: a single one may be what is left of more.
    return before == null && quantity != null && quantity > 1 ? quantity : before;
  }
}
