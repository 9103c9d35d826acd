package dev.lowstock.outbox;

import dev.lowstock.stock.Listing;
import dev.lowstock.stock.LowAt;
import dev.lowstock.stock.Offering;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.stock.Recheck;
import dev.lowstock.stock.StockEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges alerts that have waited so long that what they say may be true no more, by what was last
 * seen of their listings.
 */
public final class AlertRecheck {
  private final Recheck recheck = new Recheck();
  private final int threshold;
  private final boolean byLooks;

  /**
   * Judges for all shops.
   *
   * @param threshold low at or below it, where the chat did not choose
   * @param byLooks true where shops are looked at: what was not looked at lately is held until it
   *     is. False for a source that is always read up to now, such as the feed.
   */
  public AlertRecheck(int threshold, boolean byLooks) {
    this.threshold = threshold;
    this.byLooks = byLooks;
  }

  /**
   * An alert, what it says, and what was last seen of its listing.
   *
   * @param missed whether its chat was retired when it was owed
   * @param held whether it waited as its chat chose
   * @param aged whether what it says is too old to be believed without a look at the whole shop
   * @param state null when nothing is known of the listing
   * @param missing whether the listing was not in the last whole look
   * @param lowThreshold what the chat chose for the listing or the shop; null: the usual one
   * @param looked whether all of the shop was looked at lately
   * @param readable whether the shop can be looked at at all
   */
  record OldAlert(
      long id,
      boolean missed,
      boolean held,
      boolean aged,
      String kind,
      long listingId,
      long sellerId,
      List<OfferingChange> offerings,
      @Nullable String state,
      @Nullable Integer quantity,
      boolean missing,
      @Nullable Integer lowThreshold,
      boolean looked,
      boolean readable) {

    /** Whether it is told together with others of its chat, which hears the last state only. */
    boolean isOfASummary() {
      return missed || held;
    }

    /** Whether it can be judged by what is known. */
    boolean isKnown() {
      return looked || !aged;
    }
  }

  /**
   * What was last seen of a variation.
   *
   * @param lowThreshold what the chat chose for it; null: that of the listing
   */
  record OldOffering(
      long listingId,
      long productId,
      long variation,
      @Nullable Integer quantity,
      @Nullable Integer hidden,
      @Nullable Integer lowThreshold) {}

  /**
   * What becomes of each alert, by id.
   *
   * @param cameBack those of the vouched that were sold out while they waited, and are not now
   * @param sellers whose shops have to be looked at before the held ones can be judged
   * @param listings of those withdrawn, for the log
   */
  public record Verdict(
      List<Long> vouched,
      List<Long> cameBack,
      List<Long> withdrawn,
      List<Long> held,
      Set<Long> sellers,
      Set<Long> listings) {}

  /** Judges alerts by what is known of the variations that they are about. */
  Verdict judge(List<OldAlert> alerts, List<OldOffering> offerings) {
    Map<Long, List<OldOffering>> byListing =
        offerings.stream().collect(Collectors.groupingBy(OldOffering::listingId));
    Set<Long> superseded = superseded(alerts, byListing);
    Verdict verdict =
        new Verdict(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>());
    for (OldAlert alert : alerts) {
      long id = alert.id();
      boolean own = !recheck.knows(alert.kind());
      if (superseded.contains(id)) {
        verdict.withdrawn().add(id);
        verdict.listings().add(alert.listingId());
      } else if (!own && byLooks && !alert.isKnown() && alert.readable()) {
        verdict.held().add(id);
        verdict.sellers().add(alert.sellerId());
      } else if (own || isStillTrue(alert, byListing)) {
        verdict.vouched().add(id);
      } else if (cameBack(alert, byListing)) {
        verdict.vouched().add(id);
        verdict.cameBack().add(id);
      } else {
        verdict.withdrawn().add(id);
        verdict.listings().add(alert.listingId());
      }
    }
    return verdict;
  }

