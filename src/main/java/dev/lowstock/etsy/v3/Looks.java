package dev.lowstock.etsy.v3;

import dev.lowstock.alert.AlertText;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.ListingGone;
import dev.lowstock.etsy.v3.Look.Extent;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Offering;
import dev.lowstock.stock.SeenListing;
import dev.lowstock.stock.StockCrossings;
import dev.lowstock.stock.StockEvent;
import dev.lowstock.store.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Begins looks from the rows of the database, and says what they bring to it. Thread-safe. */
public final class Looks {
  /** So often all lists of a shop are read, which finds what the usual look cannot. */
  private static final Duration WHOLE_LOOK = Duration.ofHours(6);

  /** Above so many receipts it is cheaper to look at the shop than at each. */
  private static final int MOST_RECEIPTS = 5;

  /** A list of one page costs no more than a listing. */
  private static final int SMALL_SHOP_CALLS = 1;

  /** Clocks of Etsy and of the database may differ so much. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

  /** Listings that one call gives (Open API v3, getListingsByListingIds). */
  private static final int SWEEP = 100;

  /** Fewer listings may go within one look. */
  private static final int FEW = 4;

  private final InventoryOffer inventory;
  private final LookPlan plan;
  private final StockCrossings crossings = new StockCrossings();
  private final int usualThreshold;

  /**
   * Begins looks.
   *
   * @param usualThreshold low at or below it, for sellers who did not choose
   */
  public Looks(InventoryOffer inventory, LookPlan plan, int usualThreshold) {
    this.inventory = inventory;
    this.plan = plan;
    this.usualThreshold = usualThreshold;
  }

  /**
   * The look that a claimed shop needs.
   *
   * @param shop its row of shop_watch
   * @param listings what is known of its listings
   * @param offerings what is known of their products
   * @param webhooks what webhooks asked to look at
   */
  public Look open(
      Map<String, Object> shop,
      List<Map<String, Object>> listings,
      List<Map<String, Object>> offerings,
      List<Map<String, Object>> webhooks) {
    long shopId = Rows.number(shop, "shop_id");
    long sellerId = Rows.number(shop, "seller_id");
    List<SeenListing> known = known(sellerId, listings, offerings);
    if (needsWhole(shop)) {
      return Look.atShop(shopId, sellerId, Extent.WHOLE, inventory, known);
    }
    Set<Long> ids = new LinkedHashSet<>();
    Set<Long> receipts = new LinkedHashSet<>();
    boolean whole = webhooks.isEmpty() || Rows.number(shop, "calls") <= SMALL_SHOP_CALLS;
    for (Map<String, Object> webhook : webhooks) {
      if (webhook.get("listing_id") != null) {
        ids.add(Rows.number(webhook, "listing_id"));
      } else if (webhook.get("receipt_id") != null) {
        receipts.add(Rows.number(webhook, "receipt_id"));
      } else {
        whole = true;
      }
    }
    boolean many = receipts.size() > MOST_RECEIPTS || ids.size() > 100 * Rows.number(shop, "calls");
    return whole || many || shop.get("failing_since") != null
        ? Look.atShop(shopId, sellerId, Extent.USUAL, inventory, known)
        : Look.atListings(shopId, sellerId, ids, receipts, inventory, known);
  }

  /**
   * What the look brings.
   *
   * @param webhooks those that it was made for
   * @param others what a usual look at all other shops takes: calls and listings
   */
  public LookOutcome outcome(
      Map<String, Object> shop, Look look, List<?> webhooks, Map<String, Object> others) {
    boolean partial = look.extent() == Extent.LISTINGS;
    int calls =
        partial
            ? (int) Rows.number(shop, "calls")
            : Math.max(1, (look.forSale() + 99) / 100) * (inventory.isServed() ? 1 : 2);
    int forSale = partial ? (int) Rows.number(shop, "listings") : look.forSale();
    Duration period = plan.period(Round.of(others).with(calls, forSale));
    if (hasCollapsed(shop, look)) {
      return new LookOutcome(
          List.of(),
          List.of(),
          List.of(),
          true,
          false,
          false,
          false,
          false,
          calls,
          look.knownForSale(),
          plan.secondThought(period).toMillis());
    }
    boolean baseline = shop.get("baseline_at") == null;
    List<Listing> changed = new ArrayList<>();
    List<StockEvent> events = new ArrayList<>();
    for (Listing listing : look.seen()) {
      SeenListing last = look.known().get(listing.listingId());
      if (last == null || last.missing() || differs(last.listing(), listing)) {
        changed.add(listing);
        StockEvent event = baseline ? null : event(shop, last, listing);
        if (event != null) {
          events.add(event);
        }
      }
    }
    Duration next = !webhooks.isEmpty() && changed.isEmpty() ? plan.secondLook(period) : period;
    return new LookOutcome(
        changed,
        events,
        List.copyOf(look.gone()),
        false,
        baseline,
        !baseline && shop.get("paused_at") != null,
        look.extent() == Extent.WHOLE,
        partial,
        calls,
        forSale,
        next.toMillis());
  }

  /** The call that a look makes next. */
  public EtsyCall next(Look look) {
    return look.next();
  }

  /** Has a look read the answer to its call. */
  public void read(Look look, EtsyAnswer answer) {
    look.read(answer);
  }

  /** Tells a look that the answer was more than is read. */
  public void outgrown(Look look) {
    look.outgrown();
  }

