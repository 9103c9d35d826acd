package dev.lowstock.etsy.shops;

import static dev.lowstock.etsy.JsonFields.id;
import static dev.lowstock.etsy.JsonFields.quantity;
import static dev.lowstock.etsy.JsonFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Offering;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a listing with its inventory (Open API v3, ShopListingWithAssociations): every field may be
 * missing, and missing inventory is not zero stock.
 */
final class ListingReader {
  private static final int LONGEST_TITLE = 500;
  private static final int LONGEST_URL = 1000;
  private static final int LONGEST_SKU = 255;
  private static final int LONGEST_NAME = 400;

  private ListingReader() {}

  /** The listing; null when it has no id or no state, or is a download, which has no stock. */
  static @Nullable Listing read(JsonNode entry, long sellerId) {
    long listingId = id(entry.path("listing_id"));
    String state = text(entry.path("state"), 40);
    if (listingId <= 0 || state == null || isDigital(entry)) {
      return null;
    }
    long updated = first(entry, "updated_timestamp", "last_modified_timestamp");
    return new Listing(
        listingId,
        sellerId,
        state,
        text(entry.path("title"), LONGEST_TITLE),
        null,
        text(entry.path("url"), LONGEST_URL),
        id(entry.path("state_timestamp")),
        Math.max(Listing.LOOKED_AT, updated),
        section(entry),
        quantity(entry.path("quantity")),
        offerings(entry.path("inventory"), quantity(entry.path("quantity"))));
  }

  /** All products of an inventory. */
  static List<Offering> products(JsonNode inventory) {
    List<Offering> offerings = offerings(inventory, null);
    return offerings == null ? List.of() : offerings;
  }

  /** A download never runs out (Open API v3, listing_type). */
  private static boolean isDigital(JsonNode entry) {
    return "download".equals(entry.path("listing_type").textValue());
  }

  private static @Nullable Long section(JsonNode entry) {
    long section = id(entry.path("shop_section_id"));
    return section > 0 ? section : null;
  }

  private static long first(JsonNode entry, String... fields) {
    for (String field : fields) {
      long value = id(entry.path(field));
      if (value > 0) {
        return value;
      }
    }
    return 0;
  }

  private static @Nullable List<Offering> offerings(
      JsonNode inventory, @Nullable Integer together) {
    JsonNode products = inventory.path("products");
    if (!products.isArray() || products.isEmpty()) {
      return null;
    }
    boolean own = haveOwnQuantities(inventory, together);
    Map<Long, Offering> offerings = new LinkedHashMap<>();
    for (JsonNode product : products) {
      long productId = id(product.path("product_id"));
      if (productId <= 0 || product.path("is_deleted").asBoolean()) {
        continue;
      }
      Integer left = own ? units(product, true) : null;
      Integer hidden = own && left == null ? units(product, false) : null;
      if (own && left == null && hidden == null) {
        continue;
      }
      offerings.put(
          productId,
          new Offering(
              productId,
              productId,
              text(product.path("sku"), LONGEST_SKU),
              name(product),
              left,
              left,
              hidden));
    }
    return List.copyOf(offerings.values());
  }

  /**
   * False where all products share one number, which would otherwise count many times (listing
   * inventory). Whatever the property says, numbers that differ are not one, nor are equal ones
   * that add up to what the listing has together.
   */
  private static boolean haveOwnQuantities(JsonNode inventory, @Nullable Integer together) {
    if (!inventory.path("quantity_on_property").isEmpty()) {
      return true;
    }
    Set<Integer> numbers = new HashSet<>();
    int sum = 0;
    for (JsonNode product : inventory.path("products")) {
      for (JsonNode offering : product.path("offerings")) {
        Integer units = quantity(offering.path("quantity"));
        boolean deleted =
            product.path("is_deleted").asBoolean() || offering.path("is_deleted").asBoolean();
        if (units != null && !deleted) {
          numbers.add(units);
          sum += offering.path("is_enabled").asBoolean(true) ? units : 0;
        }
      }
    }
    return numbers.size() > 1
        || (together != null && together > 0 && sum == together && !numbers.contains(sum));
  }

  /**
   * Units that buyers can order, or those that are hidden from them; null when there are none of
   * the kind, which is not the same as none left.
   */
  private static @Nullable Integer units(JsonNode product, boolean offered) {
    Integer sum = null;
    for (JsonNode offering : product.path("offerings")) {
      Integer units = quantity(offering.path("quantity"));
      boolean deleted = offering.path("is_deleted").asBoolean();
      boolean shown = offering.path("is_enabled").asBoolean(true) && !deleted;
      // One that is hidden does not count, but for the last one having gone.
      boolean counts = offered ? shown || Integer.valueOf(0).equals(units) : !shown && !deleted;
      if (units != null && counts) {
        sum = sum == null ? units : sum + units;
      }
    }
    return sum;
  }

  private static @Nullable String name(JsonNode product) {
    List<String> values = new ArrayList<>();
    for (JsonNode property : product.path("property_values")) {
      for (JsonNode value : property.path("values")) {
        String text = text(value, LONGEST_NAME);
        if (text != null) {
          values.add(text);
        }
      }
    }
    String name = String.join(", ", values);
    return name.isEmpty()
        ? null
        : name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}
