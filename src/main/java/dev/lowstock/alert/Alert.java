package dev.lowstock.alert;

import dev.lowstock.stock.OfferingChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stock event as one chat is to hear of it.
 *
 * @param kind what happened, as in {@code StockEvent}
 * @param title as Etsy sent it, HTML entities included
 * @param quantity units left, where the source said so
 * @param skus seller-given codes; empty when the listing has none or Etsy could not say
 * @param skusMissing why Etsy could not say, or null when it did
 * @param offerings the variations that it concerns; empty when it concerns the listing as a whole
 */
public record Alert(
    long id,
    String kind,
    long listingId,
    @Nullable String title,
    @Nullable String shopName,
    @Nullable String url,
    @Nullable Integer quantity,
    List<String> skus,
    @Nullable String skusMissing,
    List<OfferingChange> offerings) {

  public Alert {
    skus = List.copyOf(skus);
    offerings = List.copyOf(offerings);
  }

  /** Of a listing as a whole. */
  public Alert(
      long id,
      String kind,
      long listingId,
      @Nullable String title,
      @Nullable String shopName,
      @Nullable String url,
      @Nullable Integer quantity,
      List<String> skus,
      @Nullable String skusMissing) {
    this(id, kind, listingId, title, shopName, url, quantity, skus, skusMissing, List.of());
  }

  /** The same about these variations. */
  public Alert about(List<OfferingChange> variations) {
    return new Alert(
        id, kind, listingId, title, shopName, url, quantity, skus, skusMissing, variations);
  }
}
