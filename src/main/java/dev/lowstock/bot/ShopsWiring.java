package dev.lowstock.bot;

import dev.lowstock.chat.CommandAnswers;
import dev.lowstock.chat.EtsyAway;
import dev.lowstock.chat.OwedSummaries;
import dev.lowstock.chat.Replies;
import dev.lowstock.chat.Summaries;
import dev.lowstock.etsy.EventSkus;
import dev.lowstock.etsy.component.EtsyComponent;
import dev.lowstock.etsy.shops.InventoryOffer;
import dev.lowstock.etsy.shops.InventorySkus;
import dev.lowstock.etsy.shops.LargeLooks;
import dev.lowstock.etsy.shops.ListingPhotos;
import dev.lowstock.etsy.shops.LookHealth;
import dev.lowstock.etsy.shops.LookMeters;
import dev.lowstock.etsy.shops.LookRecords;
import dev.lowstock.etsy.shops.LookRows;
import dev.lowstock.etsy.shops.Looks;
import dev.lowstock.etsy.shops.ShopLooks;
import dev.lowstock.etsy.shops.ShopPause;
import dev.lowstock.etsy.shops.ShopQueue;
import dev.lowstock.etsy.shops.ShopSweeps;
import dev.lowstock.etsy.shops.SweepRows;
import dev.lowstock.etsy.shops.Sweeps;
import dev.lowstock.operate.AdminTroubles.Sight;
import dev.lowstock.outbox.OwedMessages;
import dev.lowstock.planner.LookPlan;
import dev.lowstock.settings.Setting;
import java.time.Duration;
import org.apache.camel.util.TimeUtils;

/** {@code etsy:} of API v3: looks at shops, and sweeps. */
final class ShopsWiring {
  private ShopsWiring() {}

  /** What looks are made with. */
  record Shops(
      CallsWiring.Calls calls,
      LargeLooks large,
      LookRecords records,
      ShopSweeps sweeps,
      ShopPause pause) {}

  static EtsySource bind(
      House house,
      CallsWiring.Calls calls,
      StoreWiring.Stock stock,
      Replies replies,
      OwedMessages owed) {
    LookPlan plan =
        new LookPlan(
            house.steady,
            calls.quota()::looksPerSecond,
            Duration.ofMillis(
                TimeUtils.toMilliSeconds(house.settings.get(Setting.ETSY_POLL_PERIOD))));
    LargeLooks large = new LargeLooks(() -> (int) house.number("largeShop"));
    Looks looks = new Looks(new InventoryOffer(house.steady), calls.quota(), plan, large);
    LookMeters meters = new LookMeters(house.meters, calls.quota(), plan);
    LookRows rows = new LookRows(house.database, house.threshold());
    ShopQueue queue = new ShopQueue(house.database, house.leases, looks, large);
    OwedSummaries summaries =
        new OwedSummaries(house.database, new Summaries(house.messages), house.threshold(), owed);
    LookRecords records =
        new LookRecords(house.database, queue, rows, stock.rows(), stock.lows(), summaries::owe);
    ShopPause pause =
        new ShopPause(house.database, chats -> owed.oweAll(replies.accessPaused(chats)));
    ShopSweeps sweeps =
        new ShopSweeps(
            new ShopSweeps.Parts(
                looks,
                new Sweeps(plan),
                new SweepRows(house.database, house.threshold()),
                calls.calls(),
                house.leases,
                meters,
                house.looksWanted,
                house.away));
    house.bind(
        "etsy",
        EtsyComponent.ofShops(
            new EventSkus(new InventorySkus(calls.ofSellers(), pause)),
            new EtsyComponent.Shops(
                house.claims(house.looksWanted),
                plan,
                queue,
                new ShopLooks(
                    new ShopLooks.Parts(
                        queue,
                        looks,
                        large,
                        rows,
                        calls.ofSellers(),
                        records,
                        meters,
                        pause,
                        house.away)),
                sweeps)));
    // What an operator's route sends after it wants a shop looked at.
    house.bind("looksSignal", house.looksWanted);
    house.bind(
        "etsyHealth",
        new LookHealth(calls.meters(), calls.quota(), plan, house.watch, house.meters));
    house.bind(
        "etsyAway",
        new EtsyAway(
            house.database,
            owed,
            house.messages,
            () -> (int) house.number("etsyAwaySeconds"),
            calls.quota()::secondsHeld));
    return new EtsySource(
        calls.logIns(),
        new Sight(calls.meters()::sinceKeyRefused, calls.meters()::sinceAnswer),
        new Sight(calls.quota()::sinceGone, calls.quota()::sincePlenty),
        () -> new CommandAnswers.Looks(looks.areMostlySweeps(), calls.quota().secondsHeld()),
        new ListingPhotos(
                calls.ofSellers(),
                calls.quota(),
                house.steady,
                () -> Duration.ofMillis(house.number("photoMillis")))
            ::first,
        new Shops(calls, large, records, sweeps, pause));
  }
}
