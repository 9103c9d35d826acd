package dev.lowstock.etsy.shops;

/** The shop is very large, and is looked at when the look at another such one has ended. */
public final class LookWaits extends RuntimeException {
  private final int listings;

  LookWaits(int listings) {
    super(listings + " listings; it waits until another shop of that size has been looked at");
    this.listings = listings;
  }

  /** How many listings the shop has, as far as is known. */
  public int listings() {
    return listings;
  }
}
