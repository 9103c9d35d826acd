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
  private final Orders orders;
  private final Webhooks webhooks;

  Marketplace(Clock clock, SandboxFeed feed, Orders orders, Webhooks webhooks) {
    this.clock = clock;
    this.feed = feed;
    this.orders = orders;
    this.webhooks = webhooks;
  }

  SandboxShop shop(String name, Permissions permissions) {
    return shops.computeIfAbsent(
        name, newName -> new SandboxShop(newName, sellerIds.incrementAndGet(), this, permissions));
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

  /** The shop of a v3 address. */
  @Nullable SandboxShop shopById(long shopId) {
    return shops.values().stream().filter(shop -> shop.shopId() == shopId).findFirst().orElse(null);
  }

  SandboxListing open(SandboxShop shop, String title, Stock stock, boolean digital) {
    long id = listingIds.incrementAndGet();
    SandboxListing listing = new SandboxListing(id, shop, title, stock, digital, this);
    listings.put(id, listing);
    return listing;
  }

  /** Somebody paid: the id of the receipt. */
  long sold(SandboxListing listing, List<Long> productsOutOfStock) {
    long receipt = orders.paid(listing.shop(), List.of(listing)).id();
    webhooks.orderPaid(listing.shop(), receipt);
    productsOutOfStock.forEach(product -> webhooks.outOfStock(listing, product));
    return receipt;
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