  /**
   * A sweep over listings of all shops.
   *
   * @param listings rows of listings that are for sale, at most 100
   */
  public Sweep sweep(List<Map<String, Object>> listings) {
    return new Sweep(listings);
  }

  /** The call that a sweep makes next. */
  public EtsyCall nextOf(Sweep sweep) {
    return sweep.next();
  }

  /** Has a sweep read the answer to its call. */
  public void readBy(Sweep sweep, EtsyAnswer answer) {
    sweep.read(answer);
  }

  /** How long the last sweep has to be ago before the next; null when sweeps do not pay. */
  public @Nullable Long millisBetweenSweeps(Map<String, Object> sums) {
    return plan.betweenSweeps(Round.of(sums)).map(Duration::toMillis).orElse(null);
  }

  /** Behind which listing the next sweep begins: behind the last, or again at the first. */
  public long sweepCursor(List<Map<String, Object>> listings) {
    return listings.size() < SWEEP
        ? 0
        : Rows.number(listings.get(listings.size() - 1), "listing_id");
  }

  /** What went wrong, short enough for its column and free of secrets. */
  public String trouble(Throwable failure) {
    String said = failure instanceof EtsyFailure ? failure.getMessage() : null;
    return AlertText.cut(said == null ? "Etsy cannot be reached" : said, 250);
  }

  /** The call for the inventory of a stock event's listing. */
  public EtsyCall inventoryOf(Map<String, Object> event) {
    return EtsyCall.get(
        "getListingInventory",
        "/v3/application/listings/" + Rows.number(event, "listing_id") + "/inventory",
        null);
  }

  /**
   * The SKUs of a listing, one a line; empty when it has none.
   *
   * @throws ListingGone when Etsy does not know it any more
   */
  public String skus(EtsyAnswer inventory) {
    if (inventory.status() == 404) {
      throw new ListingGone(inventory.inShort());
    }
    return ListingReader.skus(inventory.json());
  }

  /**
   * Makes sure that the shop was still ours when its look was recorded.
   *
   * @throws LookLost when it was not
   */
  public void requireLease(int rows, Look look) {
    if (rows != 1) {
      throw new LookLost(look);
    }
  }

  private static boolean needsWhole(Map<String, Object> shop) {
    return shop.get("baseline_at") == null
        || shop.get("paused_at") != null
        || shop.get("collapsed_at") != null
        || shop.get("full_look_at") == null
        || Duration.between(Rows.instant(shop, "full_look_at"), Rows.instant(shop, "now"))
                .compareTo(WHOLE_LOOK)
            > 0;
  }

  private static boolean hasCollapsed(Map<String, Object> shop, Look look) {
    return look.extent() != Extent.LISTINGS
        && shop.get("baseline_at") != null
        && shop.get("collapsed_at") == null
        && look.knownForSale() >= FEW
        && look.forSale() * 2 < look.knownForSale();
  }

  private @Nullable StockEvent event(
      Map<String, Object> shop, @Nullable SeenListing last, Listing now) {
    String name = "look-" + (Rows.number(shop, "looks") + 1);
    if (last == null) {
      Instant before = Rows.instant(shop, "full_look_at").minus(CLOCK_DIFFERENCE);
      return crossings.ofNew(now, before.getEpochSecond(), name);
    }
    return crossings.between(last, now, threshold(shop, last), name);
  }

  private int threshold(Map<String, Object> shop, SeenListing last) {
    if (last.lowThreshold() != null) {
      return last.lowThreshold();
    }
    return shop.get("low_threshold") == null
        ? usualThreshold
        : (int) Rows.number(shop, "low_threshold");
  }

  private static boolean differs(Listing last, Listing now) {
    return !now.state().equals(last.state())
        || now.updatedAt() != last.updatedAt()
        || !Objects.equals(now.quantity(), last.quantity())
        || !Objects.equals(now.title(), last.title())
        || (now.offerings() != null && !sameOfferings(now.offerings(), last.offerings()));
  }

  private static boolean sameOfferings(List<Offering> now, @Nullable List<Offering> last) {
    return last != null && Set.copyOf(now).equals(Set.copyOf(last));
  }

  private static List<SeenListing> known(
      long sellerId, List<Map<String, Object>> listings, List<Map<String, Object>> offerings) {
    Map<Long, List<Offering>> products = new HashMap<>();
    for (Map<String, Object> row : offerings) {
      products
          .computeIfAbsent(Rows.number(row, "listing_id"), id -> new ArrayList<>())
          .add(
              new Offering(
                  Rows.number(row, "product_id"),
                  (String) row.get("sku"),
                  (String) row.get("name"),
                  integer(row, "quantity")));
    }
    List<SeenListing> known = new ArrayList<>();
    for (Map<String, Object> row : listings) {
      long listingId = Rows.number(row, "listing_id");
      known.add(
          new SeenListing(
              new Listing(
                  listingId,
                  sellerId,
                  Rows.text(row, "state"),
                  (String) row.get("title"),
                  null,
                  (String) row.get("url"),
                  Rows.number(row, "changed_tsz"),
                  row.get("updated_tsz") == null ? 0 : Rows.number(row, "updated_tsz"),
                  null,
                  integer(row, "quantity"),
                  products.get(listingId)),
              integer(row, "most_seen"),
              integer(row, "low_threshold"),
              row.get("missing_since") != null));
    }
    return known;
  }

  private static @Nullable Integer integer(Map<String, Object> row, String column) {
    return row.get(column) == null ? null : (int) Rows.number(row, column);
  }
}
