package dev.lowstock.alert;

import dev.lowstock.stock.OfferingChange;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert as a program reads it, and the CloudEvent around it; {@code docs/alert.schema.json}
 * describes both.
 */
public final class AlertJson {
  private static final String SCHEMA = "urn:lowstock:alert:1";

  /** What a CloudEvent is about. */
  public enum About {
    /** The alert that a channel is owed. */
    ALERT("dev.lowstock.alert.", "alert:"),
    /** The stock event, whether or not a chat is told of it. */
    STOCK_EVENT("dev.lowstock.stock_event.", "");

    private final String type;
    private final String id;

    About(String type, String id) {
      this.type = type;
      this.id = id;
    }
  }

  /**
   * The fields of an alert, in Etsy's names.
   *
   * @param message what people are told of it
   */
  public Map<String, Object> of(Alert alert, Message message) {
    Alert.Event event = alert.event();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", alert.id());
    fields.put("kind", alert.kind());
    fields.put("event_key", event == null ? null : event.key());
    fields.put("seller_id", event == null ? null : event.sellerId());
    fields.put("shop_id", event == null ? null : event.shopId());
    fields.put("shop_name", alert.shopName());
    fields.put("listing_id", alert.listingId());
    fields.put("title", alert.title() == null ? null : AlertText.plain(alert.title()));
    fields.put("quantity", alert.quantity());
    fields.put("quantity_before", event == null ? null : event.quantityBefore());
    fields.put("skus", alert.skus());
    fields.put("skus_missing", alert.skusMissing());
    fields.put("offerings", alert.offerings().stream().map(AlertJson::of).toList());
    fields.put("noticed_at", event == null ? null : event.noticedAt().toString());
    fields.put("owed_at", event == null ? null : event.owedAt().toString());
    fields.put("url", "https://www.etsy.com/listing/" + alert.listingId());
    fields.put("text", message.plain());
    return fields;
  }

  /**
   * The same as a CloudEvent 1.0 in its structured form. Its id is the same each time that the
   * event is sent.
   */
  public Map<String, Object> cloudEvent(Alert alert, Message message, About about) {
    Alert.Event event = alert.event();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("specversion", "1.0");
    fields.put("id", event == null ? "sample:" + alert.id() : about.id + event.key());
    fields.put(
        "source", "urn:lowstock:" + (event == null ? "sample" : "seller:" + event.sellerId()));
    fields.put("type", about.type + alert.kind());
    fields.put("subject", Long.toString(alert.listingId()));
    putTime(fields, event);
    fields.put("datacontenttype", "application/json");
    fields.put("dataschema", SCHEMA);
    fields.put("data", of(alert, message));
    return fields;
  }

  /** A ready-made message, which is about no alert, as a CloudEvent 1.0 in its structured form. */
  public Map<String, Object> cloudEvent(String id, Message message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("specversion", "1.0");
    fields.put("id", id);
    fields.put("source", "urn:lowstock:message");
    fields.put("type", "dev.lowstock.message");
    fields.put("datacontenttype", "application/json");
    fields.put("dataschema", SCHEMA);
    fields.put("data", Map.of("text", message.plain()));
    return fields;
  }

  private static void putTime(Map<String, Object> fields, Alert.@Nullable Event event) {
    if (event != null) {
      fields.put("time", event.noticedAt().toString());
    }
  }

  private static Map<String, Object> of(OfferingChange offering) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("product_id", offering.productId());
    fields.put("name", offering.name());
    fields.put("sku", offering.sku());
    fields.put("quantity", offering.quantity());
    fields.put("quantity_before", offering.before());
    fields.put("hidden", offering.hidden());
    return fields;
  }
}
