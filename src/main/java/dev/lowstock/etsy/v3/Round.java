package dev.lowstock.etsy.v3;

import dev.lowstock.store.Rows;
import java.util.Map;

/**
 * One look at every shop.
 *
 * @param calls that it takes
 * @param listings that are for sale in them
 */
public record Round(long calls, long listings) {

  static Round of(Map<String, Object> sums) {
    return new Round(Rows.number(sums, "calls"), Rows.number(sums, "listings"));
  }

  Round with(int moreCalls, int moreListings) {
    return new Round(calls + moreCalls, listings + moreListings);
  }
}
