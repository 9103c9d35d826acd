package dev.lowstock.etsy.shops;

import dev.lowstock.stock.Judgment;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** At or below how many something of a shop is low, to each chat that hears of it. */
final class ShopLows {
  private final int usual;
  private final Map<Long, Integer> ofShop = new HashMap<>();

  /** What chats chose for listings, by listing, then by chat, then by variation. */
  private final Map<Long, Map<Long, Map<Long, Integer>>> own = new HashMap<>();

  /**
   * Puts together what chats chose.
   *
   * @param usual low at or below it, where a chat did not choose
   */
  ShopLows(Collection<Choice> choices, int usual) {
    this.usual = usual;
    choices.forEach(this::add);
  }

  /**
   * A row of select-thresholds-of-seller.sql.
   *
   * @param ofShop null: the usual one
   * @param listing null: the chat has chosen for no listing
   * @param variation 0: the listing as a whole
   */
  record Choice(
      long chat, @Nullable Integer ofShop, @Nullable Long listing, long variation, int threshold) {}

  private void add(Choice choice) {
    ofShop.put(choice.chat(), choice.ofShop() == null ? usual : choice.ofShop());
    if (choice.listing() != null) {
      own.computeIfAbsent(choice.listing(), listing -> new HashMap<>())
          .computeIfAbsent(choice.chat(), chat -> new HashMap<>())
          .put(choice.variation(), choice.threshold());
    }
  }

  /** The numbers of a listing and its variations; 0 of a chat that does not hear of what is low. */
  Set<Integer> of(long listingId) {
    if (ofShop.isEmpty()) {
      return Set.of(usual);
    }
    Map<Long, Map<Long, Integer>> chosen = own.getOrDefault(listingId, Map.of());
    Set<Integer> all = new HashSet<>();
    ofShop.forEach(
        (chat, threshold) -> {
          Map<Long, Integer> mine = chosen.getOrDefault(chat, Map.of());
          all.add(mine.getOrDefault(Judgment.WHOLE, threshold));
          all.addAll(mine.values());
        });
    return all;
  }

  /** The highest of them. */
  int highest(long listingId) {
    return Collections.max(of(listingId));
  }
}
