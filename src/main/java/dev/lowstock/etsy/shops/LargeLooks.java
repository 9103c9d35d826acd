package dev.lowstock.etsy.shops;

import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets this node look at one very large shop at a time: what a look knows and sees of it is in
 * memory until it is recorded. Other shops are looked at beside it. Thread-safe.
 */
public final class LargeLooks {
  private final IntSupplier limit;
  private @Nullable Long current;

  /**
   * No shop is looked at yet.
   *
   * @param limit a shop with more listings is very large
   */
  public LargeLooks(IntSupplier limit) {
    this.limit = limit;
  }

  /** How many listings a shop may have that is claimed now. */
  public synchronized int mostListings() {
    return current == null ? Integer.MAX_VALUE : limit.getAsInt();
  }

  /**
   * Makes sure that the look at a shop may go on.
   *
   * @param listings that it has, as far as is known
   * @throws LookWaits when it is very large and another such shop is just looked at
   */
  public synchronized void enter(long shopId, int listings) {
    if (listings <= limit.getAsInt() || (current != null && current == shopId)) {
      return;
    }
    if (current != null) {
      throw new LookWaits(listings);
    }
    current = shopId;
  }

  /**
   * Lets in the first very large one of the shops that were claimed together, so that the others
   * cannot overtake it.
   *
   * @param shops in the order in which they were due
   */
  synchronized void enterFirst(List<ClaimedShop> shops) {
    for (ClaimedShop shop : shops) {
      if (current == null) {
        enter(shop);
      }
    }
  }

  /**
   * Makes sure that a claimed shop may be looked at, before anything of it is read.
   *
   * @throws LookWaits when it is very large and another such shop is just looked at
   */
  void enter(ClaimedShop shop) {
    enter(shop.shopId(), shop.listings());
  }

  /** The look at a shop has ended, in whatever way. */
  public synchronized void leave(long shopId) {
    if (current != null && current == shopId) {
      current = null;
    }
  }
}
