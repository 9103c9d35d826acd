package dev.lowstock.stock;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is news between two sights of a listing: what changed since, never what merely is.
 *
 * <p>One listing makes at most one event, the strongest; the event names all that it concerns.
 * Whether a fall is worth a message is for {@link Judgment} to say, for each who may hear of it.
 */
public final class StockCrossings {
  /** How Etsy names a listing that was taken off sale (Etsy API v3, listing states). */
  private static final Set<String> TAKEN_OFF = Set.of("inactive", "edit");

  /**
   * The event of a listing that had been seen before.
   *
   * @param now with its variations found again, see {@link Listing#continuing}
   * @param thresholds of this listing: low at or below one of them to a chat that hears of it
   * @param highest the highest threshold of anybody who may hear of it
   * @param look tells this sight from every other; the same for all nodes
   */
  public @Nullable StockEvent between(
      SeenListing before, Listing now, Set<Integer> thresholds, int highest, String look) {
    if (hasRunOut(now)) {
      return hasRunOut(before.listing()) ? null : soldOut(before, now, look);
    }
    if (isTakenOff(now)) {
      return ranDown(before, now, thresholds)
          ? event(StockEvent.TAKEN_DOWN, before, now, look)
          : null;
    }
    if (!now.isForSale()) {
      return null;
    }
    if (hasRunOut(before.listing())) {
      return event(StockEvent.RESTOCKED, before, now, look);
    }
    return now.hasOwnQuantities()
        ? ofVariations(before, now, thresholds, highest, look)
        : ofWhole(before, now, highest, look);
  }

  /**
   * The event of a listing that was never seen before: it may have come and sold out since.
   *
   * @param lastLook when its shop was last seen whole, in epoch seconds of Etsy's clock
   */
  public @Nullable StockEvent ofNew(Listing now, long lastLook, String look) {
    return now.isSoldOut() && now.changedAt() > lastLook
        ? soldOut(new SeenListing(now, null, false), now, look)
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

  private static StockEvent soldOut(SeenListing before, Listing now, String look) {
    // Etsy's own time of the change is the same for every sight of it, also for one out of date.
    String when = now.changedAt() > 0 ? Long.toString(now.changedAt()) : look;
    return event(StockEvent.SOLD_OUT, before, now, when);
  }

  /** Stock-sync tools take an empty listing down, because the API cannot set it to 0. */
  private static boolean ranDown(SeenListing before, Listing now, Set<Integer> thresholds) {
    return before.listing().isForSale()
        && ranDown(before.mostSeen(), before.listing().quantity(), now.quantity(), thresholds);
  }

  /** The same of a variation, which such tools hide. */
  private static boolean ranDown(@Nullable Offering before, Offering now, Set<Integer> thresholds) {
    return before != null
        && before.quantity() != null
        && now.hidden() != null
        && ranDown(before.mostSeen(), before.quantity(), now.hidden(), thresholds);
  }

  private static boolean ranDown(
      @Nullable Integer most,
      @Nullable Integer was,
      @Nullable Integer is,
      Set<Integer> thresholds) {
    return most != null
        && thresholds.stream()
            .map(Judgment::few)
            .anyMatch(few -> most > few && (atMost(was, few) || atMost(is, few)));
  }

  private static @Nullable StockEvent ofWhole(
      SeenListing before, Listing now, int highest, String look) {
    return fell(before.listing().quantity(), now.quantity(), highest)
        ? event(StockEvent.LOW, before, now, look)
        : null;
  }

  private static @Nullable StockEvent ofVariations(
      SeenListing before, Listing now, Set<Integer> thresholds, int highest, String look) {
    List<OfferingChange> out = new ArrayList<>();
    List<OfferingChange> hidden = new ArrayList<>();
    List<OfferingChange> low = new ArrayList<>();
    List<OfferingChange> back = new ArrayList<>();
    for (Offering offering : Objects.requireNonNull(now.offerings())) {
      Offering last = before.variation(offering.variation());
      Integer was = last == null ? null : left(before.listing(), last);
      Integer is = offering.quantity();
      OfferingChange change = OfferingChange.of(offering, was);
      if (ranDown(last, offering, thresholds)) {
        hidden.add(change);
      } else if (was != null && is != null && was > 0 && is == 0) {
        out.add(change);
      } else if (fell(was, is, highest)) {
        low.add(change);
      } else if (was != null && is != null && was == 0 && is > 0) {
        back.add(change);
      }
    }
    if (!out.isEmpty()) {
      return event(StockEvent.VARIATION_SOLD_OUT, before, now, look, List.of(out, hidden, low));
    }
    if (!hidden.isEmpty()) {
      return event(StockEvent.TAKEN_DOWN, before, now, look, List.of(hidden, low));
    }
    if (!low.isEmpty()) {
      return event(StockEvent.LOW, before, now, look, List.of(low));
    }
    return back.isEmpty() ? null : event(StockEvent.RESTOCKED, before, now, look, List.of(back));
  }

  /**
   * How many a variation had, hidden ones included; where all shared one number, that they had
   * some.
   */
  private static @Nullable Integer left(Listing listing, Offering offering) {
    if (offering.quantity() != null || offering.hidden() != null) {
      return offering.quantity() == null ? offering.hidden() : offering.quantity();
    }
    return listing.isForSale() ? listing.quantity() : null;
  }

  /** A rise is never low, whatever is left. */
  private static boolean fell(@Nullable Integer was, @Nullable Integer is, int highest) {
    return was != null && is != null && is < was && is > 0 && is <= highest;
  }

  private static boolean atMost(@Nullable Integer quantity, int few) {
    return quantity != null && quantity <= few;
  }

  private static @Nullable List<String> skus(SeenListing before, Listing now) {
    List<Offering> offerings =
        now.offerings() == null ? before.listing().offerings() : now.offerings();
    return offerings == null ? null : distinct(offerings.stream().map(Offering::sku));
  }

  static List<String> distinct(Stream<@Nullable String> skus) {
    return skus.filter(Objects::nonNull).map(Objects::requireNonNull).distinct().toList();
  }

  /** Of a listing as a whole. */
  private static StockEvent event(String kind, SeenListing before, Listing now, String when) {
    return event(kind, before, now, when, skus(before, now), List.of());
  }

  private static StockEvent event(
      String kind, SeenListing before, Listing now, String when, List<List<OfferingChange>> parts) {
    List<OfferingChange> concerned = parts.stream().flatMap(List::stream).toList();
    return event(kind, before, now, when, OfferingChange.skus(concerned), concerned);
  }

  private static StockEvent event(
      String kind,
      SeenListing before,
      Listing now,
      String when,
      @Nullable List<String> skus,
      List<OfferingChange> concerned) {
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
        before.listing().quantity(),
        skus,
        concerned);
  }
}
