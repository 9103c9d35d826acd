package dev.lowstock.etsy.shops;

import dev.lowstock.stock.Listing;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a list of listings.
 *
 * @param listingId 0 when it has none
 * @param listing null when it is none to be watched
 * @param hasVariations as Etsy says
 * @param hasInventory true when it tells an inventory, whatever is in it
 */
record ListedEntry(
    long listingId, @Nullable Listing listing, boolean hasVariations, boolean hasInventory) {}
