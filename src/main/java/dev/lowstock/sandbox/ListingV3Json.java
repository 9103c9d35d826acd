package dev.lowstock.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A listing as v3 tells it, about 2 KB; the SKUs only to its owner. */
final class ListingV3Json {

  private static final long LISTED_FOR_SECONDS = 120L * 86_400;

  private ListingV3Json() {}

  /** As it is where nothing can be included. */
  static ObjectNode plain(ListingSnapshot listing) {
    long created = listing.createdAt().getEpochSecond();
    long changed = listing.changedAt().getEpochSecond();
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("listing_id", listing.id())
            .put("user_id", listing.shop().sellerId())
            .put("shop_id", listing.shop().shopId())
            .put("title", listing.title())
            .put("description", ListingJson.DESCRIPTION)
            .put("state", listing.state())
            .put("creation_timestamp", created)
            .put("created_timestamp", created)
            .put("ending_timestamp", created + LISTED_FOR_SECONDS)
            .put("original_creation_timestamp", created)
            .put("last_modified_timestamp", changed)
            .put("updated_timestamp", changed)
            .put("state_timestamp", listing.stateAt().getEpochSecond())
            .put("quantity", listing.quantity())
            .put("shop_section_id", listing.section())
            .put("featured_rank", -1)
            .put("url", "https://www.etsy.com/listing/" + listing.id() + "/sandbox")
            .put("num_favorers", 7)
            .put("non_taxable", false)
            .put("is_taxable", true)
            .put("is_customizable", false)
            .put("is_personalizable", false)
            .put("listing_type", listing.digital() ? "download" : "physical");
    node.putArray("tags").add("stoneware").add("handmade").add("blue").add("gift");
    node.putArray("materials").add("stoneware clay").add("glaze");
    node.put("shipping_profile_id", 5_500_001)
        .putNull("return_policy_id")
        .put("processing_min", 1)
        .put("processing_max", 3)
        .put("who_made", "i_did")
        .put("when_made", "made_to_order")
        .put("is_supply", false)
        .putNull("item_weight")
        .putNull("item_weight_unit")
        .putNull("item_length")
        .putNull("item_width")
        .putNull("item_height")
        .putNull("item_dimensions_unit")
        .put("is_private", false);
    node.putArray("style").add("Rustic");
    node.put("file_data", "")
        .put("has_variations", listing.property() != null)
        .put("should_auto_renew", false)
        .put("language", "en-US");
    node.set("price", InventoryJson.price());
    return node.put("taxonomy_id", 1_062).putNull("suggested_title");
  }

  static ObjectNode node(ListingSnapshot listing, boolean forOwner, Set<String> includes) {
    ObjectNode node = plain(listing);
    if (forOwner) {
      listing.skus().forEach(node.putArray("skus")::add);
    } else {
      node.putArray("skus");
    }
    node.put("views", 42);
    if (includes.contains("Images")) {
      node.putArray("images").add(image(listing.id()));
    }
    if (includes.contains("Shop")) {
      node.set("shop", ShopJson.node(listing.shop()));
    }
    if (includes.contains("Inventory")) {
      node.set("inventory", listing.hasInventory() ? InventoryJson.node(listing, forOwner) : null);
    }
    return node;
  }

  private static ObjectNode image(long listingId) {
    String address = "https://i.etsystatic.com/sandbox/" + listingId + "/il_";
    return JsonNodeFactory.instance
        .objectNode()
        .put("listing_id", listingId)
        .put("listing_image_id", listingId + 1)
        .put("hex_code", "2F4F7F")
        .put("rank", 1)
        .put("url_75x75", address + "75x75.jpg")
        .put("url_170x135", address + "170x135.jpg")
        .put("url_570xN", address + "570xN.jpg")
        .put("url_fullxfull", address + "fullxfull.jpg")
        .putNull("alt_text");
  }
}
