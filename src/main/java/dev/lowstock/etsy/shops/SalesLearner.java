package dev.lowstock.etsy.shops;

import dev.lowstock.planner.LookPlan;
import dev.lowstock.planner.Outlook;
import dev.lowstock.planner.SaleRate;
import dev.lowstock.stock.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Learns from a look how the listings of a shop sell, and what may become of them. */
final class SalesLearner {
  /** A shop of which nothing is known sells a unit of a listing in ten days. */
  private static final double USUAL_UNITS = 5;

  private static final double USUAL_DAYS = 50;

  /** What an older look still counts beside a newer one. */
  private static final double FADING = 0.98;

  /** Etsy's webhooks may fail any day: looks are never left to them alone. */
  private static final double LEAST_UNANNOUNCED = 0.05;

  private final WatchedShop shop;
  private final Look look;
  private final Map<Long, SaleRate> rates = new HashMap<>();
  private final List<Lesson.OfListing> listings = new ArrayList<>();
  private double units = USUAL_UNITS;
  private double days = USUAL_DAYS;
  private final boolean lacksSuspected;
  private boolean sold;

  /** Learns from what the look saw. */
  SalesLearner(WatchedShop shop, Look look, Set<Long> changed, LookPlan plan) {
    this.shop = shop;
    this.look = look;
    double missed = unannounced(shop.announced(), shop.unannounced());
    Set<Long> suspected = new HashSet<>(shop.suspected());
    for (Listing now : look.seen()) {
      WatchedListing last = shop.listing(now.listingId());
      SaleRate rate = rate(last, now);
      rates.put(now.listingId(), rate);
      boolean isSuspected = suspected.remove(now.listingId());
      boolean isMissed = now.isForSale() && (last == null || !last.inSweeps());
      // What a look has seen need not be swept over soon.
      if (changed.contains(now.listingId()) || isSuspected || isMissed || plan.isSweeping()) {
        // A false alarm may come again with each sweep: Etsy may show a listing otherwise there.
        boolean falseAlarm = isSuspected && !changed.contains(now.listingId());
        Duration next = falseAlarm ? plan.longestUnseen() : plan.untilSweep(outlook(now), missed);
        Long millis = now.isForSale() ? next.toMillis() : null;
        listings.add(new Lesson.OfListing(now.listingId(), rate, millis));
      }
    }
    // The next usual look has to tell what became of those that a look at them did not give.
    for (long unseen : suspected) {
      WatchedListing last = Objects.requireNonNull(shop.listing(unseen));
      listings.add(new Lesson.OfListing(unseen, last.rate(), null));
    }
    lacksSuspected = !suspected.isEmpty();
  }

  /** True when it did not see every listing that a sweep suspected. */
  boolean lacksSuspected() {
    return lacksSuspected;
  }

  /** What is for sale in the shop now. */
  Iterable<Outlook> outlooks() {
    return () -> look.seen().stream().map(this::outlook).iterator();
  }

  private Outlook outlook(Listing now) {
    SaleRate rate = Objects.requireNonNull(rates.get(now.listingId()));
    return shop.outlook(withProducts(now, shop.listing(now.listingId())), shop.now(), rate);
  }

  Lesson lesson(boolean wantedByWebhook) {
    double fading = sold ? FADING : 1;
    return new Lesson(
        look.extent() == Look.Extent.LISTINGS ? shop.usualSales() : units / days,
        shop.announced() * fading + (sold && wantedByWebhook ? 1 : 0),
        shop.unannounced() * fading + (sold && !wantedByWebhook ? 1 : 0),
        listings);
  }

  /** The part of a shop's news that webhooks do not tell, 0 to 1. */
  static double unannounced(double announced, double unannounced) {
    return Math.max(LEAST_UNANNOUNCED, (1 + unannounced) / (1 + unannounced + announced));
  }

  private SaleRate rate(@Nullable WatchedListing last, Listing now) {
    Instant lookedAt = shop.now();
    SaleRate rate =
        last == null
            ? SaleRate.unknown(lookedAt)
            : last.rate().after(before(last), last.seenAt(), left(now), lookedAt);
    units += rate.sold();
    days += rate.days();
    Integer before = last == null ? null : before(last);
    Integer left = left(now);
    sold |= before != null && left != null && left < before;
    return rate;
  }

  private static @Nullable Integer before(WatchedListing last) {
    Listing listing = last.seen().listing();
    return listing.isForSale() && !last.seen().missing() ? listing.quantity() : null;
  }

  private static @Nullable Integer left(Listing listing) {
    return listing.isSoldOut()
        ? Integer.valueOf(0)
        : listing.isForSale() ? listing.quantity() : null;
  }

  /** A page without inventory leaves the products as they were. */
  private static Listing withProducts(Listing now, @Nullable WatchedListing last) {
    return now.offerings() != null || last == null
        ? now
        : new Listing(
            now.listingId(),
            now.sellerId(),
            now.state(),
            now.title(),
            now.shopName(),
            now.url(),
            now.changedAt(),
            now.updatedAt(),
            now.sectionId(),
            now.quantity(),
            last.seen().listing().offerings());
  }
}
