package dev.lowstock.stock;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a source: how Etsy described a listing at one moment.
 *
 * @param state Etsy's own word ({@code active}, {@code sold_out}, …), also one unknown to us
 * @param title as Etsy sent it, HTML entities included
 * @param url the listing's page, where the source names it
 * @param changedAt epoch seconds of the change by Etsy's clock; with the state it tells one change
 *     from another
 * @param sectionId the section of the shop that the listing is in
 * @param quantity units left, all variations together
 */
public record Listing(
    long listingId,
    long sellerId,
    String state,
    @Nullable String title,
    @Nullable String shopName,
    @Nullable String url,
    long changedAt,
    @Nullable Long sectionId,
    @Nullable Integer quantity) {

  /** True when no unit of the listing is left (Etsy API, listing states). */
  public boolean isSoldOut() {
    return state.equals("sold_out");
  }
}
