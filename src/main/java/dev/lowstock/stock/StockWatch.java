package dev.lowstock.stock;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what of a page is news: the listings that sold out, of sellers who are watched.
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
  public List<Listing> watched(Collection<Listing> page, Collection<Long> watchedSellers) {
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

  /** The stock events of watched listings, duplicates within the page left out. */
  public List<StockEvent> news(Collection<Listing> page, Collection<Long> watchedSellers) {
    Set<Long> sellers = Set.copyOf(watchedSellers);
    return page.stream()
        .filter(listing -> listing.isSoldOut() && sellers.contains(listing.sellerId()))
        .map(StockEvent::soldOut)
        .distinct()
        .toList();
  }
}
