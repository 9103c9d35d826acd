package dev.lowstock.etsy.shops;

import dev.lowstock.alert.AlertText;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.api.EtsyAnswer;
import dev.lowstock.etsy.api.EtsyQuota;
import dev.lowstock.etsy.shops.Look.Extent;
import dev.lowstock.planner.LookPlan;
import dev.lowstock.planner.Round;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Offering;
import dev.lowstock.stock.SeenListing;
import dev.lowstock.stock.StockCrossings;
import dev.lowstock.stock.StockEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Begins looks from the rows of the database, and says what they bring to it. Thread-safe. */
public final class Looks {
  /** Above so many receipts it is cheaper to look at the lists of the shop than at each. */
  private static final int MOST_RECEIPTS = 5;

  /** Clocks of Etsy and of the database may differ so much. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

  /** Fewer listings may go within one look. */
  private static final int FEW = 4;

  private final InventoryOffer inventory;
  private final EtsyQuota quota;
  private final LookPlan plan;
  private final StockCrossings crossings = new StockCrossings();
  private final LargeLooks large;

  public Looks(InventoryOffer inventory, EtsyQuota quota, LookPlan plan, LargeLooks large) {
    this.quota = quota;
    this.inventory = inventory;
    this.plan = plan;
    this.large = large;
  }

  /** Takes note of what a look at every shop takes by now. */
  public void takes(Round round) {
    plan.takes(round);
  }

  /** True while there are calls to look at every shop when it is due. */
  public boolean areMadeWhenDue() {
    return quota.allowsLooks() && !plan.isScarce();
  }

  /** True while calls are scarce: the pace tells when the next shop may be looked at. */
  public boolean areMadeInTurn() {
    return quota.allowsLooks() && plan.isScarce();
  }

  /** True while calls are scarce, and most go to sweeps. */
  public boolean areMostlySweeps() {
    return plan.isSweeping();
  }

  /** True while a sweep may be made. */
  public boolean areMadeInSweeps() {
    return quota.allowsLooks() && plan.isSweeping();
  }

  /** How long the next look in turn has to wait for each call of the last. */
  public long millisAfterCall() {
    return plan.afterLook(1).toMillis();
  }

  /**
   * The look that a shop needs.
   *
   * @param webhooks what webhooks asked to look at
   * @throws LookWaits when the shop is very large and another such one is just looked at
   */
  Look open(WatchedShop shop, List<WebhookWish> webhooks) {
    Look look = look(shop, webhooks);
    large.enter(look.shopId(), look.size());
    return look;
  }

  private Look look(WatchedShop shop, List<WebhookWish> webhooks) {
    if (shop.needsWholeLook()) {
      return atShop(shop, Extent.WHOLE, shop.isNew() ? LookReason.FIRST : LookReason.WHOLE);
    }
    Set<Long> ids = new LinkedHashSet<>(shop.suspected());
    LookReason reason =
        !webhooks.isEmpty()
            ? LookReason.WEBHOOK
            : ids.isEmpty() ? LookReason.DUE : LookReason.SUSPECTED;
    Set<Long> receipts = new LinkedHashSet<>();
    boolean nameless = false;
    for (WebhookWish webhook : webhooks) {
      if (webhook.listingId() != null) {
        ids.add(webhook.listingId());
      } else if (webhook.receiptId() != null) {
        receipts.add(webhook.receiptId());
      } else {
        nameless = true;
      }
    }
    boolean whole = reason == LookReason.DUE || nameless;
    boolean manyReceipts = receipts.size() > MOST_RECEIPTS;
    if (!whole && !manyReceipts && !shop.isFailing() && ids.size() <= 100 * shop.calls()) {
      return Look.atListings(
          shop.shopId(), shop.sellerId(), reason, ids, receipts, inventory, shop.seen());
    }
    Look look = atShop(shop, Extent.USUAL, reason);
    boolean readsReceipts = !manyReceipts && !shop.isFailing();
    if (nameless || (!readsReceipts && !receipts.isEmpty())) {
      look = look.alsoAtNewSoldOut();
    }
    return look.alsoAt(ids, readsReceipts ? receipts : Set.of());
  }

  private Look atShop(WatchedShop shop, Extent extent, LookReason reason) {
    return Look.atShop(shop.shopId(), shop.sellerId(), extent, reason, inventory, shop.seen());
  }

