package dev.lowstock.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A shop as v3 tells it. */
final class ShopJson {

  private static final long OPENED = 1_400_000_000;

  private ShopJson() {}

  static ObjectNode node(SandboxShop shop) {
    List<ListingSnapshot> active =
        shop.listings().stream()
            .map(SandboxListing::snapshot)
            .filter(ListingSnapshot::isActive)
            .toList();
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("shop_id", shop.shopId())
            .put("user_id", shop.sellerId())
            .put("shop_name", shop.name())
            .put("create_date", OPENED)
            .put("created_timestamp", OPENED)
            .put("title", "Things made by hand")
            .putNull("announcement")
            .put("currency_code", "USD")
            .put("is_vacation", shop.isOnVacation())
            .putNull("vacation_message")
            .putNull("sale_message")
            .putNull("digital_sale_message")
            .put("update_date", OPENED)
            .put("updated_timestamp", OPENED)
            .put("listing_active_count", active.size())
            .put("digital_listing_count", active.stream().filter(ListingSnapshot::digital).count())
            .put("login_name", shop.loginName())
            .put("accepts_custom_requests", false)
            .put("url", "https://www.etsy.com/shop/" + shop.name())
            .putNull("image_url_760x100")
            .put("num_favorers", 12);
    node.putArray("languages").add("en-US");
    return node.putNull("icon_url_fullxfull")
        .put("is_shop_us_based", true)
        .put("transaction_sold_count", 3)
        .put("shop_location_country_iso", "US")
        .putNull("review_count")
        .putNull("review_average");
  }
}
