package dev.lowstock.etsy.shops;

import dev.lowstock.planner.Outlook;
import dev.lowstock.planner.SaleRate;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Offering;
import dev.lowstock.stock.SeenListing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the database knows of a shop when a look at it begins. */
final class WatchedShop {
  /** So often all lists of a shop are read, which finds what the usual look cannot. */
  private static final Duration WHOLE_LOOK = Duration.ofHours(6);

  private final ClaimedShop shop;
  private final ShopLows lows;
  private final int usualThreshold;
  private final Map<Long, WatchedListing> listings = new HashMap<>();

  /**
   * Puts together what was read.
   *
   * @param listings what is known of its listings
   * @param lows at how many left something of it is low to its chats
   * @param usualThreshold low at or below it, for the operator's channels
   */
  WatchedShop(
      ClaimedShop shop, Collection<WatchedListing> listings, ShopLows lows, int usualThreshold) {
    this.shop = shop;
    this.lows = lows;
    this.usualThreshold = usualThreshold;
    listings.forEach(each -> this.listings.put(each.seen().listing().listingId(), each));
  }

  long shopId() {
    return shop.shopId();
  }

  long sellerId() {
    return shop.sellerId();
  }

  /** When it was claimed, by the database's clock. */
  Instant now() {
    return shop.now();
  }

  /** Looks at it that were recorded. */
  long looks() {
    return shop.looks();
  }

  /** What a usual look at it takes. */
  int calls() {
    return shop.calls();
  }

  /** Listings that are for sale. */
  int forSale() {
    return shop.listings();
  }

  /** True before it has been seen for the first time. */
  boolean isNew() {
    return shop.baselineAt() == null;
  }

  /** True when it could not be seen for a while. */
  boolean wasPaused() {
    return shop.pausedAt() != null;
  }

  /** True when the last look saw most of its listings gone. */
  boolean hadCollapsed() {
    return shop.collapsedAt() != null;
  }

  boolean isFailing() {
    return shop.failingSince() != null;
  }

  /** True when every list of it has to be read. */
  boolean needsWholeLook() {
    return isNew()
        || wasPaused()
        || hadCollapsed()
        || shop.wholeLookAt() == null
        || Duration.between(shop.wholeLookAt(), now()).compareTo(WHOLE_LOOK) > 0;
  }

  /** When every list of it was last read. */
  Instant wholeLookAt() {
    return Objects.requireNonNull(shop.wholeLookAt(), "a shop that was never seen whole");
  }

  List<SeenListing> seen() {
    return listings.values().stream().map(WatchedListing::seen).toList();
  }

  @Nullable WatchedListing listing(long listingId) {
    return listings.get(listingId);
  }

  /** Listings of which a sweep saw that they may have crossed a line. */
  Set<Long> suspected() {
    return listings.entrySet().stream()
        .filter(each -> each.getValue().suspected())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Units at or below which few are left of a listing or a variation, to chats of the shop. */
  Set<Integer> thresholds(long listingId) {
    return lows.of(listingId);
  }

  /** The highest number that may be low to anybody: channels of the operator have the usual one. */
  int highestThreshold(long listingId) {
    return Math.max(lows.highest(listingId), usualThreshold);
  }

  double announced() {
    return shop.announced();
  }

  double unannounced() {
    return shop.unannounced();
  }

  /** Units a day that a listing of the shop sells, by what was learned last. */
  double usualSales() {
    return shop.usualSales();
  }

  /** The listings as they were when they were last seen. */
  Iterable<Outlook> outlooks() {
    return () ->
        listings.values().stream()
            .filter(each -> each.seen().listing().isForSale() && !each.seen().missing())
            .map(each -> outlook(each.seen().listing(), each.seenAt(), each.rate()))
            .iterator();
  }

  /** What may become of a listing of the shop that was seen so. */
  Outlook outlook(Listing listing, Instant seenAt, SaleRate rate) {
    return Outlook.of(
        seenAt,
        rate,
        usualSales(),
        listing.isForSale() ? listing.quantity() : null,
        lows.highest(listing.listingId()),
        quantities(listing.offerings()));
  }

  private static List<Integer> quantities(@Nullable List<Offering> offerings) {
    return offerings == null
        ? List.of()
        : offerings.stream().map(Offering::quantity).filter(Objects::nonNull).toList();
  }
}