  /**
   * What the look brings.
   *
   * @param webhooks those that it was made for
   */
  LookOutcome outcome(WatchedShop shop, Look look, List<WebhookWish> webhooks) {
    boolean partial = look.extent() == Extent.LISTINGS;
    int calls =
        partial
            ? shop.calls()
            : Math.max(1, (look.forSale() + 99) / 100) * (inventory.isServed() ? 1 : 2);
    if (hasCollapsed(shop, look)) {
      return collapsed(shop, look, calls);
    }
    if (shop.isNew()) {
      plan.takesMore(calls, look.forSale());
    }
    List<Listing> changed = new ArrayList<>();
    List<StockEvent> events = new ArrayList<>();
    for (Listing seen : look.seen()) {
      SeenListing last = look.known().get(seen.listingId());
      if (last != null && !last.missing() && seen.isAsKnown(last.listing())) {
        continue;
      }
      Listing listing = last == null ? seen : seen.continuing(last.listing());
      if (last == null || last.missing() || differs(last.listing(), listing)) {
        changed.add(listing);
        StockEvent event = shop.isNew() ? null : event(shop, last, listing);
        if (event != null) {
          events.add(event.askingForBlankSkus());
        }
      }
    }
    Set<Long> changedIds = changed.stream().map(Listing::listingId).collect(Collectors.toSet());
    SalesLearner learner = new SalesLearner(shop, look, changedIds, plan);
    Lesson learned = learner.lesson(!webhooks.isEmpty());
    double missed = SalesLearner.unannounced(learned.announced(), learned.unannounced());
    if (look.reason() == LookReason.DUE) {
      plan.looked(shop.outlooks(), shop.calls(), missed, shop.now());
    }
    Duration next = plan.untilLook(learner.outlooks(), calls, missed);
    if (partial && learner.lacksSuspected()) {
      next = Duration.ZERO;
    } else if (!webhooks.isEmpty()
        && changed.isEmpty()
        && !(partial && hasJustSoldOut(shop, look))) {
      next = plan.secondLook();
    }
    return new LookOutcome(
        changed,
        events,
        List.copyOf(look.gone()),
        false,
        shop.isNew(),
        !shop.isNew() && shop.wasPaused(),
        look.extent() == Extent.WHOLE,
        partial,
        calls,
        partial ? shop.forSale() : look.forSale(),
        next.toMillis(),
        learned);
  }

  /**
   * Etsy tells of a sell-out twice, by the order and by the listing: nothing more can sell there.
   * Of one that sold out long ago Etsy may tell because it is back, and answer from before that.
   */
  private static boolean hasJustSoldOut(WatchedShop shop, Look look) {
    long since = shop.now().minus(CLOCK_DIFFERENCE).getEpochSecond();
    return !look.seen().isEmpty()
        && look.seen().stream()
            .allMatch(listing -> listing.isSoldOut() && listing.changedAt() > since);
  }

  private LookOutcome collapsed(WatchedShop shop, Look look, int calls) {
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
        plan.secondThought().toMillis(),
        new Lesson(shop.usualSales(), shop.announced(), shop.unannounced(), List.of()));
  }

  /**
   * Has a look read the answer to its call.
   *
   * @throws LookWaits when the shop turns out to be very large and another such one is just looked
   *     at
   */
  public void read(Look look, EtsyAnswer answer) {
    look.read(answer);
    large.enter(look.shopId(), look.size());
  }

  /** What went wrong, short enough for its column and free of secrets. */
  public String trouble(Throwable failure) {
    String said = failure instanceof EtsyFailure ? failure.getMessage() : null;
    return AlertText.cut(said == null ? "Etsy cannot be reached" : said, 250);
  }

  private static boolean hasCollapsed(WatchedShop shop, Look look) {
    return look.extent() != Extent.LISTINGS
        && !shop.isNew()
        && !shop.hadCollapsed()
        && look.knownForSale() >= FEW
        && look.forSale() * 2 < look.knownForSale();
  }

  private @Nullable StockEvent event(WatchedShop shop, @Nullable SeenListing last, Listing now) {
    String name = "look-" + (shop.looks() + 1);
    if (last == null) {
      Instant before = shop.wholeLookAt().minus(CLOCK_DIFFERENCE);
      return crossings.ofNew(now, before.getEpochSecond(), name);
    }
    long id = now.listingId();
    return crossings.between(last, now, shop.thresholds(id), shop.highestThreshold(id), name);
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
}
