package dev.lowstock.stock;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the variations of a listing again as a seller would: by the values that they are chosen by,
 * then by SKU, and by product id where neither tells, since Etsy gives all products of a listing
 * new ids whenever its inventory is written by API. What names several of them names none.
 */
final class Variations {
  private final List<Offering> before;
  private final List<Offering> now;
  private final Map<Offering, Offering> found = new HashMap<>();
  private final Set<Offering> taken = new HashSet<>();

  private Variations(List<Offering> before, List<Offering> now) {
    this.before = before;
    this.now = now;
  }

  /** The offerings of a listing now, each with the number of the variation that it was before. */
  static List<Offering> continued(List<Offering> before, List<Offering> now) {
    Variations variations = new Variations(before, now);
    variations.pair(Offering::name);
    variations.pair(Variations::values);
    variations.pair(Offering::sku);
    variations.pair(Offering::productId);
    return now.stream().map(variations::continued).toList();
  }

  private Offering continued(Offering offering) {
    Offering last = found.get(offering);
    return last == null ? offering : offering.continuing(last);
  }

  private void pair(Function<Offering, @Nullable Object> name) {
    Map<Object, Offering> last = byName(before, name);
    byName(now, name)
        .forEach(
            (key, offering) -> {
              Offering same = last.get(key);
              if (same != null
                  && !found.containsKey(offering)
                  && !taken.contains(same)
                  && !areToldApart(same, offering)) {
                found.put(offering, same);
                taken.add(same);
              }
            });
  }

  /** Those that this names, and names alone. */
  private static Map<Object, Offering> byName(
      List<Offering> offerings, Function<Offering, @Nullable Object> name) {
    Map<Object, Offering> byName = new HashMap<>();
    Set<Object> ambiguous = new HashSet<>();
    for (Offering offering : offerings) {
      Object key = name.apply(offering);
      if (key != null && byName.put(key, offering) != null) {
        ambiguous.add(key);
      }
    }
    byName.keySet().removeAll(ambiguous);
    return byName;
  }

  /** True when both values and SKU say that it is another one. */
  private static boolean areToldApart(Offering one, Offering other) {
    return one.name() != null
        && other.name() != null
        && !values(one).equals(values(other))
        && one.sku() != null
        && other.sku() != null
        && !one.sku().equals(other.sku());
  }

  /** Its values, in whatever order and case; empty without any. */
  private static String values(Offering offering) {
    if (offering.name() == null) {
      return "";
    }
    String[] values = offering.name().strip().toLowerCase(Locale.ROOT).split(",\\s*");
    Arrays.sort(values);
    return String.join(", ", values);
  }
}
