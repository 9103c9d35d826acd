package dev.lowstock.etsy.shops;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.api.EtsyAnswer;
import dev.lowstock.etsy.api.EtsyCall;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.SeenListing;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at a shop: says which call comes next, and reads its answer, until everything that is
 * wanted has been seen. Not thread-safe: a look belongs to one exchange.
 *
 * <p>Lists of a shop may repeat, skip and miscount (Open API v3, known bugs): items count once, a
 * list ends at a page that brings nothing new, and a listing that is missing from the lists is
 * asked for by its id before anything is believed of it.
 */
public final class Look {
  private static final Logger LOG = LoggerFactory.getLogger(Look.class);

  private static final int FULL_PAGE = 100;

  /** Etsy gives nothing behind it (Open API v3, URL syntax). */
  private static final int LAST_OFFSET = 12_000;

  /** What a look is to see. */
  public enum Extent {
    /** Every list of the shop: its baseline, and the truth from time to time. */
    WHOLE,
    /** What is for sale, and whatever has gone from there. */
    USUAL,
    /** Some listings. */
    LISTINGS
  }

  private sealed interface Question permits Page, Batch, Receipt {}

  /** A page of a list; newsOnly: the list ends where all of it is known. */
  private record Page(String state, int offset, int limit, boolean inventory, boolean newsOnly)
      implements Question {
    Page at(int from, int most) {
      return new Page(state, from, most, inventory, newsOnly);
    }

    Page withoutInventory() {
      return new Page(state, offset, limit, false, newsOnly);
    }
  }

  private record Batch(List<Long> ids) implements Question {}

  private record Receipt(long receiptId) implements Question {}

  private final long shopId;
  private final long sellerId;
  private final Extent extent;
  private final LookReason reason;
  private final InventoryOffer inventory;
  private final Map<Long, SeenListing> known;
  private final Deque<Question> questions = new ArrayDeque<>();
  private final Map<Long, Listing> seen = new LinkedHashMap<>();
  private final Set<Long> listed = new HashSet<>();
  private final Set<Long> inList = new HashSet<>();
  private final Set<Long> wanted = new LinkedHashSet<>();
  private final Set<Long> unresolved = new LinkedHashSet<>();
  private final Set<Long> lacking = new LinkedHashSet<>();
  private final Set<String> statesRead = new HashSet<>();
  private boolean askedForMissing;
  private boolean askedForNewSoldOut;
  private int calls;
  private int told;

  private Look(
      long shopId,
      long sellerId,
      Extent extent,
      LookReason reason,
      InventoryOffer inventory,
      Collection<SeenListing> known) {
    this.shopId = shopId;
    this.sellerId = sellerId;
    this.extent = extent;
    this.reason = reason;
    this.inventory = inventory;
    this.known =
        known.stream().collect(Collectors.toMap(seen -> seen.listing().listingId(), seen -> seen));
  }

  /** A look at the lists of a shop. */
  static Look atShop(
      long shopId,
      long sellerId,
      Extent extent,
      LookReason reason,
      InventoryOffer inventory,
      Collection<SeenListing> known) {
    Look look = new Look(shopId, sellerId, extent, reason, inventory, known);
    look.askFor("active");
    if (extent == Extent.WHOLE) {
      look.askFor("sold_out");
      look.askFor("inactive");
    }
    return look;
  }

  /** A look at some listings only, and at those of some receipts. */
  static Look atListings(
      long shopId,
      long sellerId,
      LookReason reason,
      Set<Long> ids,
      Set<Long> receipts,
      InventoryOffer inventory,
      Collection<SeenListing> known) {
    Look look = new Look(shopId, sellerId, Extent.LISTINGS, reason, inventory, known);
    return look.alsoAt(ids, receipts);
  }

  /** Looks at these listings too, and at those of these receipts, unless a list shows them. */
  Look alsoAt(Set<Long> ids, Set<Long> receipts) {
    receipts.forEach(receipt -> questions.add(new Receipt(receipt)));
    wanted.addAll(ids);
    return this;
  }

  /**
   * Looks for listings too that came and sold out since the lists were last read whole, which the
   * list of what is for sale never shows. Etsy lists the newest first.
   */
  Look alsoAtNewSoldOut() {
    if (!askedForNewSoldOut) {
      askedForNewSoldOut = true;
      questions.add(new Page("sold_out", 0, FULL_PAGE, inventory.isServed(), true));
    }
    return this;
  }

  /** True while there is a call to make. */
  public boolean hasNext() {
    if (questions.isEmpty()) {
      askFurther();
    }
    return !questions.isEmpty();
  }

