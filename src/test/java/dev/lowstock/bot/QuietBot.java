package dev.lowstock.bot;

import dev.lowstock.etsy.api.CallMeters;
import dev.lowstock.etsy.api.EtsyCalls;
import dev.lowstock.etsy.api.EtsyQuota;
import dev.lowstock.etsy.component.FeedConsumer;
import dev.lowstock.etsy.component.ShopsConsumer;
import dev.lowstock.etsy.feed.FeedPage;
import dev.lowstock.etsy.feed.FeedWindow;
import dev.lowstock.etsy.login.LogIns;
import dev.lowstock.etsy.login.Registrations;
import dev.lowstock.etsy.shops.LargeLooks;
import dev.lowstock.etsy.shops.LookRecords;
import dev.lowstock.etsy.shops.ShopLook;
import dev.lowstock.etsy.shops.ShopPause;
import dev.lowstock.etsy.shops.ShopSweeps;
import dev.lowstock.outbox.Outbox;
import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.outbox.OwedMessages;
import dev.lowstock.outbox.component.DueConsumer;
import dev.lowstock.route.RouteFiles;
import dev.lowstock.sandbox.WebhookSigner;
import dev.lowstock.settings.Setting;
import dev.lowstock.settings.Settings;
import dev.lowstock.stock.component.EventsConsumer;
import dev.lowstock.store.Database;
import dev.lowstock.store.EventQueue;
import dev.lowstock.store.TokenCipher;
import dev.lowstock.store.ToldLows;
import dev.lowstock.store.WakeSignal;
import dev.lowstock.telegram.PollLease;
import dev.lowstock.telegram.SoundTelegramComponent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The program as it is wired, with its own route files, of which only {@code direct:} routes run:
 * nothing happens by itself.
 */
