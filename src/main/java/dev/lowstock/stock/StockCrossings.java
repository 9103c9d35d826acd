package dev.lowstock.stock;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is news between two sights of a listing: what crossed a line since, never what
 * merely is. So every crossing is told once, and again only after the stock was above.
 *
 * <p>One listing makes at most one event, the strongest; the event names all that it concerns.
 */
public final class StockCrossings {
  /** How Etsy names a listing that was taken off sale (Etsy API v3, listing states). */
  private static final Set<String> TAKEN_OFF = Set.of("inactive", "edit");

  /**
   * The event of a listing that had been seen before.
   *
   * @param threshold of this listing: low at or below it; 0 when its seller wants no such word
   * @param look tells this sight from every other; the same for all nodes
   */
  public @Nullable StockEvent between(SeenListing before, Listing now, int threshold, String look) {
    if (hasRunOut(now)) {
      return hasRunOut(before.listing()) ? null : soldOut(before, now, look);
    }
    if (isTakenOff(now)) {
      return ranDown(before, now, threshold)
          ? event(StockEvent.TAKEN_DOWN, now, look, skus(before, now), List.of())
          : null;
    }
    if (!now.isForSale()) {
      return null;
    }
    if (hasRunOut(before.listing())) {
      return event(StockEvent.RESTOCKED, now, look, skus(before, now), List.of());
    }
    return now.hasOwnQuantities()
        ? ofVariations(before, now, threshold, look)
        : ofWhole(before, now, threshold, look);
  }

  /**
   * The event of a listing that was never seen before: it may have come and sold out since.
   *
   * @param lastLook when its shop was last seen whole, in epoch seconds of Etsy's clock
   */
  public @Nullable StockEvent ofNew(Listing now, long lastLook, String look) {
    return now.isSoldOut() && now.changedAt() > lastLook
        ? soldOut(new SeenListing(now, null, null, false), now, look)
        : null;
  }

  /** True when no unit of it is left; a missing number is not zero. */
  public static boolean hasRunOut(Listing listing) {
    return listing.isSoldOut() || (listing.isForSale() && Objects.equals(listing.quantity(), 0));
  }

  /** True when its seller, or a tool of the seller, took it off sale. */
  static boolean isTakenOff(Listing listing) {
    return TAKEN_OFF.contains(listing.state());
  }

  /** The offerings of a listing that are at or below the threshold, or have none left. */
  public static List<Offering> few(Listing listing, int threshold) {
    return listing.offerings() == null
        ? List.of()
        : listing.offerings().stream()
            .filter(offering -> offering.quantity() != null && offering.quantity() <= threshold)
            .toList();
  }

  private static StockEvent soldOut(SeenListing before, Listing now, String look) {
    // Etsy's own time of the change is the same for every sight of it, also for one out of date.
    String when = now.changedAt() > 0 ? Long.toString(now.changedAt()) : look;
    return event(StockEvent.SOLD_OUT, now, when, skus(before, now), List.of());
  }

  /** Stock-sync tools take an empty listing down, because the API cannot set it to 0. */
  private static boolean ranDown(SeenListing before, Listing now, int threshold) {
    int few = Math.max(threshold, 1);
    Integer most = before.mostSeen();
    return before.listing().isForSale()
        && most != null
        && most > few
        && (atMost(before.listing().quantity(), few) || atMost(now.quantity(), few));
  }

  private static @Nullable StockEvent ofWhole(
      SeenListing before, Listing now, int threshold, String look) {
    return crossed(before.listing().quantity(), now.quantity(), threshold)
        ? event(StockEvent.LOW, now, look, skus(before, now), List.of())
        : null;
  }

  private static @Nullable StockEvent ofVariations(
      SeenListing before, Listing now, int threshold, String look) {
    List<Offering> out = new ArrayList<>();
    List<Offering> low = new ArrayList<>();
    List<Offering> back = new ArrayList<>();
    for (Offering offering : Objects.requireNonNull(now.offerings())) {
      Offering last = before.offering(offering.productId());
      Integer was = last == null ? null : last.quantity();
      Integer is = offering.quantity();
      if (was == null || is == null) {
        continue;
      }
      if (was > 0 && is == 0) {
        out.add(offering);
      } else if (crossed(was, is, threshold)) {
        low.add(offering);
      } else if (was == 0 && is > 0) {
        back.add(offering);
      }
    }
    if (!out.isEmpty()) {
      return event(
          StockEvent.VARIATION_SOLD_OUT, now, look, Stream.concat(out.stream(), low.stream()));
    }
    if (!low.isEmpty()) {
      return event(StockEvent.LOW, now, look, low.stream());
    }
    return back.isEmpty() ? null : event(StockEvent.RESTOCKED, now, look, back.stream());
  }

  private static boolean crossed(@Nullable Integer was, @Nullable Integer is, int threshold) {
    return was != null && was > threshold && is != null && is <= threshold && is > 0;
  }

  private static boolean atMost(@Nullable Integer quantity, int few) {
    return quantity != null && quantity <= few;
  }

  private static @Nullable List<String> skus(SeenListing before, Listing now) {
    List<Offering> offerings =
        now.offerings() == null ? before.listing().offerings() : now.offerings();
    return offerings == null ? null : skus(offerings);
  }

  private static List<String> skus(List<Offering> offerings) {
    Set<String> skus = new LinkedHashSet<>();
    for (Offering offering : offerings) {
      if (offering.sku() != null) {
        skus.add(offering.sku());
      }
    }
    return List.copyOf(skus);
  }

  private static StockEvent event(
      String kind, Listing now, String look, Stream<Offering> concerned) {
    List<Offering> offerings = concerned.toList();
    return event(kind, now, look, skus(offerings), offerings);
  }

  private static StockEvent event(
      String kind,
      Listing now,
      String when,
      @Nullable List<String> skus,
      List<Offering> offerings) {
    return new StockEvent(
        now.listingId() + ":" + kind + ":" + when,
        kind,
        now.listingId(),
        now.sellerId(),
        now.title(),
        now.shopName(),
        now.url(),
        now.sectionId(),
        now.quantity(),
        skus,
        offerings);
  }
}
