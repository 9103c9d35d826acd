package dev.lowstock.bot;

import dev.lowstock.alert.AlertJson;
import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Messages;
import dev.lowstock.alert.RetryPolicy;
import dev.lowstock.chat.BotCalls;
import dev.lowstock.chat.ChatFacts;
import dev.lowstock.chat.ChatNotices;
import dev.lowstock.chat.ChatRequests;
import dev.lowstock.chat.ChatRows;
import dev.lowstock.chat.CommandAnswers;
import dev.lowstock.chat.CommandMenu;
import dev.lowstock.chat.Conversation;
import dev.lowstock.chat.EtsyAway;
import dev.lowstock.chat.Guests;
import dev.lowstock.chat.Limits;
import dev.lowstock.chat.OwedSummaries;
import dev.lowstock.chat.Replies;
import dev.lowstock.chat.RestockReplies;
import dev.lowstock.chat.StockStatus;
import dev.lowstock.chat.Summaries;
import dev.lowstock.chat.ThresholdReplies;
import dev.lowstock.chat.ThresholdRows;
import dev.lowstock.chat.Thresholds;
import dev.lowstock.clock.NodeClock;
import dev.lowstock.clock.Throttle;
import dev.lowstock.etsy.CallTimeLimit;
import dev.lowstock.etsy.EventSkus;
import dev.lowstock.etsy.component.EtsyComponent;
import dev.lowstock.etsy.login.BrowserLogIns;
import dev.lowstock.etsy.login.Callback;
import dev.lowstock.etsy.login.CallbackHeaders;
import dev.lowstock.etsy.login.CallbackPage;
import dev.lowstock.etsy.login.LogInNotices;
import dev.lowstock.etsy.login.LogInRows;
import dev.lowstock.etsy.login.LogIns;
import dev.lowstock.etsy.login.PinLogIns;
import dev.lowstock.etsy.login.Registrations;
import dev.lowstock.etsy.login.RevokedAccess;
import dev.lowstock.etsy.v2.EtsyHealth;
import dev.lowstock.etsy.v2.EtsyLogins;
import dev.lowstock.etsy.v2.EtsyMeters;
import dev.lowstock.etsy.v2.EtsyOAuth1;
import dev.lowstock.etsy.v2.FeedCalls;
import dev.lowstock.etsy.v2.FeedPlace;
import dev.lowstock.etsy.v2.FeedReading;
import dev.lowstock.etsy.v2.FeedRows;
import dev.lowstock.etsy.v2.FeedsKey;
import dev.lowstock.etsy.v2.ListingSkus;
import dev.lowstock.etsy.v2.SignedCalls;
import dev.lowstock.etsy.v3.ApiKey;
import dev.lowstock.etsy.v3.CallMeters;
import dev.lowstock.etsy.v3.EtsyCalls;
import dev.lowstock.etsy.v3.EtsyConnect;
import dev.lowstock.etsy.v3.EtsyOAuth2;
import dev.lowstock.etsy.v3.EtsyQuota;
import dev.lowstock.etsy.v3.GrantRows;
import dev.lowstock.etsy.v3.InventoryOffer;
import dev.lowstock.etsy.v3.InventorySkus;
import dev.lowstock.etsy.v3.KeyCheck;
import dev.lowstock.etsy.v3.LargeLooks;
import dev.lowstock.etsy.v3.LookHealth;
import dev.lowstock.etsy.v3.LookMeters;
import dev.lowstock.etsy.v3.LookRecords;
import dev.lowstock.etsy.v3.LookRows;
import dev.lowstock.etsy.v3.Looks;
import dev.lowstock.etsy.v3.SellerAccess;
import dev.lowstock.etsy.v3.SellerCalls;
import dev.lowstock.etsy.v3.ShopLooks;
import dev.lowstock.etsy.v3.ShopPause;
import dev.lowstock.etsy.v3.ShopQueue;
import dev.lowstock.etsy.v3.ShopSweeps;
import dev.lowstock.etsy.v3.SweepRows;
import dev.lowstock.etsy.v3.Sweeps;
import dev.lowstock.etsy.v3.WebhookHealth;
import dev.lowstock.etsy.v3.WebhookMeters;
import dev.lowstock.etsy.v3.WebhookReader;
import dev.lowstock.etsy.v3.WebhookReceipt;
import dev.lowstock.etsy.v3.WebhookRows;
import dev.lowstock.etsy.v3.WebhookSignature;
import dev.lowstock.log.MaskedSecrets;
import dev.lowstock.operate.AdminNews;
import dev.lowstock.operate.AdminTroubles;
import dev.lowstock.operate.AdminTroubles.Sight;
import dev.lowstock.operate.OperatorDesk;
import dev.lowstock.operate.OperatorGate;
import dev.lowstock.outbox.AlertRecheck;
import dev.lowstock.outbox.Chats;
import dev.lowstock.outbox.OldAlerts;
import dev.lowstock.outbox.Outbox;
import dev.lowstock.outbox.OutboxHealth;
import dev.lowstock.outbox.OwedAlerts;
import dev.lowstock.outbox.OwedMessages;
import dev.lowstock.outbox.Settlement;
import dev.lowstock.outbox.TriedAlerts;
import dev.lowstock.outbox.component.OutboxComponent;
import dev.lowstock.outbox.component.SpokenReplies;
import dev.lowstock.planner.LookPlan;
import dev.lowstock.route.CommandRoutes;
import dev.lowstock.route.HookComponent;
import dev.lowstock.route.HouseComponents;
import dev.lowstock.route.RouteFiles;
import dev.lowstock.settings.Setting;
import dev.lowstock.settings.Settings;
import dev.lowstock.stock.component.StockComponent;
import dev.lowstock.store.ClaimConsumer;
import dev.lowstock.store.ClockFollower;
import dev.lowstock.store.Database;
import dev.lowstock.store.DatabaseAway;
import dev.lowstock.store.DatabaseBackup;
import dev.lowstock.store.DatabaseHealth;
import dev.lowstock.store.DatabaseWatch;
import dev.lowstock.store.EventHealth;
import dev.lowstock.store.EventQueue;
import dev.lowstock.store.Leases;
import dev.lowstock.store.NodeLeases;
import dev.lowstock.store.PlainSqlComponent;
import dev.lowstock.store.StockRows;
import dev.lowstock.store.Tidying;
import dev.lowstock.store.TokenCipher;
import dev.lowstock.store.ToldLows;
import dev.lowstock.store.Transacted;
import dev.lowstock.store.UnwatchedSellers;
import dev.lowstock.store.Uses;
import dev.lowstock.store.WakeSignal;
import dev.lowstock.store.WebhookSecret;
import dev.lowstock.telegram.BroughtUpdates;
import dev.lowstock.telegram.MessageSender;
import dev.lowstock.telegram.PollLease;
import dev.lowstock.telegram.PollTurns;
import dev.lowstock.telegram.SoundTelegramComponent;
import dev.lowstock.telegram.TelegramHealth;
import dev.lowstock.telegram.TelegramWebhook;
import dev.lowstock.telegram.WebhookRegistration;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** Makes the objects and binds them under the names that the routes call them by. */
public final class Wiring {
  /** Channels that people read; others get each alert by itself. */
  private static final Set<String> FOLDING = Set.of("telegram");

