package dev.lowstock.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Who sells what in the sandbox, and the feed that tells of it. Thread-safe. */
final class Marketplace {

  private final Map<String, SandboxShop> shops = new ConcurrentSkipListMap<>();
  private final Map<Long, SandboxListing> listings = new ConcurrentHashMap<>();
  private final AtomicLong sellerIds = new AtomicLong(10_000_000);
  private final AtomicLong listingIds = new AtomicLong(700_000_000);
  private final Clock clock;
  private final SandboxFeed feed;

  Marketplace(Clock clock, SandboxFeed feed) {
    this.clock = clock;
    this.feed = feed;
  }

  SandboxShop shop(String name, OAuthDesk desk) {
    return shops.computeIfAbsent(
        name, newName -> new SandboxShop(newName, sellerIds.incrementAndGet(), this, desk));
  }

  @Nullable SandboxShop shop(@Nullable String name) {
    return name == null ? null : shops.get(name);
  }

  Collection<SandboxShop> shops() {
    return shops.values();
  }

  @Nullable SandboxListing listing(long id) {
    return listings.get(id);
  }

  SandboxListing open(SandboxShop shop, String title, int quantity, List<String> skus) {
    long id = listingIds.incrementAndGet();
    SandboxListing listing = new SandboxListing(id, shop, title, quantity, skus, this);
    listings.put(id, listing);
    return listing;
  }

  /** Shows so many listings of sellers that the bot does not know, in one state. */
  void others(String state, int count) {
    for (int i = 0; i < count; i++) {
      long id = listingIds.incrementAndGet();
      long seller = 90_000_000 + id % 9_999;
      feed.push(
          ListingJson.of(
              new ListingJson.Facts(
                  id,
                  state,
                  "Someone&#39;s vase &quot;No. " + id + "&quot;",
                  state.equals("sold_out") ? 0 : 1,
                  List.of(),
                  seller,
                  seller - 50_000_000,
                  "Stranger" + seller,
                  now(),
                  now())));
    }
  }

  void announce(String entry) {
    feed.push(entry);
  }

  Instant now() {
    return clock.instant();
  }
}
