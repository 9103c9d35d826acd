package dev.lowstock.etsy.shops;

import dev.lowstock.stock.Noticed;
import dev.lowstock.stock.StockEvent;
import dev.lowstock.stock.StockWatch;
import dev.lowstock.store.Database;
import dev.lowstock.store.OneTransaction;
import dev.lowstock.store.StockRows;
import dev.lowstock.store.ToldLows;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records what a look brought and when its shop is due again, in one transaction that only the node
 * can make which holds the lease. Thread-safe.
 */
public final class LookRecords {
  private final OneTransaction transaction;
  private final ShopQueue shops;
  private final LookRows rows;
  private final StockRows stockRows;
  private final ToldLows lows;
  private final SeenWhole seenWhole;
  private final StockWatch watch = new StockWatch();

  /**
   * Writes to a database.
   *
   * @param seenWhole told of shops that were seen whole, in the transaction that records it
   */
  public LookRecords(
      Database database,
      ShopQueue shops,
      LookRows rows,
      StockRows stockRows,
      ToldLows lows,
      SeenWhole seenWhole) {
    this.transaction = new OneTransaction(database);
    this.shops = shops;
    this.rows = rows;
    this.stockRows = stockRows;
    this.lows = lows;
    this.seenWhole = seenWhole;
  }

  /** Records what was noticed in a look, in the transaction of the look. */
  public interface News {
    void record(ShopLook look) throws Exception;
  }

  /** Hears of the first look at a shop, and of the first since its access was gone. */
  public interface SeenWhole {
    /**
     * Owes a summary.
     *
     * @param pausedAt when the access was gone; null after the first look
     */
    void by(long sellerId, @Nullable Instant pausedAt, List<StockEvent> events);
  }

  /**
   * Records a look.
   *
   * @param news asked only if the look found listings changed of a seller who is watched
   * @throws LookLost when the shop is another node's by now
   */
  public void record(ShopLook look, LookOutcome outcome, News news) throws Exception {
    transaction.of(() -> write(look, outcome, news));
  }

  private void write(ShopLook look, LookOutcome outcome, News news) throws Exception {
    shops.settle(look, outcome);
    Noticed noticed =
        watch.noticed(
            outcome.listings(), outcome.events(), stockRows.watchedSellers(outcome.listings()));
    if (!noticed.listings().isEmpty()) {
      look.brings(outcome.listings(), noticed);
      news.record(look);
    }
    rows.keep(look.sellerId(), outcome);
    if (look.isForWebhooks()) {
      rows.markWebhooksWorked(look.shopId(), look.id());
    }
    keepLows(look, outcome);
    if (outcome.baseline() || outcome.resumed()) {
      seenWhole.by(
          look.sellerId(), outcome.baseline() ? null : look.shop().pausedAt(), outcome.events());
    }
  }

  /**
   * What was told as low and is so no more is forgotten; at the first look, what is low counts as
   * told.
   */
  private void keepLows(ShopLook look, LookOutcome outcome) {
    if (!outcome.listings().isEmpty()) {
      lows.forget(List.of(look.sellerId()));
    }
    if (look.shop().lowsKeptAt() == null && !outcome.collapsed()) {
      lows.rememberOfShop(look.sellerId());
    }
  }
}
