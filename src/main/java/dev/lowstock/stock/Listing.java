package dev.lowstock.stock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a source: how Etsy described a listing at one moment.
 *
 * @param state Etsy's own word ({@code active}, {@code sold_out}, …), also one unknown to us
 * @param title as Etsy sent it, HTML entities included
 * @param url the listing's page, where the source names it
 * @param changedAt epoch seconds of the change of state by Etsy's clock, 0 if the source does not
 *     say; with the state it tells one change from another
 * @param updatedAt epoch seconds of its last edit by Etsy's clock; 0 in a feed of changes, which
 *     are told apart by {@code changedAt} alone
 * @param sectionId the section of the shop that the listing is in
 * @param quantity units left, all variations together
 * @param offerings its products; null where the source does not tell them, which is not the same as
 *     none left
 */
public record Listing(
    long listingId,
    long sellerId,
    String state,
    @Nullable String title,
    @Nullable String shopName,
    @Nullable String url,
    long changedAt,
    long updatedAt,
    @Nullable Long sectionId,
    @Nullable Integer quantity,
    @Nullable List<Offering> offerings) {

  /** {@code updatedAt} of a listing that was looked at, if Etsy does not say when it changed. */
  public static final long LOOKED_AT = 1;

  public Listing {
    offerings = offerings == null ? null : List.copyOf(offerings);
  }

  /** Of a source that does not tell products, such as the feed of API v2. */
  public Listing(
      long listingId,
      long sellerId,
      String state,
      @Nullable String title,
      @Nullable String shopName,
      @Nullable String url,
      long changedAt,
      @Nullable Long sectionId,
      @Nullable Integer quantity) {
    this(listingId, sellerId, state, title, shopName, url, changedAt, 0, sectionId, quantity, null);
  }

  /** True when Etsy says that no unit of the listing is left (Etsy API, listing states). */
  public boolean isSoldOut() {
    return state.equals("sold_out");
  }

  /** True when buyers find it. */
  public boolean isForSale() {
    return state.equals("active");
  }

  /** True when it was described before the other was; never when one of the times is not known. */
  public boolean isOlderThan(Listing other) {
    return updatedAt > LOOKED_AT && updatedAt < other.updatedAt();
  }

  /** True when its variations have quantities of their own. */
  public boolean hasOwnQuantities() {
    return offerings != null
        && offerings.stream().anyMatch(o -> o.quantity() != null || o.hidden() != null);
  }

  /**
   * True when it tells nothing new, product by product. What the database holds of it would stay as
   * it is, which may be so where this is false.
   */
  public boolean isAsKnown(Listing before) {
    return state.equals(before.state)
        && updatedAt == before.updatedAt
        && (quantity == null || quantity.equals(before.quantity))
        && (title == null || title.equals(before.title))
        && (offerings == null || areAsKnown(offerings, before.offerings));
  }

  private static boolean areAsKnown(List<Offering> now, @Nullable List<Offering> before) {
    if (before == null || now.size() != before.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      if (!now.get(i).isAsKnown(before.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The same with its variations found again among those that were known, and with what was known
   * where this sight leaves it out.
   */
  public Listing continuing(Listing before) {
    boolean same = state.equals(before.state);
    return new Listing(
        listingId,
        sellerId,
        state,
        title == null ? before.title : title,
        shopName,
        url == null ? before.url : url,
        changedAt,
        updatedAt,
        sectionId,
        quantity == null && same ? before.quantity : quantity,
        offerings == null || before.offerings == null
            ? offerings
            : Variations.continued(before.offerings, offerings));
  }
}
