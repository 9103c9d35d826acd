package dev.lowstock.etsy.shops;

import dev.lowstock.alert.RetryPolicy;
import dev.lowstock.store.Database;
import dev.lowstock.store.Leases;
import dev.lowstock.store.Statements;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * The shops that are watched. Each is claimed for a look by one node at a time, with a lease, and
 * is given back with the time when it is due again. Thread-safe.
 */
public final class ShopQueue {
  private final Statements database;
  private final Leases leases;
  private final Looks looks;
  private final LargeLooks large;
  private final RetryPolicy retryPolicy = new RetryPolicy();

  public ShopQueue(Database database, Leases leases, Looks looks, LargeLooks large) {
    this.database = database.statements();
    this.leases = leases;
    this.looks = looks;
    this.large = large;
  }

  /**
   * Claims shops that are wanted, then those that are due, or else the one that is next in turn if
   * the pace allows a look, under one lease.
   */
  public List<ShopLook> claim(int most) {
    return claim(most, true);
  }

  /** The same without those that are only due. */
  public List<ShopLook> claimWanted(int most) {
    return claim(most, false);
  }

  private List<ShopLook> claim(int most, boolean dueToo) {
    String lease = leases.begin("shop_watch");
    List<ClaimedShop> rows = List.of();
    try {
      // One after the other: a very large shop that is wanted goes before one that is due.
      if (claim(lease, most, false) > 0) {
        rows = entered(lease);
      }
      if (dueToo && rows.size() < most && looks.areMadeWhenDue()) {
        rows = withDue(lease, most, rows);
      }
      if (rows.isEmpty() && looks.areMadeInTurn() && claimNext(lease)) {
        rows = entered(lease);
      }
      return rows.stream().map(shop -> new ShopLook(lease, shop)).toList();
    } finally {
      if (rows.isEmpty()) {
        leases.end(lease);
      }
    }
  }

  /**
   * Claims a shop that is wanted, in the transaction of the caller; null when it may not be looked
   * at now, or is looked at already.
   */
  public @Nullable ShopLook claimWanted(long shopId) {
    String lease = leases.begin("shop_watch");
    List<ClaimedShop> rows = List.of();
    try {
      int claimed =
          database.update(
              "claim-wanted-shop",
              Map.of("claim", lease, "shopId", shopId, "mostListings", large.mostListings()));
      if (claimed > 0) {
        rows = entered(lease);
      }
      return rows.isEmpty() ? null : new ShopLook(lease, rows.get(0));
    } finally {
      if (rows.isEmpty()) {
        leases.end(lease);
      }
    }
  }

  private List<ClaimedShop> withDue(String lease, int most, List<ClaimedShop> wanted) {
    try {
      return claim(lease, most - wanted.size(), true) > 0 ? entered(lease) : wanted;
    } catch (RuntimeException e) {
      // Those that are wanted are looked at all the same; the next claim meets the failure.
      if (wanted.isEmpty()) {
        throw e;
      }
      return wanted;
    }
  }

  private List<ClaimedShop> entered(String lease) {
    List<ClaimedShop> rows =
        database.query("select-claimed-shops", Map.of("claim", lease), ClaimedShop::of);
    large.enterFirst(rows);
    return rows;
  }

  private int claim(String lease, int most, boolean idle) {
    return database.update(
        "claim-due-shops",
        Map.of("claim", lease, "most", most, "idle", idle, "mostListings", large.mostListings()));
  }

  private boolean claimNext(String lease) {
    boolean isOurs =
        0
            < database.update(
                "claim-next-shop", Map.of("claim", lease, "mostListings", large.mostListings()));
    if (isOurs) {
      database.update("pay-look", Map.of("claim", lease, "millis", looks.millisAfterCall()));
    }
    return isOurs;
  }

  /** A claimed shop is not looked at after all: its lease runs out, and it is claimed again. */
  public void abandon(ShopLook look) {
    large.leave(look.shopId());
  }

  /**
   * Gives back a shop that was looked at, in the transaction of the caller.
   *
   * @throws LookLost when the shop is another node's by now
   */
  void settle(ShopLook look, LookOutcome outcome) {
    int rows =
        database.update(
            "settle-look",
            mine(look)
                .addValue("usualCalls", outcome.usualCalls())
                .addValue("forSale", outcome.forSale())
                .addValue("partial", outcome.partial())
                .addValue("whole", outcome.whole())
                .addValue("baseline", outcome.baseline())
                .addValue("collapsed", outcome.collapsed())
                .addValue("nextMillis", outcome.nextMillis())
                .addValue("usualSales", outcome.learned().usualSales())
                .addValue("announced", outcome.learned().announced())
                .addValue("unannounced", outcome.learned().unannounced()));
    if (rows != 1) {
      throw new LookLost(look);
    }
  }

  /**
   * Gives back a shop that could not be looked at: it is due again in 1, 2, 4 … at most 60 seconds.
   *
   * @param trouble what is wrong with Etsy; null if nothing is
   */
  void postpone(ShopLook look, @Nullable String trouble) {
    database.update(
        "postpone-look",
        mine(look)
            .addValue("seconds", retryPolicy.secondsAfter(look.shop().attempts()))
            .addValue("wanted", look.isWanted())
            .addValue("trouble", trouble, Types.VARCHAR));
  }

  /**
   * Gives back a shop that was not looked at, to be claimed before others.
   *
   * @param listings how many it has, as far as is known
   */
  void giveBack(ShopLook look, int listings) {
    database.update("give-back-look", mine(look).addValue("listings", listings));
  }

  private static MapSqlParameterSource mine(ShopLook look) {
    return new MapSqlParameterSource("sellerId", look.sellerId()).addValue("claim", look.lease());
  }
}
