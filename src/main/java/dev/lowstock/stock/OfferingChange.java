package dev.lowstock.stock;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A variation that a stock event is about.
 *
 * @param productId Etsy's number at the time of the event
 * @param variation our number of it, see {@link Offering}; 0 in events of older versions
 * @param quantity units left of it
 * @param before units that were left before; null where that is not known
 * @param hidden true when it was hidden from buyers with that many left
 */
public record OfferingChange(
    long productId,
    long variation,
    @Nullable String sku,
    @Nullable String name,
    @Nullable Integer quantity,
    @Nullable Integer before,
    boolean hidden) {

  /** Of which only the number now is known. */
  public OfferingChange(
      long productId, @Nullable String sku, @Nullable String name, @Nullable Integer quantity) {
    this(productId, productId, sku, name, quantity, null, false);
  }

  static OfferingChange of(Offering now, @Nullable Integer before) {
    boolean hidden = now.hidden() != null;
    return new OfferingChange(
        now.productId(),
        now.variation(),
        now.sku(),
        now.name(),
        hidden ? now.hidden() : now.quantity(),
        before,
        hidden);
  }

  /** The same with the SKU that it has among these products, if it shows none itself. */
  public OfferingChange withSkuOf(Collection<Offering> products) {
    if (sku != null) {
      return this;
    }
    return Stream.concat(
            products.stream().filter(product -> product.productId() == productId),
            products.stream().filter(product -> Objects.equals(product.name(), name)))
        .filter(product -> product.sku() != null)
        .findFirst()
        .map(
            product ->
                new OfferingChange(
                    productId, variation, product.sku(), name, quantity, before, hidden))
        .orElse(this);
  }

  /** The same with what is left of it now. */
  OfferingChange with(@Nullable Integer left, boolean isHidden) {
    return new OfferingChange(productId, variation, sku, name, left, before, isHidden);
  }

  /** Their SKUs, each once. */
  public static List<String> skus(List<OfferingChange> changes) {
    return StockCrossings.distinct(changes.stream().map(OfferingChange::sku));
  }

  /** Our number of the variation, in events of every version. */
  public long number() {
    return variation == 0 ? productId : variation;
  }
}
