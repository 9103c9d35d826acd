package dev.lowstock.sandbox;

/** A variation to put up for sale, such as 3 mugs in "Blue"; an empty SKU where it has none. */
public record VariationStock(String name, int quantity, String sku) {}
