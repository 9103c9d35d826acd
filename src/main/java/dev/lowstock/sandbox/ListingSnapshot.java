package dev.lowstock.sandbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listing as v3 has it at one moment.
 *
 * @param state in the words of v3
 * @param section of the shop, null when it is in none
 * @param property what the products differ by, if there are several
 * @param quantityPerProduct false where all products share one number
 * @param namesQuantityProperty whether the inventory names the property that has the numbers
 */
record ListingSnapshot(
    long id,
    SandboxShop shop,
    String title,
    String state,
    int quantity,
    Instant createdAt,
    Instant changedAt,
    Instant stateAt,
    boolean digital,
    @Nullable Long section,
    boolean hasInventory,
    @Nullable String property,
    boolean quantityPerProduct,
    boolean namesQuantityProperty,
    List<Product> products) {

  record Product(long id, String sku, @Nullable String value, int quantity, boolean hidden) {}

  /**
   * Etsy's number of a product.
   *
   * @param writes how often the inventory was written by API, which gives all products new ones
   */
  static long productId(long listingId, int product, int writes) {
    return writes * 1_000_000_000_000_000L + listingId * 1_000 + product + 1;
  }

  /** What v2 calls {@code edit} or {@code vacation} has other names in v3. */
  static String stateInV3(String state) {
    return switch (state) {
      case "edit" -> "inactive";
      case "vacation" -> "active";
      default -> state;
    };
  }

  boolean isActive() {
    return state.equals("active");
  }

  List<String> skus() {
    return products.stream().map(Product::sku).filter(sku -> !sku.isEmpty()).distinct().toList();
  }
}
