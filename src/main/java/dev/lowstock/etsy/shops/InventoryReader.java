package dev.lowstock.etsy.shops;

import static dev.lowstock.etsy.JsonFields.fields;
import static dev.lowstock.etsy.JsonFields.flag;
import static dev.lowstock.etsy.JsonFields.id;
import static dev.lowstock.etsy.JsonFields.items;
import static dev.lowstock.etsy.JsonFields.quantity;
import static dev.lowstock.etsy.JsonFields.text;

import com.fasterxml.jackson.core.JsonParser;
import dev.lowstock.stock.Offering;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the inventory of a listing (Open API v3, ListingInventory). For one inventory only. */
final class InventoryReader {
  private static final int LONGEST_SKU = 255;
  private static final int LONGEST_NAME = 400;

  private final List<Product> products = new ArrayList<>();
  private boolean onProperty;

  private static final class Product {
    private final List<Units> units = new ArrayList<>();
    private long id;
    private @Nullable String sku;
    private @Nullable String name;
    private boolean deleted;
  }

  private static final class Units {
    private @Nullable Integer quantity;
    private boolean enabled = true;
    private boolean deleted;
  }

  /** Reads the inventory that a parser stands at to its end. */
  static InventoryReader read(JsonParser parser) throws IOException {
    InventoryReader reader = new InventoryReader();
    fields(parser, name -> reader.take(name, parser));
    return reader;
  }

  private void take(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "products" -> {
        products.clear();
        items(parser, () -> products.add(product(parser)));
      }
      case "quantity_on_property" -> {
        onProperty = false;
        items(parser, () -> onProperty = true);
      }
      default -> {}
    }
  }

  private static Product product(JsonParser parser) throws IOException {
    Product product = new Product();
    fields(
        parser,
        field -> {
          switch (field) {
            case "product_id" -> product.id = id(parser);
            case "sku" -> product.sku = text(parser, LONGEST_SKU);
            case "is_deleted" -> product.deleted = flag(parser, false);
            case "offerings" -> {
              product.units.clear();
              items(parser, () -> product.units.add(units(parser)));
            }
            case "property_values" -> product.name = name(parser);
            default -> {}
          }
        });
    return product;
  }

  private static Units units(JsonParser parser) throws IOException {
    Units units = new Units();
    fields(
        parser,
        field -> {
          switch (field) {
            case "quantity" -> units.quantity = quantity(parser);
            case "is_enabled" -> units.enabled = flag(parser, true);
            case "is_deleted" -> units.deleted = flag(parser, false);
            default -> {}
          }
        });
    return units;
  }

  private static @Nullable String name(JsonParser parser) throws IOException {
    List<String> values = new ArrayList<>();
    items(
        parser,
        () ->
            fields(
                parser,
                field -> {
                  if (field.equals("values")) {
                    items(
                        parser,
                        () -> {
                          String text = text(parser, LONGEST_NAME);
                          if (text != null) {
                            values.add(text);
                          }
                        });
                  }
                }));
    String name = String.join(", ", values);
    return name.isEmpty()
        ? null
        : name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  /**
   * All products; null where there is none, which is not zero stock.
   *
   * @param together how many the listing has; null where that is not known
   */
  @Nullable List<Offering> offerings(@Nullable Integer together) {
    if (products.isEmpty()) {
      return null;
    }
    boolean own = haveOwnQuantities(together);
    Map<Long, Offering> offerings = new LinkedHashMap<>();
    for (Product product : products) {
      if (product.id <= 0 || product.deleted) {
        continue;
      }
      Integer left = own ? units(product, true) : null;
      Integer hidden = own && left == null ? units(product, false) : null;
      if (own && left == null && hidden == null) {
        continue;
      }
      offerings.put(
          product.id,
          new Offering(product.id, product.id, product.sku, product.name, left, left, hidden));
    }
    return List.copyOf(offerings.values());
  }

  /**
   * False where all products share one number, which would otherwise count many times (listing
   * inventory). Whatever the property says, numbers that differ are not one, nor are equal ones
   * that add up to what the listing has together.
   */
  private boolean haveOwnQuantities(@Nullable Integer together) {
    if (onProperty) {
      return true;
    }
    Set<Integer> numbers = new HashSet<>();
    int sum = 0;
    for (Product product : products) {
      for (Units units : product.units) {
        if (units.quantity != null && !product.deleted && !units.deleted) {
          numbers.add(units.quantity);
          sum += units.enabled ? units.quantity : 0;
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
  private static @Nullable Integer units(Product product, boolean offered) {
    Integer sum = null;
    for (Units units : product.units) {
      boolean shown = units.enabled && !units.deleted;
      // One that is hidden does not count, but for the last one having gone.
      boolean counts =
          offered ? shown || Integer.valueOf(0).equals(units.quantity) : !shown && !units.deleted;
      if (units.quantity != null && counts) {
        sum = sum == null ? units.quantity : sum + units.quantity;
      }
    }
    return sum;
  }
}
