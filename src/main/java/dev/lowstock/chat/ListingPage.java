package dev.lowstock.chat;

import dev.lowstock.chat.StockOrder.Urgency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list of listings.
 *
 * @param place which page it is; a page that was beyond the end is the last one
 * @param all how many listings there are of all kinds
 * @param out how many of them are sold out, in whole or in part
 * @param low how many of the others are low
 */
record ListingPage(ListPlace place, long all, long out, long low, List<Line> lines) {
  static final int LENGTH = 10;

  ListingPage {
    lines = List.copyOf(lines);
  }

  /**
   * A listing on it.
   *
   * @param title as Etsy gave it; null or empty where it has none
   * @param left units of all variations; null where Etsy did not say
   * @param fewest units of the variation that has the fewest; those of the listing where it has
   *     none
   * @param muted whether the chat is not told of it now
   */
  record Line(
      long listingId,
      long sellerId,
      @Nullable String shopName,
      @Nullable String title,
      @Nullable Integer left,
      @Nullable Integer fewest,
      boolean muted,
      Urgency urgency) {}

  /** How many listings the list has on all its pages. */
  long listings() {
    return switch (place.what()) {
      case ALL, FOUND -> all;
      case OUT -> out;
      case LOW -> low;
    };
  }

  /** How many pages the list has, at least one. */
  int pages() {
    return (int) Math.max(1, (listings() + LENGTH - 1) / LENGTH);
  }
}
