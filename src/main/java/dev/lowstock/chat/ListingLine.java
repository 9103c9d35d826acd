package dev.lowstock.chat;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Messages;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A listing, or a variation of it, as an answer names it in one line.
 *
 * @param title as Etsy gave it; null or empty where it has none
 * @param name of the variation; null where it is the listing
 * @param left how many are left of it
 * @param person who is on it in a group; null: nobody
 */
record ListingLine(
    long listingId,
    long sellerId,
    @Nullable String title,
    @Nullable String name,
    int left,
    @Nullable String person) {
  /** So that as many listings as are named fit into one message. */
  private static final int LONGEST_TITLE = 80;

  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_SHOP = 30;

  ListingLine(
      long listingId, long sellerId, @Nullable String title, @Nullable String name, int left) {
    this(listingId, sellerId, title, name, left, null);
  }

  /** The same, and who is on it. */
  ListingLine with(@Nullable String somebody) {
    return new ListingLine(listingId, sellerId, title, name, left, somebody);
  }

  /** A line that says which listing it is. */
  String out(Messages messages, @Nullable String language) {
    return out(messages, language, null);
  }

  /**
   * The same.
   *
   * @param shop its name, where it is to be told
   */
  String out(Messages messages, @Nullable String language, @Nullable String shop) {
    return messages.text(
            language,
            "status.outLine",
            Map.of(
                "listing",
                page(),
                "title",
                title(messages, language, listingId, title),
                "ofShop",
                ofShop(messages, language, shop)))
        + onIt(messages, language);
  }

  /** A line that says how many are left. */
  String left(Messages messages, @Nullable String language) {
    return left(messages, language, null);
  }

  /**
   * The same.
   *
   * @param shop its name, where it is to be told
   */
  String left(Messages messages, @Nullable String language, @Nullable String shop) {
    return messages.text(
            language,
            name == null ? "status.leftLine" : "status.variationLine",
            Map.of(
                "listing",
                page(),
                "title",
                title(messages, language, listingId, title),
                "ofShop",
                ofShop(messages, language, shop),
                "name",
                name == null ? "" : AlertText.cut(name, LONGEST_NAME),
                "count",
                left))
        + onIt(messages, language);
  }

  private String onIt(Messages messages, @Nullable String language) {
    return person == null ? "" : messages.text(language, "status.onIt", Map.of("person", person));
  }

  /** The shop in brackets, or nothing. */
  static Object ofShop(Messages messages, @Nullable String language, @Nullable String shop) {
    return shop == null
        ? ""
        : messages.html(
            language, "listings.ofShop", Map.of("shop", AlertText.cut(shop, LONGEST_SHOP)));
  }

  /** A title as a buyer reads it, cut, or the listing's number where it has none. */
  static String title(
      Messages messages, @Nullable String language, long listingId, @Nullable String title) {
    String plain = AlertText.plain(title);
    return plain.isEmpty()
        ? messages.text(language, "listing.untitled", Map.of("id", String.valueOf(listingId)))
        : AlertText.cut(plain, LONGEST_TITLE);
  }

  private String page() {
    return page(listingId);
  }

  static String page(long listingId) {
    return "https://www.etsy.com/listing/" + listingId;
  }

  /** The address that Etsy gave, if it is one of Etsy's. */
  static String page(long listingId, @Nullable String url) {
    return url != null && url.startsWith("https://www.etsy.com/") ? url : page(listingId);
  }
}
