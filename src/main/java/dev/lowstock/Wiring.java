package dev.lowstock;

import dev.lowstock.alert.AlertJson;
import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Messages;
import dev.lowstock.alert.RetryPolicy;
import dev.lowstock.etsy.v2.EtsyHealth;
import dev.lowstock.etsy.v2.EtsyLogins;
import dev.lowstock.etsy.v2.EtsyMeters;
import dev.lowstock.etsy.v2.EtsyOAuth1;
import dev.lowstock.etsy.v2.FeedPlace;
import dev.lowstock.etsy.v2.FeedReader;
import dev.lowstock.etsy.v2.FeedRetryLog;
import dev.lowstock.etsy.v2.FeedsKey;
import dev.lowstock.route.RouteFiles;
import dev.lowstock.stock.StockWatch;
import dev.lowstock.store.AlertLatency;
import dev.lowstock.store.Database;
import dev.lowstock.store.DatabaseHealth;
import dev.lowstock.store.DatabaseWatch;
import dev.lowstock.store.Outbox;
import dev.lowstock.store.OutboxHealth;
import dev.lowstock.store.Rows;
import dev.lowstock.store.TokenCipher;
import dev.lowstock.store.Transacted;
import dev.lowstock.telegram.ChatRequests;
import dev.lowstock.telegram.Replies;
import dev.lowstock.telegram.SendMessage;
import dev.lowstock.telegram.SoundTelegramComponent;
import dev.lowstock.telegram.TelegramHealth;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.main.Main;

/** Makes the objects and binds them under the names that the routes call them by. */
final class Wiring {
  /** Channels that people read; others get each alert by itself. */
  private static final Set<String> FOLDING = Set.of("telegram");

  private Wiring() {}

  static void bind(
      Main main,
      Settings settings,
      RouteFiles routes,
      Database database,
      TokenCipher cipher,
      SoundTelegramComponent telegram,
      Stop stop) {
    settings
        .asProperties()
        .forEach((name, value) -> main.addProperty((String) name, (String) value));
    main.addInitialProperty("camel.main.routesIncludePattern", routes.includePattern());
    // The owner of leases: another one at every start, also on the same machine.
    main.addOverrideProperty("camel.main.name", "lowstock-" + UUID.randomUUID());
    main.addProperty("lowstock.database", database.kind().folder());
    main.addProperty(
        "lowstock.channels", settings.find(Setting.NOTIFY_WEBHOOK_URL) == null ? "" : "webhook");

    MeterRegistry meters = Metrics.registry();
    DatabaseWatch watch = new DatabaseWatch(database.dataSource());
    Messages messages = new Messages(settings.routesDirectory());
    AlertText alertText = new AlertText(messages);

    main.bind("metricsRegistry", meters);
    main.bind("serverHealth", new ServerHealth(main::getCamelContext));
    main.bind("databaseHealth", new DatabaseHealth(watch));
    main.bind("outboxHealth", new OutboxHealth(watch, meters));
    main.bind(
        "telegramHealth", new TelegramHealth(main::getCamelContext, Clock.systemUTC(), meters));
    main.bind("telegram", telegram);
    main.bind("stop", stop);

    main.bind("dataSource", database.dataSource());
    main.bind("PROPAGATION_REQUIRED", new Transacted(database.dataSource()));
    main.bind("tokenCipher", cipher);
    main.bind("outbox", new Outbox(database.dataSource(), alertText, FOLDING));
    main.bind("alertLatency", new AlertLatency(meters));
    main.bind("rows", new Rows());

    main.bind("stockWatch", new StockWatch());
    main.bind("retryPolicy", new RetryPolicy());

    main.bind("chatRequests", new ChatRequests(() -> telegram.api().getMe().username()));
    main.bind("sendMessage", new SendMessage());
    main.bind("alertJson", new AlertJson());
    main.bind(
        "replies",
        new Replies(
            messages,
            alertText,
            settings.find(Setting.OPERATOR_CONTACT),
            settings.find(Setting.PRIVACY_URL)));
    bindEtsyV2(main, settings, cipher, meters, watch);
  }

  private static void bindEtsyV2(
      Main main, Settings settings, TokenCipher cipher, MeterRegistry meters, DatabaseWatch watch) {
    EtsyOAuth1 oauth =
        new EtsyOAuth1(
            settings.get(Setting.ETSY_API_URL),
            settings.get(Setting.ETSY_CONSUMER_KEY),
            settings.get(Setting.ETSY_SHARED_SECRET));
    main.bind("etsyOAuth1", oauth);
    main.bind("etsyLogins", new EtsyLogins(oauth, cipher));
    main.bind("feedsKey", new FeedsKey(settings.get(Setting.ETSY_FEEDS_KEY)));
    FeedPlace place = new FeedPlace(Clock.systemUTC());
    main.bind("feedPlace", place);
    main.bind("feedReader", new FeedReader());
    EtsyMeters calls = new EtsyMeters(meters, Clock.systemUTC());
    main.bind("etsyMeters", calls);
    main.bind("etsyHealth", new EtsyHealth(calls, place, watch, meters));
    main.bind("feedRetryLog", new FeedRetryLog());
  }
}
