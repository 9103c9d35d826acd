package dev.lowstock.etsy.feed;

import dev.lowstock.stock.Listing;
import java.util.List;
import java.util.Map;

/**
 * One answer of the listings feed.
 *
 * @param count entries of the whole window, as Etsy says
 * @param entries entries of this page, unreadable ones included
 * @param listings the readable ones
 * @param states how many entries there are of each state; {@code unknown} for a word that Etsy's
 *     documents do not have, {@code unreadable} for an entry without an id, a seller or a state
 * @param tooLarge true when the answer was larger than we read: ask for fewer entries
 */
public record FeedPage(
    long count,
    int entries,
    List<Listing> listings,
    Map<String, Integer> states,
    boolean tooLarge) {

  static FeedPage outgrown() {
    return new FeedPage(0, 0, List.of(), Map.of(), true);
  }
}
