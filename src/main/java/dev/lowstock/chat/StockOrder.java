package dev.lowstock.chat;

import dev.lowstock.stock.Judgment;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the listings of a chat's shops into the order in which they run out: sold out, sold out in a
 * variation, low, and then by the days that what is left lasts at the pace at which it sells. Used
 * by one thread.
 */
final class StockOrder {
  /**
   * A listing that nobody saw sell is taken to sell a unit in ten days, as if 1.5 had been seen.
   */
  private static final double USUAL_UNITS = 1.5;

  private static final double USUAL_DAYS = 15;

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::urgency)
          .thenComparing(Place::lasts)
          .thenComparing(Place::changed, Comparator.reverseOrder())
          .thenComparing(Place::listingId);

  private final Map<Wish.Of, Wish> wishes;
  private final int usualThreshold;
  private final Map<Long, Listing> listings = new HashMap<>();

  /**
   * Sorts by what a chat chose.
   *
   * @param usualThreshold low at or below it, where the chat did not choose
   */
  StockOrder(Map<Wish.Of, Wish> wishes, int usualThreshold) {
    this.wishes = wishes;
    this.usualThreshold = usualThreshold;
  }

  /** What a chat chose for a listing, or for a variation of it. */
  record Wish(@Nullable Integer threshold, boolean muted) {
    /** What it is chosen for; variation 0: the listing. */
    record Of(long listingId, long variation) {}
  }

  /** How urgent it is to see to a listing, the most urgent first. */
  enum Urgency {
    SOLD_OUT,
    PARTLY_SOLD_OUT,
    LOW,
    NONE
  }

  /**
   * A listing in the order.
   *
   * @param left units of all variations; null where Etsy did not say
   * @param fewest units of the variation that has the fewest, or of the listing
   * @param lasts days
   * @param changed when it last changed, in Etsy's seconds
   */
  record Place(
      long listingId,
      Urgency urgency,
      @Nullable Integer left,
      @Nullable Integer fewest,
      boolean muted,
      double lasts,
      long changed) {}

  /**
   * A listing, which may be added with several variations.
   *
   * @param most the most that was ever seen of it; null where that is not known
   * @param sold units that were seen to be sold, in {@code days}
   * @param ofShop low at or below it, by what the chat chose for its shop; null: it did not
   */
  record Listing(
      long listingId,
      boolean soldOut,
      @Nullable Integer left,
      @Nullable Integer most,
      long changed,
      double sold,
      double days,
      @Nullable Integer ofShop,
      Fewest fewest) {}

  /** What was seen of the variations of a listing. Used by one thread. */
  static final class Fewest {
    private @Nullable Integer units;
    private boolean low;
    private boolean ofVariations;

    private void add(int left, boolean isLow) {
      Integer before = units;
      units = before == null ? left : Math.min(before, left);
      low |= isLow;
    }
  }

  /**
   * Adds a listing with a variation, or alone.
   *
   * @param variation that has a number of its own; null: none has
   */
  void add(
      Listing listing,
      @Nullable Long variation,
      @Nullable Integer variationLeft,
      @Nullable Integer variationMost) {
    Listing known = listings.computeIfAbsent(listing.listingId(), id -> listing);
    if (variation != null && variationLeft != null) {
      known.fewest().ofVariations = true;
      known.fewest().add(variationLeft, isLow(known, variation, variationLeft, variationMost));
    } else if (known.left() != null) {
      known.fewest().add(known.left(), isLow(known, 0, known.left(), known.most()));
    }
  }

  private boolean isLow(Listing listing, long variation, int left, @Nullable Integer most) {
    // What never had more than one is never low, nor what is made to order.
    return left <= threshold(listing, variation)
        && left < Judgment.MADE_TO_ORDER
        && (most == null || most > 1);
  }

  private int threshold(Listing listing, long variation) {
    Integer own = threshold(listing.listingId(), variation);
    if (own == null) {
      own = threshold(listing.listingId(), 0);
    }
    if (own == null) {
      own = listing.ofShop();
    }
    return own == null ? usualThreshold : own;
  }

  private @Nullable Integer threshold(long listing, long variation) {
    Wish wish = wishes.get(new Wish.Of(listing, variation));
    return wish == null ? null : wish.threshold();
  }

  /** All that were added, those that run out first in front. */
  List<Place> inOrder() {
    return listings.values().stream().map(this::place).sorted(ORDER).toList();
  }

  /** The same of these listings. */
  List<Place> inOrder(Set<Long> these) {
    listings.keySet().retainAll(these);
    return inOrder();
  }

  private Place place(Listing listing) {
    Integer fewest = listing.fewest().units;
    Urgency urgency = urgency(listing);
    Wish wish = wishes.get(new Wish.Of(listing.listingId(), 0));
    double pace = (USUAL_UNITS + listing.sold()) / (USUAL_DAYS + listing.days());
    return new Place(
        listing.listingId(),
        urgency,
        listing.left(),
        fewest,
        wish != null && wish.muted(),
        urgency == Urgency.SOLD_OUT ? 0 : fewest == null ? Double.POSITIVE_INFINITY : fewest / pace,
        listing.changed());
  }

  private static Urgency urgency(Listing listing) {
    Fewest fewest = listing.fewest();
    if (listing.soldOut() || (listing.left() != null && listing.left() == 0)) {
      return Urgency.SOLD_OUT;
    }
    if (fewest.ofVariations && fewest.units != null && fewest.units == 0) {
      return Urgency.PARTLY_SOLD_OUT;
    }
    return fewest.low ? Urgency.LOW : Urgency.NONE;
  }
}
