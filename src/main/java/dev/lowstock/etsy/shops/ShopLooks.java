package dev.lowstock.etsy.shops;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.AnswerTooLarge;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.api.SellerCalls;
import dev.lowstock.etsy.shops.ShopLook.Opened;
import dev.lowstock.store.DatabaseAway;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at shops that were claimed. The calls are made outside any transaction; what they brought
 * is recorded in one. A look that fails leaves nothing, and its shop is due again soon.
 * Thread-safe.
 */
public final class ShopLooks {
  private static final Logger LOG = LoggerFactory.getLogger(ShopLooks.class);

  private final Parts parts;

  public ShopLooks(Parts parts) {
    this.parts = parts;
  }

  /** What looks are made with. */
  public record Parts(
      ShopQueue shops,
      Looks looks,
      LargeLooks large,
      LookRows rows,
      SellerCalls calls,
      LookRecords records,
      LookMeters meters,
      ShopPause pause,
      DatabaseAway away) {}

  /**
   * Looks at a shop and gives it back, whatever comes of it.
   *
   * @param stopping asked before each call; half a look tells nothing of the other half
   */
  public void make(ShopLook shop, BooleanSupplier stopping, LookRecords.News news) {
    try {
      parts.large().enter(shop.shop());
      Look look = open(shop);
      SellerCalls.Series calls = parts.calls().series(shop.sellerId());
      while (look.hasNext() && !stopping.getAsBoolean()) {
        call(look, calls);
      }
      if (look.hasNext()) {
        brokenOff(shop);
      } else {
        record(shop, news);
      }
    } catch (Exception e) {
      failed(shop, e);
    } finally {
      parts.large().leave(shop.shopId());
    }
  }

  /**
   * Claims a shop for the webhooks that want it looked at, in the transaction of the caller, who
   * then has them taken up; null when it may not be looked at now, or is looked at already.
   */
  public @Nullable ShopLook claimWanted(long shopId) {
    return parts.shops().claimWanted(shopId);
  }

  /** Takes up the webhooks that want a claimed shop looked at, in the transaction of the caller. */
  public void takeUpWebhooks(ShopLook look) {
    look.takesUp(parts.rows().takeUpWebhooks(look.shopId(), look.id()));
  }

  private Look open(ShopLook shop) {
    List<WebhookWish> webhooks =
        Objects.requireNonNullElseGet(
            shop.takenUp(), () -> parts.rows().takeUpWebhooks(shop.shopId(), shop.id()));
    WatchedShop watched = parts.rows().watched(shop.shop());
    Look look = parts.looks().open(watched, webhooks);
    shop.open(new Opened(watched, webhooks, look));
    return look;
  }

  private void call(Look look, SellerCalls.Series calls) throws IOException {
    try {
      parts.looks().read(look, calls.make(look.next()));
    } catch (AnswerTooLarge e) {
      look.outgrown();
    }
  }

  private void record(ShopLook shop, LookRecords.News news) throws Exception {
    Opened opened = shop.opened();
    Look look = opened.look();
    LookOutcome outcome = parts.looks().outcome(opened.watched(), look, opened.webhooks());
    parts.records().record(shop, outcome, news);
    parts.meters().looked(look);
    if (outcome.collapsed()) {
      LOG.warn(
          "Shop {}: most of its listings seem to be gone; looking again before anything is said",
          shop.shopId());
    } else if (outcome.baseline()) {
      LOG.info(
          "Shop {}: first look, {} listings in {} calls",
          shop.shopId(),
          outcome.listings().size(),
          look.calls());
    } else {
      LOG.debug(
          "Shop {}: {} listings changed, due again in {} ms; {}",
          shop.shopId(),
          outcome.listings().size(),
          outcome.nextMillis(),
          look);
    }
  }

  private void brokenOff(ShopLook shop) {
    LOG.info("Shop {}: the look is broken off, as the program stops", shop.shopId());
    parts.shops().postpone(shop, null);
  }

  private void failed(ShopLook shop, Exception failure) {
    if (failure instanceof LookWaits waits) {
      LOG.debug("Shop {}: {}", shop.shopId(), waits.getMessage());
      parts.shops().giveBack(shop, waits.listings());
    } else if (failure instanceof LookLost) {
      LOG.warn("Shop {}: {}", shop.shopId(), failure.getMessage());
    } else if (failure instanceof AccessRevoked refused) {
      parts.pause().pause(shop.sellerId(), shop.shop().tokenSealed(), refused);
      parts.shops().postpone(shop, null);
    } else if (failure instanceof InterruptedIOException && Thread.interrupted()) {
      brokenOff(shop);
      Thread.currentThread().interrupt();
    } else if (failure instanceof EtsyFailure || failure instanceof IOException) {
      LOG.warn("Shop {}: {}", shop.shopId(), failure.getMessage());
      // That the quota of all shops is used up is nobody's failure.
      boolean quota = failure instanceof EtsyUnavailable away && away.isRateLimit();
      parts.shops().postpone(shop, quota ? null : parts.looks().trouble(failure));
    } else {
      ours(shop, failure);
      parts.shops().postpone(shop, null);
    }
  }

  private void ours(ShopLook shop, Exception failure) {
    if (DatabaseAway.isIn(failure)) {
      parts.away().seen(failure);
    } else {
      LOG.error(
          "Shop {}: {}: {}",
          shop.shopId(),
          failure.getClass().getSimpleName(),
          failure.getMessage());
    }
  }
}
