package dev.lowstock.stock;

import java.util.List;

/**
 * What a page or a look shows of watched sellers.
 *
 * @param listings the newest entry of each listing, to be kept
 * @param events what is news in them
 */
public record Noticed(List<Listing> listings, List<StockEvent> events) {
  public Noticed {
    listings = List.copyOf(listings);
    events = List.copyOf(events);
  }
}
