package dev.lowstock.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The inventory of a listing as v3 tells it; the SKUs only to its owner. */
final class InventoryJson {

  /** The property id of a variation that the seller named. */
  private static final int CUSTOM_PROPERTY = 513;

  private InventoryJson() {}

  static ObjectNode node(ListingSnapshot listing, boolean forOwner) {
    ObjectNode inventory = JsonNodeFactory.instance.objectNode();
    ArrayNode products = inventory.putArray("products");
    for (int i = 0; i < listing.products().size(); i++) {
      products.add(product(listing, i, forOwner));
    }
    boolean varies = listing.property() != null;
    inventory.putArray("price_on_property");
    property(
        inventory.putArray("quantity_on_property"),
        listing.quantityPerProduct() && listing.namesQuantityProperty());
    property(inventory.putArray("sku_on_property"), varies && listing.skus().size() > 1);
    inventory.putArray("readiness_state_on_property");
    return inventory;
  }

  /** Of a listing that was never edited with the inventory tool. */
  static ObjectNode none() {
    ObjectNode inventory = JsonNodeFactory.instance.objectNode();
    inventory.putArray("products");
    inventory.putArray("price_on_property");
    inventory.putArray("quantity_on_property");
    inventory.putArray("sku_on_property");
    inventory.putArray("readiness_state_on_property");
    return inventory;
  }

  static ObjectNode price() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("amount", 1_500)
        .put("divisor", 100)
        .put("currency_code", "USD");
  }

  private static ObjectNode product(ListingSnapshot listing, int index, boolean forOwner) {
    ListingSnapshot.Product product = listing.products().get(index);
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("product_id", product.id())
            .put("sku", forOwner ? product.sku() : "")
            .put("is_deleted", false);
    boolean soldOut = listing.state().equals("sold_out");
    ObjectNode offering =
        node.putArray("offerings")
            .addObject()
            .put("offering_id", product.id() * 10 + 1)
            .put("quantity", soldOut ? 0 : product.quantity())
            .put("is_enabled", !product.hidden())
            .put("is_deleted", false);
    offering.set("price", price());
    offering.putNull("readiness_state_id");
    ArrayNode values = node.putArray("property_values");
    if (listing.property() != null) {
      ObjectNode value =
          values
              .addObject()
              .put("property_id", CUSTOM_PROPERTY)
              .put("property_name", listing.property())
              .putNull("scale_id")
              .putNull("scale_name");
      value.putArray("value_ids").add(product.id() * 10 + 2);
      value.putArray("values").add(product.value());
    }
    return node;
  }

  private static void property(ArrayNode array, boolean varies) {
    if (varies) {
      array.add(CUSTOM_PROPERTY);
    }
  }
}
