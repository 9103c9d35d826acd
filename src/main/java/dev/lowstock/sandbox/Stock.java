package dev.lowstock.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many a listing has of each of its products: one number for all of them, or one for each as
 * the variations have it. Not thread-safe: its listing guards it.
 */
final class Stock {

  /** What is sold: one value of the property by which the products differ, if they do. */
  record Kind(@Nullable String value, String sku) {}

  private final @Nullable String property;
  private final List<Kind> kinds;
  private final int[] left;

  private Stock(@Nullable String property, List<Kind> kinds, int[] left) {
    this.property = property;
    this.kinds = kinds;
    this.left = left;
  }

  /** All products share the number, as where quantity does not vary by property. */
  static Stock shared(int quantity, List<String> skus) {
    if (skus.size() < 2) {
      return new Stock(
          null, List.of(new Kind(null, skus.isEmpty() ? "" : skus.get(0))), new int[] {quantity});
    }
    List<Kind> kinds =
        IntStream.range(0, skus.size())
            .mapToObj(i -> new Kind("Style " + (i + 1), skus.get(i)))
            .toList();
    return new Stock("Style", kinds, new int[] {quantity});
  }

  static Stock of(String property, List<VariationStock> variations) {
    if (variations.isEmpty()) {
      throw new IllegalArgumentException("a listing with variations has at least one");
    }
    return new Stock(
        property,
        variations.stream().map(each -> new Kind(each.name(), each.sku())).toList(),
        variations.stream().mapToInt(VariationStock::quantity).toArray());
  }

  @Nullable String property() {
    return property;
  }

  List<Kind> kinds() {
    return kinds;
  }

  /** Whether each product has a number of its own. */
  boolean isPerProduct() {
    return property != null && left.length == kinds.size();
  }

  List<String> skus() {
    return kinds.stream().map(Kind::sku).filter(sku -> !sku.isEmpty()).distinct().toList();
  }

  int quantity() {
    return IntStream.of(left).sum();
  }

  int quantity(int product) {
    return left[slot(product)];
  }

  int product(String value) {
    return IntStream.range(0, kinds.size())
        .filter(i -> value.equals(kinds.get(i).value()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no variation " + value));
  }

  /** Takes some, of the first products first; returns the products that ran out with it. */
  List<Integer> take(int count) {
    requireEnough(count, quantity());
    List<Integer> ranOut = new ArrayList<>();
    int wanted = count;
    for (int i = 0; i < left.length && wanted > 0; i++) {
      int taken = Math.min(wanted, left[i]);
      wanted -= taken;
      if (taken > 0) {
        ranOut.addAll(takeFrom(i, taken));
      }
    }
    return ranOut;
  }

  List<Integer> takeFrom(int product, int count) {
    int slot = slot(product);
    requireEnough(count, left[slot]);
    left[slot] -= count;
    return left[slot] > 0
        ? List.of()
        : IntStream.range(0, kinds.size()).filter(i -> slot(i) == slot).boxed().toList();
  }

  void set(int product, int count) {
    left[slot(product)] = count;
  }

  void add(int product, int count) {
    left[slot(product)] += count;
  }

  private int slot(int product) {
    return left.length == 1 ? 0 : product;
  }

  private static void requireEnough(int wanted, int there) {
    if (wanted < 1 || wanted > there) {
      throw new IllegalArgumentException("cannot sell " + wanted + " of " + there);
    }
  }
}
