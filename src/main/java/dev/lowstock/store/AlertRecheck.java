package dev.lowstock.store;

import dev.lowstock.stock.Listing;
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

  /**
   * Judges for all shops.
   *
   * @param threshold low at or below it, where neither listing nor shop has its own
   */
  public AlertRecheck(int threshold) {
    this.threshold = threshold;
  }

  /**
   * What becomes of each alert, by id.
   *
   * @param sellers whose shops have to be looked at before the held ones can be judged
   * @param listings of those withdrawn, for the log
   */
  public record Verdict(
      List<Long> vouched,
      List<Long> withdrawn,
      List<Long> held,
      Set<Long> sellers,
      Set<Long> listings) {}

  /**
   * Of a source that is always read up to now, such as the feed.
   *
   * @param alerts rows of select-alerts-to-recheck
   * @param offerings rows of select-offerings-to-recheck
   */
  public Verdict ofFeed(List<Map<String, Object>> alerts, List<Map<String, Object>> offerings) {
    return judge(alerts, offerings, false);
  }

  /** Of shops that are looked at: what was not looked at lately is held until it is. */
  public Verdict ofLooks(List<Map<String, Object>> alerts, List<Map<String, Object>> offerings) {
    return judge(alerts, offerings, true);
  }

  private Verdict judge(
      List<Map<String, Object>> alerts, List<Map<String, Object>> offerings, boolean byLooks) {
    Map<Long, List<Offering>> byListing = byListing(offerings);
    Set<Long> superseded = superseded(alerts, byListing, byLooks);
    Verdict verdict =
        new Verdict(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>());
    for (Map<String, Object> alert : alerts) {
      long id = Rows.number(alert, "id");
      boolean own = !recheck.knows(Rows.text(alert, "kind"));
      if (!own && byLooks && Rows.number(alert, "looked") == 0 && isReadable(alert)) {
        verdict.held().add(id);
        verdict.sellers().add(Rows.number(alert, "seller_id"));
      } else if (own || (!superseded.contains(id) && isStillTrue(alert, byListing, byLooks))) {
        verdict.vouched().add(id);
      } else {
        verdict.withdrawn().add(id);
        verdict.listings().add(Rows.number(alert, "listing_id"));
      }
    }
    return verdict;
  }

  /**
   * Of alerts that a chat missed, those that a later one of the same listing tells as well, and
   * what is back in stock that the chat never heard was out.
   */
  private Set<Long> superseded(
      List<Map<String, Object>> alerts, Map<Long, List<Offering>> byListing, boolean byLooks) {
    Set<Long> superseded = new HashSet<>();
    Map<Long, List<Map<String, Object>>> earlier = new HashMap<>();
    for (Map<String, Object> alert : alerts) {
      if (!Boolean.TRUE.equals(alert.get("missed")) || !recheck.knows(Rows.text(alert, "kind"))) {
        continue;
      }
      List<Map<String, Object>> before =
          earlier.computeIfAbsent(Rows.number(alert, "listing_id"), listing -> new ArrayList<>());
      List<Map<String, Object>> covered =
          before.stream().filter(other -> covers(alert, other)).toList();
      before.add(alert);
      if (isBack(alert) && covered.stream().anyMatch(AlertRecheck::isOut)) {
        superseded.add(Rows.number(alert, "id"));
      } else if (isStillTrue(alert, byListing, byLooks)) {
        covered.forEach(other -> superseded.add(Rows.number(other, "id")));
      }
    }
    return superseded;
  }

  private static boolean isBack(Map<String, Object> alert) {
    return Rows.text(alert, "kind").equals(StockEvent.RESTOCKED);
  }

  private static boolean isOut(Map<String, Object> alert) {
    String kind = Rows.text(alert, "kind");
    return kind.equals(StockEvent.SOLD_OUT) || kind.equals(StockEvent.VARIATION_SOLD_OUT);
  }

  /** Whether an alert tells of all that another is about. */
  private static boolean covers(Map<String, Object> alert, Map<String, Object> other) {
    Set<Long> told = variations(alert);
    return told.isEmpty() || (!variations(other).isEmpty() && told.containsAll(variations(other)));
  }

  private static Set<Long> variations(Map<String, Object> alert) {
    return OfferingJson.read((String) alert.get("offerings")).stream()
        .map(OfferingChange::number)
        .collect(Collectors.toSet());
  }

  private boolean isStillTrue(
      Map<String, Object> alert, Map<Long, List<Offering>> byListing, boolean byLooks) {
    // Whose access is gone cannot be looked at any more: nobody knows.
    return (!byLooks || Rows.number(alert, "looked") == 1)
        && recheck.isStillTrue(
            Rows.text(alert, "kind"),
            OfferingJson.read((String) alert.get("offerings")),
            listing(alert, byListing),
            threshold(alert));
  }

  private static boolean isReadable(Map<String, Object> alert) {
    return Rows.number(alert, "readable") == 1;
  }

  private int threshold(Map<String, Object> alert) {
    Integer own = integer(alert.get("low_threshold"));
    return own == null ? threshold : own;
  }

  private static @Nullable Listing listing(
      Map<String, Object> alert, Map<Long, List<Offering>> byListing) {
    String state = (String) alert.get("state");
    if (state == null || alert.get("missing_since") != null) {
      return null;
    }
    long id = Rows.number(alert, "listing_id");
    return new Listing(
        id,
        Rows.number(alert, "seller_id"),
        state,
        null,
        null,
        null,
        0,
        0,
        null,
        integer(alert.get("quantity")),
        byListing.get(id));
  }

  private static Map<Long, List<Offering>> byListing(List<Map<String, Object>> rows) {
    Map<Long, List<Offering>> byListing = new HashMap<>();
    for (Map<String, Object> row : rows) {
      byListing
          .computeIfAbsent(Rows.number(row, "listing_id"), listing -> new ArrayList<>())
          .add(
              new Offering(
                  Rows.number(row, "product_id"),
                  Rows.number(row, "variation"),
                  null,
                  null,
                  integer(row.get("quantity")),
                  null,
                  integer(row.get("hidden"))));
    }
    return byListing;
  }

  private static @Nullable Integer integer(@Nullable Object number) {
    return number == null ? null : ((Number) number).intValue();
  }
}
