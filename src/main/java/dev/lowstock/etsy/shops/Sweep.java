package dev.lowstock.etsy.shops;

import static dev.lowstock.etsy.JsonFields.id;
import static dev.lowstock.etsy.JsonFields.quantity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lowstock.etsy.api.EtsyAnswer;
import dev.lowstock.etsy.api.EtsyCall;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cheap look across shops: a hundred listings of any sellers in one call, which tells state and
 * quantity but neither SKUs nor variations. Not thread-safe: a sweep belongs to one exchange.
 */
public final class Sweep {
  private final Collection<ListingInSweep> listings;
  private final Deque<List<Long>> questions = new ArrayDeque<>();
  private final Map<Long, JsonNode> answers = new HashMap<>();
  private boolean refused;
  private int calls;

  /**
   * Begins a sweep.
   *
   * @param listings those that are due, at most 100
   */
  Sweep(Collection<ListingInSweep> listings) {
    this.listings = List.copyOf(listings);
    List<Long> ids =
        listings.stream().filter(ListingInSweep::isWatched).map(ListingInSweep::id).toList();
    if (!ids.isEmpty()) {
      questions.add(ids);
    }
  }

  /** True while there is a call to make. */
  public boolean hasNext() {
    return !questions.isEmpty();
  }

  /** True when Etsy does not give listings by their ids. */
  public boolean isRefused() {
    return refused;
  }

  EtsyCall next() {
    calls++;
    return EtsyCall.get(
        "getListingsByListingIds",
        "/v3/application/listings/batch",
        "listing_ids="
            + questions.getFirst().stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  void read(EtsyAnswer answer) {
    List<Long> asked = questions.removeFirst();
    if (answer.status() == 400) {
      refused = true;
      questions.clear();
    } else if (answer.status() != 404) {
      for (JsonNode entry : answer.json().path("results")) {
        answers.put(id(entry.path("listing_id")), entry);
      }
    } else if (asked.size() > 1) {
      int half = asked.size() / 2;
      questions.addFirst(asked.subList(half, asked.size()));
      questions.addFirst(asked.subList(0, half));
    }
  }

  /** How many calls it took. */
  int calls() {
    return calls;
  }

  Collection<ListingInSweep> listings() {
    return listings;
  }

  /** True when Etsy gave it, and it is for sale. */
  boolean isForSale(long listingId) {
    JsonNode entry = answers.get(listingId);
    return entry != null && "active".equals(entry.path("state").textValue());
  }

  /** How many are for sale; null when Etsy does not say. */
  @Nullable Integer quantityOf(long listingId) {
    JsonNode entry = answers.get(listingId);
    return entry == null ? null : quantity(entry.path("quantity"));
  }
}
