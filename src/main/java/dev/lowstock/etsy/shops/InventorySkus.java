package dev.lowstock.etsy.shops;

import static java.util.Objects.requireNonNullElse;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.ListingGone;
import dev.lowstock.etsy.SkuSource;
import dev.lowstock.etsy.api.EtsyAnswer;
import dev.lowstock.etsy.api.EtsyCall;
import dev.lowstock.etsy.api.SellerCalls;
import dev.lowstock.stock.Offering;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.store.OfferingJson;
import dev.lowstock.store.Rows;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The SKUs of a stock event as the inventory of its listing tells them. Thread-safe. */
public final class InventorySkus implements SkuSource {
  private final SellerCalls calls;
  private final ShopPause pause;
  private final OfferingJson json = new OfferingJson();

  public InventorySkus(SellerCalls calls, ShopPause pause) {
    this.calls = calls;
    this.pause = pause;
  }

  @Override
  public Found find(Map<String, Object> event) throws IOException {
    EtsyCall inventory =
        EtsyCall.get(
            "getListingInventory",
            "/v3/application/listings/" + Rows.number(event, "listing_id") + "/inventory",
            null);
    return found(event, calls.make(inventory, Rows.number(event, "seller_id")));
  }

  /** Variations that the event is about get the SKUs that they have now. */
  private Found found(Map<String, Object> event, EtsyAnswer inventory) {
    if (inventory.status() == 404) {
      throw new ListingGone(inventory.inShort());
    }
    List<Offering> products =
        requireNonNullElse(inventory.json(InventoryReader::read).offerings(null), List.of());
    List<OfferingChange> concerned =
        OfferingJson.read((String) event.get("offerings")).stream()
            .map(offering -> offering.withSkuOf(products))
            .toList();
    String skus =
        json.lines(
            concerned.isEmpty()
                ? products.stream()
                    .map(Offering::sku)
                    .flatMap(Stream::ofNullable)
                    .distinct()
                    .toList()
                : OfferingChange.skus(concerned));
    return new Found(
        Rows.with(Rows.with(event, "skus", skus), "offerings", json.write(concerned)), skus);
  }

  @Override
  public void accessRevoked(long sellerId, String tokenSealed, AccessRevoked refused) {
    pause.pause(sellerId, tokenSealed, refused);
  }
}
