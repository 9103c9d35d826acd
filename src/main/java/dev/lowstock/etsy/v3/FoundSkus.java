package dev.lowstock.etsy.v3;

import org.jspecify.annotations.Nullable;

/**
 * What Etsy said of the SKUs of a stock event, as the event keeps it.
 *
 * @param skus one a line; empty when there are none
 * @param offerings the variations that the event is about, with their SKUs; null when it is about
 *     the listing as a whole
 */
public record FoundSkus(String skus, @Nullable String offerings) {}
