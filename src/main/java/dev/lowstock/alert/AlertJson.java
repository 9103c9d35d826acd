package dev.lowstock.alert;

import dev.lowstock.stock.OfferingChange;
import java.util.LinkedHashMap;
import java.util.Map;

/** An alert as a program reads it; see {@code notify-webhook} for where it goes. */
public final class AlertJson {

  /**
   * The fields of an alert, in Etsy's names.
   *
   * @param message what people are told of it
   */
  public Map<String, Object> of(Alert alert, Message message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", alert.id());
    fields.put("kind", alert.kind());
    fields.put("listing_id", alert.listingId());
    fields.put("title", alert.title() == null ? null : AlertText.plain(alert.title()));
    fields.put("shop_name", alert.shopName());
    fields.put("quantity", alert.quantity());
    fields.put("skus", alert.skus());
    fields.put("skus_missing", alert.skusMissing());
    fields.put("offerings", alert.offerings().stream().map(AlertJson::of).toList());
    fields.put("url", "https://www.etsy.com/listing/" + alert.listingId());
    fields.put("text", message.plain());
    return fields;
  }

  private static Map<String, Object> of(OfferingChange offering) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("product_id", offering.productId());
    fields.put("name", offering.name());
    fields.put("sku", offering.sku());
    fields.put("quantity", offering.quantity());
    return fields;
  }
}