  /** The call to make next. */
  public EtsyCall next() {
    calls++;
    Question question = questions.getFirst();
    if (question instanceof Page page) {
      return EtsyCall.get(
          "getListingsByShop",
          "/v3/application/shops/" + shopId + "/listings",
          "state="
              + page.state()
              + "&limit="
              + page.limit()
              + "&offset="
              + page.offset()
              + (page.inventory() ? "&includes=Inventory" : ""));
    }
    if (question instanceof Receipt receipt) {
      return EtsyCall.get(
          "getListingsByShopReceipt",
          "/v3/application/shops/" + shopId + "/receipts/" + receipt.receiptId() + "/listings",
          "limit=100");
    }
    return EtsyCall.get(
        "getListingsInventoryByListingIds",
        "/v3/application/listings/batch/inventory",
        "listing_ids="
            + ((Batch) question)
                .ids().stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  /**
   * Reads the answer to the call.
   *
   * @throws EtsyFailure when the answer is none; the look is then given up
   */
  public void read(EtsyAnswer answer) {
    Question question = questions.removeFirst();
    if (question instanceof Page page) {
      readPage(page, answer);
    } else if (question instanceof Batch batch) {
      readBatch(batch, answer);
    } else {
      readReceipt(answer);
    }
  }

  /** The answer was too large to be read: half as much is asked for. */
  public void outgrown() {
    Question question = questions.removeFirst();
    if (question instanceof Page page && page.limit() > 1) {
      questions.addFirst(page.at(page.offset(), page.limit() / 2));
    } else if (question instanceof Batch batch && batch.ids().size() > 1) {
      halve(batch);
    } else {
      LOG.error("Shop {}: {} is too large to read and is passed over", shopId, question);
    }
  }

  /** How many calls it took so far. */
  public int calls() {
    return calls;
  }

  long shopId() {
    return shopId;
  }

  Extent extent() {
    return extent;
  }

  /**
   * How many listings of its shop it has in hand, or will have: what is known, what was listed, or
   * what Etsy counts, which may be wrong. A look at some listings has few.
   */
  int size() {
    return extent == Extent.LISTINGS
        ? wanted.size()
        : Math.max(told, Math.max(known.size(), listed.size()));
  }

  /** True when a webhook or a sweep asked for it. */
  boolean isWanted() {
    return reason == LookReason.WEBHOOK || reason == LookReason.SUSPECTED;
  }

  LookReason reason() {
    return reason;
  }

  /** What was seen, each listing as it was seen last. */
  Collection<Listing> seen() {
    return seen.values();
  }

  /** What was seen before this look. */
  Map<Long, SeenListing> known() {
    return known;
  }

  /** Known listings that Etsy has in no list any more and does not give by their id. */
  Set<Long> gone() {
    return extent == Extent.LISTINGS
        ? Set.of()
        : known.keySet().stream()
            .filter(id -> !listed.contains(id) && (isWhole() || unresolved.contains(id)))
            .filter(id -> !Objects.requireNonNull(known.get(id)).missing())
            .collect(Collectors.toSet());
  }

  private boolean isWhole() {
    return statesRead.containsAll(Set.of("active", "sold_out", "inactive"));
  }

  private void askFor(String state) {
    statesRead.add(state);
    questions.add(new Page(state, 0, FULL_PAGE, inventory.isServed(), false));
  }

  private void askFor(Collection<Long> ids) {
    List<Long> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += FULL_PAGE) {
      questions.add(new Batch(all.subList(from, Math.min(all.size(), from + FULL_PAGE))));
    }
  }

  private void askFurther() {
    if (!lacking.isEmpty()) {
      askFor(lacking);
      lacking.clear();
      return;
    }
    if (!askedForMissing) {
      askedForMissing = true;
      if (extent != Extent.LISTINGS) {
        wanted.addAll(missing());
      }
      wanted.removeAll(listed);
      askFor(wanted);
    }
    if (questions.isEmpty()
        && extent == Extent.USUAL
        && !isWhole()
        && (!unresolved.isEmpty() || isBack())) {
      askFor("sold_out");
      askFor("inactive");
    }
  }

  /** True when Etsy has what it had not: whatever it lists elsewhere may have been missed, too. */
  private boolean isBack() {
    return known.values().stream()
        .filter(SeenListing::missing)
        .anyMatch(last -> seen.containsKey(last.listing().listingId()));
  }

  private List<Long> missing() {
    return known.keySet().stream().filter(this::wasForSale).toList();
  }

  private boolean wasForSale(long listingId) {
    SeenListing last = known.get(listingId);
    return last != null && last.listing().isForSale() && !last.missing();
  }

  private void readPage(Page page, EtsyAnswer answer) {
    if (page.inventory() && answer.status() == 400) {
      questions.addFirst(page.withoutInventory());
      return;
    }
    ListedPage list = list(answer);
    told = (int) Math.min(Integer.MAX_VALUE, Math.max(told, list.count()));
    if (!page.inventory() && inventory.isServed()) {
      inventory.refused();
    }
    boolean fresh = false;
    for (ListedEntry entry : list.entries()) {
      long id = entry.listingId();
      fresh |= id > 0 && inList.add(id) && !(page.newsOnly() && known.containsKey(id));
      listed.add(id);
      Listing listing = see(entry);
      if (listing != null && wantsInventory(page, entry, listing)) {
        lacking.add(id);
      }
    }
    int end = page.offset() + list.entries().size();
    boolean more = list.entries().size() >= page.limit() || end < list.count();
    if (more && fresh && end <= LAST_OFFSET) {
      questions.addFirst(page.at(end, page.limit()));
      return;
    }
    inList.clear();
    if (more && end > LAST_OFFSET) {
      LOG.warn(
          "Shop {} has more than {} listings that are {}: Etsy lists no more of them",
          shopId,
          LAST_OFFSET,
          page.state());
    }
  }

  /** True when the page did not tell the inventory, and it may be news. */
  private boolean wantsInventory(Page page, ListedEntry entry, Listing now) {
    return !entry.hasInventory()
        && (entry.hasVariations()
            || (!page.inventory() && isChanged(now, known.get(now.listingId()))));
  }

  private void readBatch(Batch batch, EtsyAnswer answer) {
    if (answer.status() == 404) {
      // All or nothing: one unknown id makes the whole call 404 (Open API v3, known bugs).
      if (batch.ids().size() > 1) {
        halve(batch);
      } else {
        unresolved(batch.ids());
      }
      return;
    }
    Set<Long> asked = new LinkedHashSet<>(batch.ids());
    for (ListedEntry entry : list(answer).entries()) {
      long id = entry.listingId();
      if (asked.remove(id)) {
        listed.add(id);
        Listing unused = see(entry);
      }
    }
    asked.removeAll(listed);
    unresolved(asked);
  }

  /** Only what was for sale has to be somewhere. */
  private void unresolved(Collection<Long> ids) {
    ids.stream().filter(this::wasForSale).forEach(unresolved::add);
  }

  private void readReceipt(EtsyAnswer answer) {
    Set<Long> ids = new LinkedHashSet<>();
    try {
      list(answer).entries().forEach(entry -> ids.add(entry.listingId()));
    } catch (AccessRevoked e) {
      throw e;
    } catch (EtsyUnavailable e) {
      // Without the scope transactions_r, or for a receipt that is gone: the shop says it too.
      if (statesRead.add("active")) {
        askFor("active");
      }
      Look unused = alsoAtNewSoldOut();
      return;
    }
    ids.remove(0L);
    wanted.addAll(ids);
  }

  private void halve(Batch batch) {
    int half = batch.ids().size() / 2;
    questions.addFirst(new Batch(batch.ids().subList(half, batch.ids().size())));
    questions.addFirst(new Batch(batch.ids().subList(0, half)));
  }

  /** Takes note of a listing; null when it is none to be watched, or out of date. */
  private @Nullable Listing see(ListedEntry entry) {
    Listing listing = entry.listing();
    if (listing == null) {
      return null;
    }
    unresolved.remove(listing.listingId());
    SeenListing last = known.get(listing.listingId());
    if (last != null && listing.isOlderThan(last.listing())) {
      // Older than what was seen before: Etsy answered from a copy that is behind.
      return null;
    }
    seen.put(listing.listingId(), listing);
    return listing;
  }

  private static boolean isChanged(Listing now, @Nullable SeenListing last) {
    return last == null
        || !now.state().equals(last.listing().state())
        || now.updatedAt() != last.listing().updatedAt()
        || !Objects.equals(now.quantity(), last.listing().quantity());
  }

  private ListedPage list(EtsyAnswer answer) {
    return answer.json(parser -> ListedPage.read(parser, sellerId));
  }

  /** For the log. */
  @Override
  public String toString() {
    return "look at shop " + shopId + " (" + extent + ", " + reason + ", " + calls + " calls)";
  }

  /** How many of the known listings are still for sale, and how many have come. */
  int forSale() {
    long now = seen.values().stream().filter(Listing::isForSale).count();
    long untouched =
        known.values().stream()
            .map(SeenListing::listing)
            .filter(Listing::isForSale)
            .map(Listing::listingId)
            .filter(id -> listed.contains(id) && !seen.containsKey(id))
            .count();
    return (int) (now + untouched);
  }

  /** How many were for sale when the shop was last looked at. */
  int knownForSale() {
    return (int)
        known.values().stream()
            .filter(last -> last.listing().isForSale() && !last.missing())
            .count();
  }
}
