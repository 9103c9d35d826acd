package dev.lowstock.stock;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Picks what counts of a page: whose it is, what is news in it, and of whom somebody wants to hear.
 *
 * <p>News is a change of state, so the same change seen again has the same event key and stays one
 * event.
 */
public final class StockWatch {

  /** The sellers of a page, each once: the question for the database. */
  public Set<Long> sellersOf(Collection<Listing> page) {
    return page.stream().map(Listing::sellerId).collect(Collectors.toSet());
  }

  /** The newest entry of each watched listing, oldest change first. */
  List<Listing> watched(Collection<Listing> page, Collection<Long> watchedSellers) {
    Set<Long> sellers = Set.copyOf(watchedSellers);
    Map<Long, Listing> newest = new LinkedHashMap<>();
    for (Listing listing : page) {
      if (sellers.contains(listing.sellerId())) {
        newest.merge(
            listing.listingId(), listing, (a, b) -> b.changedAt() >= a.changedAt() ? b : a);
      }
    }
    return List.copyOf(newest.values());
  }

  /** What is news in a page of a feed of changes: the listings that sold out, each change once. */
  public List<StockEvent> news(Collection<Listing> page) {
    return page.stream().filter(Listing::isSoldOut).map(StockEvent::soldOut).distinct().toList();
  }

  /** What of a page, and of the news in it, is of watched sellers. */
  public Noticed noticed(
      Collection<Listing> page, Collection<StockEvent> news, Collection<Long> watchedSellers) {
    return new Noticed(watched(page, watchedSellers), ofWatched(news, watchedSellers));
  }

  /** The events of watched sellers. */
  List<StockEvent> ofWatched(Collection<StockEvent> news, Collection<Long> watchedSellers) {
    Set<Long> sellers = Set.copyOf(watchedSellers);
    return news.stream().filter(event -> sellers.contains(event.sellerId())).toList();
  }
}
