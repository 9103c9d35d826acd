package dev.lowstock.etsy.v3;

import static dev.lowstock.etsy.JsonFields.id;
import static dev.lowstock.etsy.JsonFields.quantity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lowstock.store.Rows;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The cheap look across shops: a hundred listings in one call, whoever sells them, which tells
 * state and quantity but neither SKUs nor variations. Says whose shop has to be looked at. Not
 * thread-safe: a sweep belongs to one exchange.
 */
public final class Sweep {
  private final Map<Long, Map<String, Object>> listings = new HashMap<>();
  private final Deque<List<Long>> questions = new ArrayDeque<>();
  private final Set<Long> changed = new LinkedHashSet<>();

  /**
   * Begins a sweep.
   *
   * @param rows listings that were for sale when they were last seen, at most 100
   */
  Sweep(List<Map<String, Object>> rows) {
    rows.forEach(row -> listings.put(Rows.number(row, "listing_id"), row));
    if (!rows.isEmpty()) {
      questions.add(rows.stream().map(row -> Rows.number(row, "listing_id")).toList());
    }
  }

  /** True while there is a call to make. */
  public boolean hasNext() {
    return !questions.isEmpty();
  }

  EtsyCall next() {
    return EtsyCall.get(
        "getListingsByListingIds",
        "/v3/application/listings/batch",
        "listing_ids="
            + questions.getFirst().stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  void read(EtsyAnswer answer) {
    List<Long> asked = questions.removeFirst();
    if (answer.status() == 404 && asked.size() > 1) {
      int half = asked.size() / 2;
      questions.addFirst(asked.subList(half, asked.size()));
      questions.addFirst(asked.subList(0, half));
      return;
    }
    Set<Long> missing = new LinkedHashSet<>(asked);
    if (answer.status() != 404) {
      for (JsonNode entry : answer.json().path("results")) {
        long id = id(entry.path("listing_id"));
        if (missing.remove(id) && !isAsItWas(entry, Objects.requireNonNull(listings.get(id)))) {
          note(id);
        }
      }
    }
    missing.forEach(this::note);
  }

  /** The sellers whose listings are not as they were. */
  public List<Long> sellers() {
    return List.copyOf(changed);
  }

  private void note(long listingId) {
    changed.add(Rows.number(Objects.requireNonNull(listings.get(listingId)), "seller_id"));
  }

  private static boolean isAsItWas(JsonNode entry, Map<String, Object> row) {
    Integer quantity = quantity(entry.path("quantity"));
    Object last = row.get("quantity");
    return "active".equals(entry.path("state").textValue())
        && (quantity == null || last == null || ((Number) last).intValue() == quantity);
  }
}
