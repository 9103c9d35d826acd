package dev.lowstock.bot;

import dev.lowstock.clock.Throttle;
import dev.lowstock.etsy.CallTimeLimit;
import dev.lowstock.etsy.EventSkus;
import dev.lowstock.etsy.component.EtsyComponent;
import dev.lowstock.etsy.feed.EtsyHealth;
import dev.lowstock.etsy.feed.EtsyLogins;
import dev.lowstock.etsy.feed.EtsyMeters;
import dev.lowstock.etsy.feed.EtsyOAuth1;
import dev.lowstock.etsy.feed.FeedCalls;
import dev.lowstock.etsy.feed.FeedPlace;
import dev.lowstock.etsy.feed.FeedReading;
import dev.lowstock.etsy.feed.FeedRows;
import dev.lowstock.etsy.feed.FeedsKey;
import dev.lowstock.etsy.feed.ListingSkus;
import dev.lowstock.etsy.feed.SignedCalls;
import dev.lowstock.etsy.login.LogInNotices;
import dev.lowstock.etsy.login.LogInRows;
import dev.lowstock.etsy.login.PinLogIns;
import dev.lowstock.etsy.login.Registrations;
import dev.lowstock.etsy.login.RevokedAccess;
import dev.lowstock.operate.AdminTroubles.Sight;
import dev.lowstock.settings.Setting;
import dev.lowstock.store.StockRows;
import java.util.Optional;

/** {@code etsy:} of API v2: the feed, and log-ins by pin. */
final class FeedWiring {
  private FeedWiring() {}

  static EtsySource bind(
      House house, StockRows stock, LogInNotices notices, Registrations registrations) {
    String url = house.settings.get(Setting.ETSY_API_URL);
    // SignedCalls names it.
    CallTimeLimit timeLimit = new CallTimeLimit(() -> house.seconds("etsyCallSeconds"));
    house.bind("callTimeLimit", timeLimit);
    EtsyMeters meters = new EtsyMeters(house.meters, house.steady);
    Throttle pace = house.aSecond();
    SignedCalls calls =
        new SignedCalls(
            house::camel,
            url,
            () -> pace.millisToWait((int) house.number("etsyCallsPerSecond")),
            meters);
    EtsyLogins logins =
        new EtsyLogins(
            new EtsyOAuth1(
                url,
                house.settings.get(Setting.ETSY_CONSUMER_KEY),
                house.settings.get(Setting.ETSY_SHARED_SECRET),
                house.clock),
            house.cipher);
    RevokedAccess revoked = new RevokedAccess(house.database, calls, logins, notices);
    // FeedCalls names it.
    house.bind("feedsKey", new FeedsKey(house.settings.get(Setting.ETSY_FEEDS_KEY), timeLimit));
    FeedPlace place = new FeedPlace(house.clock);
    house.bind("etsyHealth", new EtsyHealth(meters, place, house.watch, house.meters));
    Throttle pages = house.aSecond();
    FeedReading feed =
        new FeedReading(
            house.database,
            new FeedReading.Parts(
                place,
                new FeedRows(house.database, house.node),
                new FeedCalls(house::camel, url, place, meters),
                () -> pages.millisToWait((int) house.number("feedCallsPerSecond")),
                stock,
                house.stop::refused));
    house.bind(
        "etsy",
        EtsyComponent.ofFeed(new EventSkus(new ListingSkus(calls, logins, revoked::tell)), feed));
    return new EtsySource(
        new PinLogIns(new LogInRows(house.database), calls, logins, registrations),
        Sight.NONE,
        Sight.NONE,
        null,
        (seller, listing) -> Optional.empty(),
        null);
  }
}