  /**
   * Of alerts that a chat missed, or chose to hear of later, those that a later one of the same
   * listing tells as well, and what is back in stock that the chat never heard was out.
   */
  private Set<Long> superseded(List<OldAlert> alerts, Map<Long, List<OldOffering>> byListing) {
    Set<Long> superseded = new HashSet<>();
    Map<Long, List<OldAlert>> earlier = new HashMap<>();
    for (OldAlert alert : alerts) {
      if (!alert.isOfASummary() || !recheck.knows(alert.kind())) {
        continue;
      }
      List<OldAlert> before =
          earlier.computeIfAbsent(alert.listingId(), listing -> new ArrayList<>());
      List<OldAlert> covered = before.stream().filter(other -> covers(alert, other)).toList();
      before.add(alert);
      if (isBack(alert)
          && covered.stream().anyMatch(other -> isOut(other) && covers(other, alert))) {
        superseded.add(alert.id());
      } else if (isStillTrue(alert, byListing) || cameBack(alert, byListing)) {
        covered.forEach(other -> superseded.add(other.id()));
      }
    }
    return superseded;
  }

  private static boolean isBack(OldAlert alert) {
    return alert.kind().equals(StockEvent.RESTOCKED);
  }

  private static boolean isOut(OldAlert alert) {
    String kind = alert.kind();
    return kind.equals(StockEvent.SOLD_OUT) || kind.equals(StockEvent.VARIATION_SOLD_OUT);
  }

  /** Whether an alert tells of all that another is about. */
  private static boolean covers(OldAlert alert, OldAlert other) {
    Set<Long> told = variations(alert);
    return told.isEmpty() || (!variations(other).isEmpty() && told.containsAll(variations(other)));
  }

  private static Set<Long> variations(OldAlert alert) {
    return alert.offerings().stream().map(OfferingChange::number).collect(Collectors.toSet());
  }

  private boolean isStillTrue(OldAlert alert, Map<Long, List<OldOffering>> byListing) {
    return isTrue(alert.kind(), alert, byListing)
        && !(alert.held() && isLow(alert) && hasSoldOut(alert, byListing));
  }

  private static boolean isLow(OldAlert alert) {
    return alert.kind().equals(StockEvent.LOW);
  }

  /** Whether nothing is left of what ran low while that waited: the sell-out has its own alert. */
  private boolean hasSoldOut(OldAlert alert, Map<Long, List<OldOffering>> byListing) {
    Set<Long> concerned = variations(alert);
    return isTrue(StockEvent.SOLD_OUT, alert, byListing)
        || (!concerned.isEmpty()
            && byListing.getOrDefault(alert.listingId(), List.of()).stream()
                .filter(each -> concerned.contains(each.variation()))
                .allMatch(each -> Objects.equals(each.quantity(), 0)));
  }

  /** Whether it sold out while it waited, and is for sale again: that is news, and true. */
  private boolean cameBack(OldAlert alert, Map<Long, List<OldOffering>> byListing) {
    return alert.held() && isOut(alert) && isTrue(StockEvent.RESTOCKED, alert, byListing);
  }

  private boolean isTrue(String kind, OldAlert alert, Map<Long, List<OldOffering>> byListing) {
    List<OldOffering> offerings = byListing.getOrDefault(alert.listingId(), List.of());
    // Whose access is gone cannot be looked at any more: nobody knows.
    return (!byLooks || alert.isKnown())
        && recheck.isStillTrue(
            kind, alert.offerings(), listing(alert, offerings), lowAt(alert, offerings));
  }

  private LowAt lowAt(OldAlert alert, List<OldOffering> offerings) {
    Integer own = alert.lowThreshold();
    Map<Long, Integer> variations = new HashMap<>();
    for (OldOffering each : offerings) {
      if (each.lowThreshold() != null) {
        variations.put(each.variation(), each.lowThreshold());
      }
    }
    return new LowAt(own == null ? threshold : own, variations);
  }

  private static @Nullable Listing listing(OldAlert alert, List<OldOffering> offerings) {
    String state = alert.state();
    if (state == null || alert.missing()) {
      return null;
    }
    return new Listing(
        alert.listingId(),
        alert.sellerId(),
        state,
        null,
        null,
        null,
        0,
        0,
        null,
        alert.quantity(),
        offerings.isEmpty() ? null : offerings.stream().map(AlertRecheck::offering).toList());
  }

  private static Offering offering(OldOffering row) {
    return new Offering(
        row.productId(), row.variation(), null, null, row.quantity(), null, row.hidden());
  }
}
