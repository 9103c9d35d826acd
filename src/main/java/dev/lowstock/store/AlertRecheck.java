package dev.lowstock.store;

import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Offering;
import dev.lowstock.stock.Recheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
      } else if (own || isStillTrue(alert, byListing, byLooks)) {
        verdict.vouched().add(id);
      } else {
        verdict.withdrawn().add(id);
        verdict.listings().add(Rows.number(alert, "listing_id"));
      }
    }
    return verdict;
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
