package dev.lowstock.chat;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Finds the listings that have all of some words, in any order, each in the title, a variation or a
 * SKU. Done here and not by a database: those differ in what is a small letter, and Etsy codes
 * quotes. Used by one thread.
 */
final class WordSearch {
  private final String[] words;
  private final Map<Long, BitSet> seen = new HashMap<>();

  WordSearch(String words) {
    this.words = comparable(words).split(" ", -1);
  }

  /** Takes a listing with one of its variations. */
  void see(long listing, @Nullable String title, @Nullable String variation, @Nullable String sku) {
    BitSet has = seen.get(listing);
    if (has == null) {
      has = new BitSet();
      seen.put(listing, has);
      mark(has, title);
    }
    mark(has, variation);
    mark(has, sku);
  }

  private void mark(BitSet has, @Nullable String text) {
    if (text == null) {
      return;
    }
    String compared = comparable(text);
    for (int i = 0; i < words.length; i++) {
      if (!has.get(i) && compared.contains(words[i])) {
        has.set(i);
      }
    }
  }

  Set<Long> found() {
    return seen.entrySet().stream()
        .filter(listing -> listing.getValue().cardinality() == words.length)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** In small letters, and with straight quotes: keyboards curl them. */
  private static String comparable(String text) {
    String plain = text.indexOf('&') < 0 ? text : StringEscapeUtils.unescapeHtml4(text);
    return plain.replace('‘', '\'').replace('’', '\'').toLowerCase(Locale.ROOT);
  }
}