public final class QuietBot implements AutoCloseable {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "TELEGRAM_TOKEN", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
          "ETSY_CONSUMER_KEY", "ada",
          "ETSY_SHARED_SECRET", "bluemugs-secret",
          "ETSY_REDIRECT_URI", "https://bot.example.org/etsy/callback",
          "ETSY_API_URL", "http://127.0.0.1:9",
          "TELEGRAM_API_URL", "http://127.0.0.1:9");

  private static final int SHOPS_AT_A_TIME = 4;

  private final Main main = new Main();
  private Wiring.@Nullable Parts parts;

  private QuietBot() {
    main.addOverrideProperty("camel.server.enabled", "false");
  }

  /** With every route file of the program for a version of Etsy's API; none of them runs. */
  public static QuietBot withAllRoutes(Database database, String api, Map<String, String> more)
      throws Exception {
    QuietBot bot = new QuietBot();
    Map<String, String> settings = new HashMap<>(more);
    settings.put("ETSY_API", api);
    // So that the routes for webhooks and for the admins are there too.
    settings.put("ETSY_WEBHOOK_SECRET", WebhookSigner.exampleSecret());
    settings.put("ADMIN_CHAT", "1001");
    bot.load(database, settings, RouteFiles.find(api, null).includePattern(), List.of());
    return bot;
  }

  /** With some route files and neighbours that stand in for the others; {@code direct:} runs. */
  public static QuietBot with(Database database, String files, RouteBuilder... neighbours)
      throws Exception {
    return with(database, "v2", files, neighbours);
  }

  /** The same, wired for a version of Etsy's API. */
  public static QuietBot with(
      Database database, String api, String files, RouteBuilder... neighbours) throws Exception {
    return with(database, Map.of("ETSY_API", api), files, neighbours);
  }

  /** The same, with these settings, and numbers of the house, in place of the usual ones. */
  public static QuietBot with(
      Database database, Map<String, String> settings, String files, RouteBuilder... neighbours)
      throws Exception {
    QuietBot bot = new QuietBot();
    bot.load(database, settings, named(files), List.of(neighbours));
    bot.startRoutes("direct:");
    return bot;
  }

  /** The same, with more settings, and with the routes that answer HTTP requests. */
  public static QuietBot serving(
      Database database, Map<String, String> more, String files, RouteBuilder... neighbours)
      throws Exception {
    QuietBot bot = new QuietBot();
    bot.main.addOverrideProperty("camel.server.enabled", "true");
    bot.load(database, more, named(files), List.of(neighbours));
    bot.startRoutes("direct:");
    bot.startRoutes("platform-http:");
    return bot;
  }

  private void startRoutes(String start) throws Exception {
    for (Route route : camel().getRoutes()) {
      if (route.getEndpoint().getEndpointUri().startsWith(start)) {
        camel().getRouteController().startRoute(route.getRouteId());
      }
    }
  }

  private void load(
      Database database, Map<String, String> more, String files, List<RouteBuilder> neighbours)
      throws Exception {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    more.forEach(
        (name, value) -> {
          if (name.startsWith("lowstock.")) {
            main.addOverrideProperty(name, value);
          } else {
            environment.put(name, value);
          }
        });
    Settings settings = Settings.of(environment);
    String api = settings.get(Setting.ETSY_API);
    SoundTelegramComponent telegram = new SoundTelegramComponent();
    telegram.setAuthorizationToken(settings.get(Setting.TELEGRAM_TOKEN));
    telegram.setBaseUri(settings.get(Setting.TELEGRAM_API_URL));
    TokenCipher cipher = new TokenCipher(List.of(new byte[32]));
    parts =
        Wiring.parts(
            main, settings, RouteFiles.find(api, null), database, cipher, telegram, new Stop());
    main.addInitialProperty("camel.main.routesIncludePattern", files);
    main.addOverrideProperty("camel.main.autoStartup", "false");
    main.addOverrideProperty("camel.main.shutdownTimeout", "1");
    main.addOverrideProperty("camel.management.enabled", "false");
    main.start();
    for (RouteBuilder neighbour : neighbours) {
      camel().addRoutes(neighbour);
    }
  }

  /** Every file by name: Camel's own asterisk reaches into folders below. */
  private static String named(String files) throws IOException {
    PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
    List<String> names = new ArrayList<>();
    for (String pattern : files.split(",", -1)) {
      String folder = pattern.substring(0, pattern.lastIndexOf('/') + 1);
      for (Resource file : resolver.getResources(pattern)) {
        names.add(folder + file.getFilename());
      }
    }
    return String.join(",", names);
  }

  public CamelContext camel() {
    return main.getCamelContext();
  }

  /** Calls a route with these variables; a failure of the route is the exchange's exception. */
  public Exchange call(String route, Map<String, ?> variables) {
    return call(route, null, variables);
  }

  public Exchange call(String route, @Nullable Object body, Map<String, ?> variables) {
    return send("direct:" + route, body, variables);
  }

  /** Claims the shops whose turn it is, a few at a time; nobody looks at them. */
  public List<ShopLook> claimShops() {
    return shops(exchange -> {}).claim(SHOPS_AT_A_TIME);
  }

  /** Claims a shop as a webhook that wants it does; null when it may not be looked at now. */
  public @Nullable ShopLook claimWantedShop(long shopId) {
    List<ShopLook> claimed = new ArrayList<>();
    shops(exchange -> {}).claimWanted(shopId, claimed);
    return claimed.isEmpty() ? null : claimed.get(0);
  }

  /** Looks at the shops whose turn it is, by the steps of notice-stock-events. */
  public void lookAtShops() {
    Processor steps = camel().getRoute("notice-stock-events").getProcessor();
    ServiceHelper.startService(steps);
    lookAtShops(steps);
  }

  /** The same, by other steps. */
  public void lookAtShops(Processor steps) {
    ShopsConsumer shops = shops(steps);
    shops.claim(SHOPS_AT_A_TIME).forEach(shops::deal);
  }

  /** Begins to look at the shops whose turn it is, and is told to stop. */
  public void stopsAsItLooksAtShops() {
    ShopsConsumer shops = shops(exchange -> {});
    List<ShopLook> looks = shops.claim(SHOPS_AT_A_TIME);
    shops.stop();
    looks.forEach(shops::deal);
  }

  /** Records a page of the feed, by the steps of notice-stock-events. */
  public void recordPage(FeedWindow window, FeedPage page) throws Exception {
    Processor steps = camel().getRoute("notice-stock-events").getProcessor();
    ServiceHelper.startService(steps);
    ((FeedConsumer) camel().getEndpoint("etsy:feed").createConsumer(steps)).record(window, page);
  }

  private ShopsConsumer shops(Processor route) {
    try {
      return (ShopsConsumer) camel().getEndpoint("etsy:shops").createConsumer(route);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends to any endpoint. */
  public Exchange send(String endpoint, @Nullable Object body, Map<String, ?> variables) {
    return camel()
        .createFluentProducerTemplate()
        .to(endpoint)
        .withProcessor(
            exchange -> {
              exchange.getMessage().setBody(body);
              variables.forEach(exchange::setVariable);
            })
        .send();
  }

  /** Delivers a message that a test has claimed, as the route deliver-alerts does. */
  public void deliver(Batch batch) {
    try {
      Consumer due = camel().getEndpoint("outbox:due").createConsumer(this::handToChannel);
      ((DueConsumer) due).deal(batch);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Describes a stock event that a test has claimed, by the steps of describe-stock-events. */
  public void describe(EventQueue.ClaimedEvent event) {
    try {
      Processor steps = camel().getRoute("describe-stock-events").getProcessor();
      ServiceHelper.startService(steps);
      Consumer events = camel().getEndpoint("stock:events").createConsumer(steps);
      ((EventsConsumer) events).deal(event);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void handToChannel(Exchange exchange) {
    String channel = exchange.getVariable("channel", String.class);
    camel().createProducerTemplate().send("hook:notify-" + channel, exchange);
  }

  /** A bean that routes call. */
  public <T> T bean(String name, Class<T> type) {
    return camel().getRegistry().lookupByNameAndType(name, type);
  }

  public Outbox outbox() {
    return parts().owing().outbox();
  }

  public OwedMessages owedMessages() {
    return parts().owing().messages();
  }

  /** Sent when something is owed. */
  public WakeSignal due() {
    return parts().owing().due();
  }

  /** Sent when a shop is wanted for a look. */
  public WakeSignal looksWanted() {
    return parts().house().looksWanted;
  }

  public ToldLows lows() {
    return parts().stock().lows();
  }

  public Registrations registrations() {
    return parts().registrations();
  }

  public LogIns logIns() {
    return parts().source().logIns();
  }

  public PollLease pollLease() {
    return parts().pollLease();
  }

  public LookRecords lookRecords() {
    return shops().records();
  }

  public ShopSweeps sweeps() {
    return shops().sweeps();
  }

  public ShopPause shopPause() {
    return shops().pause();
  }

  public LargeLooks largeLooks() {
    return shops().large();
  }

  public EtsyCalls etsyCalls() {
    return shops().calls().calls();
  }

  public EtsyQuota etsyQuota() {
    return shops().calls().quota();
  }

  public CallMeters callMeters() {
    return shops().calls().meters();
  }

  private Wiring.Parts parts() {
    return Objects.requireNonNull(parts, "not loaded");
  }

  private ShopsWiring.Shops shops() {
    return Objects.requireNonNull(parts().source().shops(), "with API v3 only");
  }

  @Override
  public void close() {
    main.stop();
  }
}