  /** What new keys had in 2026; the first answer tells the truth (Open API v3, rate limits). */
  private static final int USUAL_CALLS_PER_SECOND = 10;

  private static final int USUAL_CALLS_PER_DAY = 10_000;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private Wiring() {}

  public static void bind(
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
    String node = "lowstock-" + UUID.randomUUID();
    main.addOverrideProperty("camel.main.name", node);
    main.addProperty(
        "lowstock.channels", settings.find(Setting.NOTIFY_WEBHOOK_URL) == null ? "" : "webhook");
    main.addProperty("lowstock.admin", Boolean.toString(settings.find(Setting.ADMIN_CHAT) != null));

    Clock clock = NodeClock.wall();
    InstantSource steady = NodeClock.steady();
    MeterRegistry meters = Metrics.registry();
    DatabaseWatch watch = new DatabaseWatch(database);
    Messages messages = new Messages(settings.routesDirectory());
    // Only v3 tells how many are left of each variation.
    boolean stock = settings.get(Setting.ETSY_API).equals("v3");
    AlertText alertText = new AlertText(messages, stock);

    main.bind("metricsRegistry", meters);
    main.bind("serverHealth", new ServerHealth(main::getCamelContext));
    DatabaseAway databaseAway = new DatabaseAway(System::nanoTime);
    main.bind("databaseAway", databaseAway);
    main.bind("databaseHealth", new DatabaseHealth(watch, databaseAway));
    main.bind("outboxHealth", new OutboxHealth(watch, meters));
    main.bind(
        "eventHealth", new EventHealth(watch, meters, () -> seconds(main, "waitingEventSeconds")));
    NodeLeases nodeLeases = new NodeLeases(database, node);
    bindReceiving(main, settings, database, cipher, telegram, nodeLeases, meters, clock);
    main.bind("telegram", telegram);
    BoundedHttp http = new BoundedHttp(main::getCamelContext);
    main.bind("vertx", http);
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeConfigure(BaseMainSupport starting) {
            // Settings have read the environment and may know better: the demo's are its own.
            if (starting.getCamelContext().getPropertiesComponent()
                instanceof PropertiesComponent placeholders) {
              placeholders.setEnvironmentVariableMode(
                  PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_FALLBACK);
            }
          }

          @Override
          public void afterStop(BaseMainSupport stopped) {
            http.close();
          }
        });

    main.bind("dataSource", database.dataSource());
    main.bind("sql", new PlainSqlComponent(database));
    main.bind("PROPAGATION_REQUIRED", new Transacted(database.dataSource()));
    Leases leases = new Leases(database);
    main.bind("leases", leases);
    ClockFollower clockFollower = new ClockFollower(database, clock, steady);
    main.bind("clockFollower", clockFollower);
    bindTidying(main, settings, database, nodeLeases, clockFollower, meters);

    StockRows stockRows = new StockRows(database);
    StockComponent stockEvents =
        new StockComponent(
            new StockComponent.Parts(
                new ClaimConsumer.Source(leases::end, databaseAway, new WakeSignal()),
                stockRows,
                new EventQueue(database, leases)));
    main.bind("stock", stockEvents);

    main.bind("houseComponents", new HouseComponents());
    main.bind("hook", new HookComponent());

    CallTimeLimit callTimeLimit = new CallTimeLimit(() -> seconds(main, "etsyCallSeconds"));
    main.bind("callTimeLimit", callTimeLimit);
    main.bind("sendTimeLimit", new CallTimeLimit(Outbox.LONGEST_SEND));

    main.bind("alertJson", new AlertJson());
    Replies replies =
        new Replies(
            messages,
            alertText,
            settings.find(Setting.OPERATOR_CONTACT),
            settings.find(Setting.PRIVACY_URL),
            stock,
            readsOrders(settings));
    Outbox outbox = new Outbox(database, leases, alertText, FOLDING);
    main.bind("outbox", outbox);
    WakeSignal wanted = new WakeSignal();
    Owing owing =
        bindOutbox(main, settings, database, leases, databaseAway, outbox, replies, meters, wanted);
    telegram.setMessages(messages(main, outbox, owing.chats()));
    OperatorGate gate = new OperatorGate(cipher, clock);
    bindOperating(main, database, gate, outbox, owing.due(), stockEvents, meters);
    LogInNotices notices =
        new ChatNotices(owing.chats(), owing.messages(), replies, owing.replies()::say);
    Registrations registrations =
        new Registrations(
            database,
            new ToldLows(database, Integer.parseInt(settings.get(Setting.LOW_STOCK_THRESHOLD))),
            notices,
            wanted::send);
    main.bind("registrations", registrations);
    Chatting chatting = new Chatting(messages, replies, owing, telegram, meters);
    if (settings.get(Setting.ETSY_API).equals("v3")) {
      EtsyQuota quota = new EtsyQuota(steady, meters, USUAL_CALLS_PER_SECOND, USUAL_CALLS_PER_DAY);
      CallMeters callMeters = new CallMeters(meters, steady);
      EtsyCalls calls =
          new EtsyCalls(
              main::getCamelContext, settings.get(Setting.ETSY_API_URL), quota, callMeters);
      bindWebhooks(main, settings, database, wanted, meters, clock, steady);
      main.bind("keyCheck", new KeyCheck(calls, quota::hasAnswered, stop::refused));
      main.bind(
          "etsyAway",
          new EtsyAway(
              database,
              owing.messages(),
              messages,
              () -> (int) number(main, "etsyAwaySeconds"),
              quota::secondsHeld));
      ChatFacts facts = new ChatFacts(telegram::api, System::nanoTime);
      Access access =
          bindEtsyV3Access(
              main,
              settings,
              database,
              cipher,
              leases,
              quota,
              calls,
              messages,
              facts,
              registrations);
      Looking looking =
          bindEtsyV3(main, settings, callTimeLimit, quota, callMeters, meters, watch, steady);
      bindShops(
          main,
          settings,
          database,
          leases,
          databaseAway,
          messages,
          looking,
          calls,
          access.calls(),
          stockRows,
          new ShopPause(database, chats -> owing.messages().oweAll(replies.accessPaused(chats))),
          owing.messages(),
          wanted);
      bindAdmin(
          main,
          settings,
          database,
          owing,
          new AdminTroubles(
              messages,
              meters,
              steady,
              new Sight(callMeters::sinceKeyRefused, callMeters::sinceAnswer),
              new Sight(quota::sinceGone, quota::sincePlenty)));
      bindChat(
          main,
          settings,
          database,
          chatting,
          access.logIns(),
          () -> new CommandAnswers.Looks(looking.looks().areMostlySweeps(), quota.secondsHeld()));
    } else {
      LogIns logIns =
          bindEtsyV2(
              main,
              settings,
              database,
              callTimeLimit,
              cipher,
              meters,
              watch,
              clock,
              steady,
              notices,
              registrations,
              node,
              stockRows,
              stop);
      bindChat(main, settings, database, chatting, logIns, null);
      bindAdmin(
          main,
          settings,
          database,
          owing,
          new AdminTroubles(messages, meters, steady, Sight.NONE, Sight.NONE));
    }
  }

  /** What answers are made and said with. */
  private record Chatting(
      Messages messages,
      Replies replies,
      Owing owing,
      SoundTelegramComponent telegram,
      MeterRegistry meters) {}

  /**
   * Binds what answers people.
   *
   * @param looks how looks at all shops go; null with API v2
   */
  private static void bindChat(
      Main main,
      Settings settings,
      Database database,
      Chatting chatting,
      LogIns logIns,
      @Nullable Supplier<CommandAnswers.Looks> looks) {
    int threshold = Integer.parseInt(settings.get(Setting.LOW_STOCK_THRESHOLD));
    Messages messages = chatting.messages();
    BotCalls telegram = (method, parameters) -> chatting.telegram().api().call(method, parameters);
    CommandRoutes commands = new CommandRoutes(main::getCamelContext);
    CommandMenu menu = new CommandMenu(commands::all, messages, telegram, looks != null);
    ChatRows rows = new ChatRows(database, threshold);
    ThresholdRows thresholds = new ThresholdRows(database, threshold);
    CommandAnswers.Stock stock =
        looks == null
            ? null
            : new CommandAnswers.Stock(
                thresholds,
                new Thresholds(
                    thresholds, new ToldLows(database, threshold), new ThresholdReplies(messages)),
                new RestockReplies(messages),
                new StockStatus(messages),
                looks);
    CommandAnswers answers = new CommandAnswers(rows, logIns, chatting.replies(), menu, stock);
    main.bind("commandMenu", menu);
    main.bind("answers", answers);
    main.bind(
        "conversation",
        new Conversation(
            new Conversation.Parts(
                new ChatRequests(
                    () -> chatting.telegram().api().getMe().username(),
                    commands::knows,
                    looks != null),
                new Guests(
                    settings.find(Setting.ALLOWED_TELEGRAM_USERS),
                    settings.find(Setting.ALLOWED_TELEGRAM_CHATS)),
                new Limits(
                    new Uses(database),
                    () -> number(main, "answersPerMinute"),
                    () -> number(main, "loginsPerTenMinutes"),
                    () -> number(main, "pinsPerTenMinutes")),
                rows,
                chatting.owing().chats(),
                logIns,
                telegram,
                chatting.replies(),
                answers,
                chatting.owing().replies()::say,
                () -> (int) number(main, "closedRestSeconds"),
                chatting.meters())));
  }

  private static void bindTidying(
      Main main,
      Settings settings,
      Database database,
      NodeLeases leases,
      ClockFollower clock,
      MeterRegistry meters) {
    main.bind(
        "tidying",
        new Tidying(
            database,
            leases,
            clock,
            new UnwatchedSellers(database),
            new Tidying.Way(
                Integer.parseInt(settings.get(Setting.RETENTION_DAYS)),
                () -> Duration.ofMillis(number(main, "tidyPauseMillis")),
                () -> main.getCamelContext().isStopping()),
            meters));
  }

  private static void bindOperating(
      Main main,
      Database database,
      OperatorGate gate,
      Outbox outbox,
      WakeSignal due,
      StockComponent stock,
      MeterRegistry meters) {
    main.bind(
        "operatorDesk",
        new OperatorDesk(
            new OperatorDesk.Parts(
                gate, new Uses(database), outbox, due, stock, new DatabaseBackup(database)),
            database,
            meters));
  }

  private static void bindAdmin(
      Main main, Settings settings, Database database, Owing owing, AdminTroubles troubles) {
    String admin = settings.find(Setting.ADMIN_CHAT);
    if (admin != null) {
      main.bind(
          "adminNews",
          new AdminNews(
              database,
              troubles,
              owing.chats(),
              admin,
              () ->
                  new AdminNews.Limits(
                      seconds(main, "etsyAwaySeconds"), seconds(main, "waitingEventSeconds"))));
    }
  }

  /** Who puts something into the outbox, and who says something at once. */
  private record Owing(OwedMessages messages, Chats chats, WakeSignal due, SpokenReplies replies) {}

  private static Owing bindOutbox(
      Main main,
      Settings settings,
      Database database,
      Leases leases,
      DatabaseAway away,
      Outbox outbox,
      Replies replies,
      MeterRegistry meters,
      WakeSignal looksWanted) {
    WakeSignal due = new WakeSignal();
    OwedMessages owedMessages = new OwedMessages(database, due);
    Chats chats = new Chats(database, owedMessages, replies::accessPaused, due, meters);
    main.bind("dueSignal", due);
    main.bind("owedMessages", owedMessages);
    main.bind("chats", chats);
    boolean byLooks = settings.get(Setting.ETSY_API).equals("v3");
    int threshold = Integer.parseInt(settings.get(Setting.LOW_STOCK_THRESHOLD));
    Settlement settlement =
        new Settlement(
            database, outbox, chats, new RetryPolicy(), meters, settings.find(Setting.ADMIN_CHAT));
    OldAlerts oldAlerts =
        new OldAlerts(database, new AlertRecheck(threshold, byLooks), meters, looksWanted::send);
    OwedAlerts owedAlerts = new OwedAlerts(database, chats, due, meters, threshold);
    SpokenReplies spoken = new SpokenReplies(main::getCamelContext, chats);
    OutboxComponent component =
        new OutboxComponent(
            new OutboxComponent.Parts(
                new ClaimConsumer.Source(leases::end, away, due),
                outbox,
                settlement,
                oldAlerts,
                owedAlerts,
                new TriedAlerts(database, owedAlerts, outbox),
                chats,
                spoken));
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeConfigure(BaseMainSupport starting) {
            // Not by name in the registry, as a bean of that name is what channels call.
            starting.getCamelContext().addComponent("outbox", component);
          }
        });
    return new Owing(owedMessages, chats, due, spoken);
  }

  private static MessageSender messages(Main main, Outbox outbox, Chats chats) {
    Throttle throttle = new Throttle(SECOND, System::nanoTime);
    return new MessageSender(
        () -> throttle.millisToWait((int) number(main, "telegramSendsPerSecond")),
        exchange -> outbox.requireTime(exchange.getVariable("batch", Outbox.Batch.class)),
        chats::forgetTopic);
  }

  private static void bindReceiving(
      Main main,
      Settings settings,
      Database database,
      TokenCipher cipher,
      SoundTelegramComponent telegram,
      NodeLeases leases,
      MeterRegistry meters,
      Clock clock) {
    String url = settings.find(Setting.TELEGRAM_WEBHOOK_URL);
    TelegramWebhook.Place place = null;
    String secret = "";
    if (url != null) {
      WebhookSecret kept = WebhookSecret.of(database, cipher, new SecureRandom());
      String address = url.replaceAll("/+$", "") + "/telegram/" + kept.path();
      place = new TelegramWebhook.Place(url, address);
      secret = kept.secret();
      MaskedSecrets.maskToo(kept.path());
      MaskedSecrets.maskToo(secret);
      main.addProperty("lowstock.telegramPath", URI.create(address).getRawPath());
    }
    main.addProperty("lowstock.telegramWebhook", Boolean.toString(url != null));
    PollLease pollLease = new PollLease(System::nanoTime);
    TelegramWebhook webhook = new TelegramWebhook(place, secret, clock, meters);
    main.bind("pollLease", pollLease);
    if (url == null) {
      telegram.setTurns(new PollTurns(pollLease, leases, () -> turns(main, database)));
    }
    Throttle forged = new Throttle(SECOND, System::nanoTime);
    main.bind(
        "broughtUpdates",
        new BroughtUpdates(
            webhook, () -> forged.letsPass((int) number(main, "forgedUpdatesPerSecond"))));
    main.bind(
        "webhookRegistration",
        new WebhookRegistration(
            webhook, leases, () -> started(main).api(), () -> main.getCamelContext().isStopping()));
    main.bind(
        "telegramHealth", new TelegramHealth(main::getCamelContext, meters, pollLease, webhook));
  }

  /** The component as Camel has made it ready, also where no route has asked for it yet. */
  private static SoundTelegramComponent started(Main main) {
    return main.getCamelContext().getComponent("telegram", SoundTelegramComponent.class);
  }

  private static PollTurns.Times turns(Main main, Database database) {
    return new PollTurns.Times(
        seconds(main, "pollLeaseSeconds"),
        Duration.ofMillis(number(main, "pollLeasePeriod")),
        database.kind() == Database.Kind.POSTGRESQL ? seconds(main, "pollPatienceSeconds") : null);
  }

  private static Duration seconds(Main main, String number) {
    return Duration.ofSeconds(number(main, number));
  }

  private static long number(Main main, String name) {
    return Long.parseLong(
        main.getCamelContext().resolvePropertyPlaceholders("{{lowstock." + name + "}}"));
  }

  /** What is shared by looks and what shows them. */
  private record Looking(LookPlan plan, Looks looks, LargeLooks large, LookMeters meters) {}

  private static void bindShops(
      Main main,
      Settings settings,
      Database database,
      Leases leases,
      DatabaseAway away,
      Messages messages,
      Looking looking,
      EtsyCalls etsyCalls,
      SellerCalls calls,
      StockRows stockRows,
      ShopPause pause,
      OwedMessages owed,
      WakeSignal wanted) {
    int threshold = Integer.parseInt(settings.get(Setting.LOW_STOCK_THRESHOLD));
    ToldLows lows = new ToldLows(database, threshold);
    main.bind("toldLows", lows);
    OwedSummaries summaries = new OwedSummaries(database, new Summaries(messages), threshold, owed);
    LookRows rows = new LookRows(database, threshold);
    ShopQueue queue = new ShopQueue(database, leases, looking.looks(), looking.large());
    LookRecords records = new LookRecords(database, queue, rows, stockRows, lows, summaries::owe);
    ShopLooks looks =
        new ShopLooks(
            new ShopLooks.Parts(
                queue,
                looking.looks(),
                looking.large(),
                rows,
                calls,
                records,
                looking.meters(),
                pause,
                away));
    ShopSweeps sweeps =
        new ShopSweeps(
            new ShopSweeps.Parts(
                looking.looks(),
                new Sweeps(looking.plan()),
                new SweepRows(database, threshold),
                etsyCalls,
                leases,
                looking.meters(),
                wanted,
                away));
    main.bind("shopSweeps", sweeps);
    main.bind("shopPause", pause);
    main.bind("lookRecords", records);
    main.bind("looksSignal", wanted);
    main.bind(
        "etsy",
        EtsyComponent.ofShops(
            new EventSkus(new InventorySkus(calls, pause)),
            new EtsyComponent.Shops(
                new ClaimConsumer.Source(leases::end, away, wanted), queue, looks, sweeps)));
  }

  private static Looking bindEtsyV3(
      Main main,
      Settings settings,
      CallTimeLimit callTimeLimit,
      EtsyQuota quota,
      CallMeters calls,
      MeterRegistry meters,
      DatabaseWatch watch,
      InstantSource steady) {
    Duration pollPeriod =
        Duration.ofMillis(TimeUtils.toMilliSeconds(settings.get(Setting.ETSY_POLL_PERIOD)));
    LookPlan plan = new LookPlan(steady, quota::looksPerSecond, pollPeriod);
    main.bind(
        "apiKey",
        new ApiKey(
            settings.get(Setting.ETSY_CONSUMER_KEY),
            settings.get(Setting.ETSY_SHARED_SECRET),
            callTimeLimit));
    main.bind("etsyQuota", quota);
    main.bind("callMeters", calls);
    LargeLooks largeLooks = new LargeLooks(() -> (int) number(main, "largeShop"));
    main.bind("largeLooks", largeLooks);
    Looks looks = new Looks(new InventoryOffer(steady), quota, plan, largeLooks);
    main.bind("looks", looks);
    LookMeters lookMeters = new LookMeters(meters, quota, plan);
    main.bind("etsyHealth", new LookHealth(calls, quota, plan, watch, meters));
    return new Looking(plan, looks, largeLooks, lookMeters);
  }

  private static void bindWebhooks(
      Main main,
      Settings settings,
      Database database,
      WakeSignal wanted,
      MeterRegistry meters,
      Clock clock,
      InstantSource steady) {
    String secrets = settings.find(Setting.ETSY_WEBHOOK_SECRET);
    // Whether there are any, not which: the route is there only then.
    main.addProperty("lowstock.webhooks", Boolean.toString(secrets != null));
    WebhookMeters webhooks = new WebhookMeters(meters, steady);
    Throttle throttle = new Throttle(SECOND, System::nanoTime);
    main.bind(
        "webhookReceipt",
        new WebhookReceipt(
            new WebhookReader(
                new WebhookSignature(secrets, clock), settings.get(Setting.ETSY_API_URL)),
            () -> throttle.letsPass((int) number(main, "webhooksPerSecond")),
            new WebhookRows(database),
            wanted,
            webhooks));
    main.bind("webhookHealth", new WebhookHealth(webhooks, secrets != null));
  }

  /** What sellers allowed: calls with it, and how more of them log in. */
  private record Access(SellerCalls calls, LogIns logIns) {}

  private static Access bindEtsyV3Access(
      Main main,
      Settings settings,
      Database database,
      TokenCipher cipher,
      Leases leases,
      EtsyQuota quota,
      EtsyCalls calls,
      Messages messages,
      ChatFacts facts,
      Registrations registrations) {
    EtsyOAuth2 oauth =
        new EtsyOAuth2(
            settings.get(Setting.ETSY_API_URL),
            settings.get(Setting.ETSY_CONNECT_URL),
            settings.get(Setting.ETSY_CONSUMER_KEY),
            settings.get(Setting.ETSY_REDIRECT_URI),
            readsOrders(settings),
            new SecureRandom());
    GrantRows grants = new GrantRows(database.statements());
    SellerAccess access = new SellerAccess(grants, leases, calls, oauth, cipher);
    main.bind("etsyCalls", calls);
    SellerCalls sellerCalls = new SellerCalls(calls, quota, grants, access);
    main.bind("sellerCalls", sellerCalls);
    LogInRows logIns = new LogInRows(database);
    BrowserLogIns inBrowser =
        new BrowserLogIns(logIns, new EtsyConnect(calls, oauth), cipher, registrations);
    main.bind("logIns", inBrowser);
    Throttle callbacks = new Throttle(SECOND, System::nanoTime);
    main.bind(
        "callback",
        new Callback(
            () -> callbacks.letsPass((int) number(main, "callbacksPerSecond")),
            logIns,
            inBrowser,
            new CallbackPage(messages, facts::botName, facts::readers, readsOrders(settings))));
    main.bind("callbackHeaders", new CallbackHeaders());
    return new Access(sellerCalls, inBrowser);
  }

  /** What webhooks of orders are about is read in the order. */
  private static boolean readsOrders(Settings settings) {
    return settings.get(Setting.ETSY_API).equals("v3")
        && settings.find(Setting.ETSY_WEBHOOK_SECRET) != null;
  }

  private static LogIns bindEtsyV2(
      Main main,
      Settings settings,
      Database database,
      CallTimeLimit callTimeLimit,
      TokenCipher cipher,
      MeterRegistry meters,
      DatabaseWatch watch,
      Clock clock,
      InstantSource steady,
      LogInNotices notices,
      Registrations registrations,
      String node,
      StockRows stockRows,
      Stop stop) {
    EtsyOAuth1 oauth =
        new EtsyOAuth1(
            settings.get(Setting.ETSY_API_URL),
            settings.get(Setting.ETSY_CONSUMER_KEY),
            settings.get(Setting.ETSY_SHARED_SECRET),
            clock);
    EtsyMeters calls = new EtsyMeters(meters, steady);
    Throttle pace = new Throttle(SECOND, System::nanoTime);
    SignedCalls signed =
        new SignedCalls(
            main::getCamelContext,
            settings.get(Setting.ETSY_API_URL),
            () -> pace.millisToWait((int) number(main, "etsyCallsPerSecond")),
            calls);
    EtsyLogins logins = new EtsyLogins(oauth, cipher);
    LogIns byPin = new PinLogIns(new LogInRows(database), signed, logins, registrations);
    main.bind("logIns", byPin);
    RevokedAccess revoked = new RevokedAccess(database, signed, logins, notices);
    main.bind("feedsKey", new FeedsKey(settings.get(Setting.ETSY_FEEDS_KEY), callTimeLimit));
    FeedPlace place = new FeedPlace(clock);
    main.bind("etsyHealth", new EtsyHealth(calls, place, watch, meters));
    FeedReading feed =
        feed(main, settings, database, place, new FeedRows(database, node), calls, stockRows, stop);
    main.bind(
        "etsy",
        EtsyComponent.ofFeed(new EventSkus(new ListingSkus(signed, logins, revoked::tell)), feed));
    return byPin;
  }

  private static FeedReading feed(
      Main main,
      Settings settings,
      Database database,
      FeedPlace place,
      FeedRows rows,
      EtsyMeters meters,
      StockRows stockRows,
      Stop stop) {
    Throttle throttle = new Throttle(SECOND, System::nanoTime);
    return new FeedReading(
        database,
        new FeedReading.Parts(
            place,
            rows,
            new FeedCalls(main::getCamelContext, settings.get(Setting.ETSY_API_URL), place, meters),
            () -> throttle.millisToWait((int) number(main, "feedCallsPerSecond")),
            stockRows,
            stop::refused));
  }
}
