package dev.lowstock.bot;

import dev.lowstock.chat.ChatFacts;
import dev.lowstock.clock.Throttle;
import dev.lowstock.etsy.CallTimeLimit;
import dev.lowstock.etsy.api.ApiKey;
import dev.lowstock.etsy.api.CallMeters;
import dev.lowstock.etsy.api.EtsyCalls;
import dev.lowstock.etsy.api.EtsyConnect;
import dev.lowstock.etsy.api.EtsyOAuth2;
import dev.lowstock.etsy.api.EtsyQuota;
import dev.lowstock.etsy.api.GrantRows;
import dev.lowstock.etsy.api.KeyCheck;
import dev.lowstock.etsy.api.SellerAccess;
import dev.lowstock.etsy.api.SellerCalls;
import dev.lowstock.etsy.component.EtsyComponent;
import dev.lowstock.etsy.login.BrowserLogIns;
import dev.lowstock.etsy.login.Callback;
import dev.lowstock.etsy.login.CallbackHeaders;
import dev.lowstock.etsy.login.CallbackPage;
import dev.lowstock.etsy.login.LogInRows;
import dev.lowstock.etsy.login.LogIns;
import dev.lowstock.etsy.login.Registrations;
import dev.lowstock.etsy.webhook.WebhookHealth;
import dev.lowstock.etsy.webhook.WebhookMeters;
import dev.lowstock.etsy.webhook.WebhookReader;
import dev.lowstock.etsy.webhook.WebhookReceipt;
import dev.lowstock.etsy.webhook.WebhookRows;
import dev.lowstock.etsy.webhook.WebhookSignature;
import dev.lowstock.settings.Setting;
import java.security.SecureRandom;

/** Calls of Etsy's API v3, log-ins in the browser, and webhooks. */
final class CallsWiring {
  /** What new keys had in 2026; the first answer tells the truth (Open API v3, rate limits). */
  private static final int USUAL_CALLS_PER_SECOND = 10;

  private static final int USUAL_CALLS_PER_DAY = 10_000;

  private CallsWiring() {}

  /** What others need of it. */
  record Calls(
      EtsyQuota quota, CallMeters meters, EtsyCalls calls, SellerCalls ofSellers, LogIns logIns) {}

  static Calls bind(House house, ChatFacts facts, Registrations registrations) {
    String url = house.settings.get(Setting.ETSY_API_URL);
    EtsyQuota quota =
        new EtsyQuota(house.steady, house.meters, USUAL_CALLS_PER_SECOND, USUAL_CALLS_PER_DAY);
    CallMeters meters = new CallMeters(house.meters, house.steady);
    // EtsyCalls names it.
    house.bind(
        "apiKey",
        new ApiKey(
            house.settings.get(Setting.ETSY_CONSUMER_KEY),
            house.settings.get(Setting.ETSY_SHARED_SECRET),
            new CallTimeLimit(() -> house.seconds("etsyCallSeconds"))));
    EtsyCalls calls = new EtsyCalls(house::camel, url, quota, meters);
    house.bind("etsyCalls", calls);
    house.bind("keyCheck", new KeyCheck(calls, quota::hasAnswered, house.stop::refused));
    EtsyOAuth2 oauth =
        new EtsyOAuth2(
            url,
            house.settings.get(Setting.ETSY_CONNECT_URL),
            house.settings.get(Setting.ETSY_CONSUMER_KEY),
            house.settings.get(Setting.ETSY_REDIRECT_URI),
            house.readsOrders(),
            new SecureRandom());
    GrantRows grants = new GrantRows(house.database.statements());
    SellerCalls ofSellers =
        new SellerCalls(
            calls,
            quota,
            grants,
            new SellerAccess(grants, house.leases, calls, oauth, house.cipher));
    house.bind("sellerCalls", ofSellers);
    LogInRows rows = new LogInRows(house.database);
    BrowserLogIns logIns =
        new BrowserLogIns(rows, new EtsyConnect(calls, oauth), house.cipher, registrations);
    bindCallback(house, rows, logIns, facts);
    bindWebhooks(house, url);
    return new Calls(quota, meters, calls, ofSellers, logIns);
  }

  private static void bindCallback(
      House house, LogInRows rows, BrowserLogIns logIns, ChatFacts facts) {
    Throttle callbacks = house.aSecond();
    house.bind(
        "callback",
        new Callback(
            () -> callbacks.letsPass((int) house.number("callbacksPerSecond")),
            rows,
            logIns,
            new CallbackPage(house.messages, facts::botName, facts::readers, house.readsOrders())));
    house.bind("callbackHeaders", new CallbackHeaders());
  }

  private static void bindWebhooks(House house, String url) {
    String secrets = house.settings.find(Setting.ETSY_WEBHOOK_SECRET);
    // Whether there are any, not which: the route is there only then.
    house.set("webhooks", secrets != null);
    WebhookMeters meters = new WebhookMeters(house.meters, house.steady);
    Throttle throttle = house.aSecond();
    house.bind(
        "webhookReceipt",
        new WebhookReceipt(
            new WebhookReader(new WebhookSignature(secrets, house.clock), url),
            () -> throttle.letsPass((int) house.number("webhooksPerSecond")),
            new WebhookRows(house.database, shop -> lookAt(house, shop)),
            meters));
    house.bind("webhookHealth", new WebhookHealth(meters, secrets != null));
  }

  /** At once if somebody is free, else when shops that are wanted are asked for. */
  private static void lookAt(House house, long shop) {
    EtsyComponent etsy = house.camel().getComponent("etsy", EtsyComponent.class);
    if (!etsy.takeWanted(shop)) {
      house.looksWanted.send();
    }
  }
}
