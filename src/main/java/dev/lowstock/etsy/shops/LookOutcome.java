package dev.lowstock.etsy.shops;

import dev.lowstock.stock.Listing;
import dev.lowstock.stock.StockEvent;
import java.util.List;

/**
 * What a look brings to the database.
 *
 * @param listings those that are not as they were, to be kept
 * @param events what is news in that
 * @param gone listings that no list of the shop has any more
 * @param collapsed most of the shop seemed gone: nothing is kept, and the shop is looked at again
 * @param baseline the shop was seen for the first time: nothing of it is news
 * @param resumed the shop could not be seen for a while, and can be again
 * @param whole every list of the shop was read
 * @param partial only some listings were looked at
 * @param usualCalls what a usual look at this shop takes
 * @param forSale listings that are for sale
 * @param nextMillis when it is due again
 * @param learned how the shop sells
 */
public record LookOutcome(
    List<Listing> listings,
    List<StockEvent> events,
    List<Long> gone,
    boolean collapsed,
    boolean baseline,
    boolean resumed,
    boolean whole,
    boolean partial,
    int usualCalls,
    int forSale,
    long nextMillis,
    Lesson learned) {

  public LookOutcome {
    listings = List.copyOf(listings);
    events = List.copyOf(events);
    gone = List.copyOf(gone);
  }
}
