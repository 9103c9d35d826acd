package dev.lowstock.sandbox.page;

import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.VariationStock;
import java.util.List;

/** A shop and what is for sale in it. */
record Shelf(SandboxShop shop, List<ShelfItem> items) {

  /** Several SKUs, one and none; quotation marks, an apostrophe and an emoji in the titles. */
  static Shelf furnish(SandboxShop shop) {
    return new Shelf(
        shop,
        List.of(
            new ShelfItem(
                shop.lists("Blue mug &quot;Ada&quot;, handmade", 3, "MUG-BLUE", "MUG-BLUE-L"),
                "mug"),
            new ShelfItem(shop.lists("Grandma&#39;s teapot 🌿 0.8 l", 1, "TEAPOT-08"), "teapot"),
            new ShelfItem(shop.lists("Two stoneware bowls", 2), "bowls"),
            new ShelfItem(
                shop.lists("Egg cups, set of three", 4, "EGG-BLUE", "EGG-SAND", "EGG-FERN"),
                "eggcups"),
            new ShelfItem(
                shop.lists("Plant pot &amp; saucer", 2, "POT-S", "POT-M", "POT-L"), "pot"),
            new ShelfItem(shop.lists("Serving plate, 28 cm", 5), "plate")));
  }

  /** The same for API v3: some listings have a number for each variation. */
  static Shelf furnishWithVariations(SandboxShop shop) {
    return new Shelf(
        shop,
        List.of(
            new ShelfItem(
                shop.listsVariations(
                    "Blue mug &quot;Ada&quot;, handmade",
                    "Size",
                    new VariationStock("Small", 4, "MUG-BLUE"),
                    new VariationStock("Large", 1, "MUG-BLUE-L")),
                "mug"),
            new ShelfItem(
                shop.listsVariations(
                    "Egg cup",
                    "Colour",
                    new VariationStock("Blue", 3, "EGG-BLUE"),
                    new VariationStock("Fern", 4, "EGG-FERN")),
                "eggcups"),
            new ShelfItem(shop.lists("Grandma&#39;s teapot 🌿 0.8 l", 1, "TEAPOT-08"), "teapot"),
            new ShelfItem(shop.lists("Two stoneware bowls", 3), "bowls"),
            new ShelfItem(
                shop.lists("Plant pot &amp; saucer", 4, "POT-S", "POT-M", "POT-L"), "pot"),
            new ShelfItem(shop.lists("Serving plate, 28 cm", 5), "plate")));
  }

  /** What another seller has. */
  static Shelf furnishAnother(SandboxShop shop) {
    return new Shelf(
        shop,
        List.of(
            new ShelfItem(shop.lists("Red pot for herbs", 3, "POT-RED"), "pot"),
            new ShelfItem(
                shop.lists("Salad bowls, hand-thrown stoneware, set of two, oven-safe", 6),
                "bowls"),
            new ShelfItem(shop.lists("Tea for two", 2, "TEA-2"), "teapot")));
  }
}
