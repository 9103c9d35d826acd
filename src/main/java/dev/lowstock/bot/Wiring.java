package dev.lowstock.bot;

import dev.lowstock.alert.AlertText;
import dev.lowstock.chat.ChatFacts;
import dev.lowstock.chat.ChatNotices;
import dev.lowstock.chat.Replies;
import dev.lowstock.etsy.login.LogInNotices;
import dev.lowstock.etsy.login.Registrations;
import dev.lowstock.route.HookComponent;
import dev.lowstock.route.HouseComponents;
import dev.lowstock.route.OwnJars;
import dev.lowstock.route.RouteFiles;
import dev.lowstock.settings.Setting;
import dev.lowstock.settings.Settings;
import dev.lowstock.store.Database;
import dev.lowstock.store.TokenCipher;
import dev.lowstock.store.UnwatchedSellers;
import dev.lowstock.telegram.PollLease;
import dev.lowstock.telegram.SoundTelegramComponent;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * Makes the objects, room by room, each given what it needs of the rooms before. Bound is what
 * routes call by name, and what Camel finds by its type; all else is handed on.
 */
public final class Wiring {
  private Wiring() {}

  /** What a bot has beside what is bound. */
  record Parts(
      House house,
      StoreWiring.Stock stock,
      OutboxWiring.Owing owing,
      PollLease pollLease,
      Registrations registrations,
      EtsySource source) {}

  /** Makes all for a bot that is not started yet. */
  public static void bind(
      Main main,
      Settings settings,
      RouteFiles routes,
      Database database,
      TokenCipher cipher,
      SoundTelegramComponent telegram,
      Stop stop) {
    var unused = parts(main, settings, routes, database, cipher, telegram, stop);
  }

  static Parts parts(
      Main main,
      Settings settings,
      RouteFiles routes,
      Database database,
      TokenCipher cipher,
      SoundTelegramComponent telegram,
      Stop stop) {
    House house = new House(main, settings, database, cipher, stop);
    bindCamels(main, house, routes);
    StoreWiring.Stock stock = StoreWiring.bind(house);
    AlertText texts = new AlertText(house.messages, house.looksAtShops());
    Replies replies =
        new Replies(
            house.messages,
            texts,
            settings.find(Setting.OPERATOR_CONTACT),
            settings.find(Setting.PRIVACY_URL),
            house.looksAtShops(),
            house.readsOrders());
    OutboxWiring.Owing owing = OutboxWiring.bind(house, texts, replies, routes);
    UnwatchedSellers sellers =
        new UnwatchedSellers(
            database, guests -> owing.messages().oweAll(replies.endedForGuests(guests)));
    StoreWiring.bindTidying(house, sellers);
    PollLease pollLease = TelegramWiring.bind(house, telegram, owing);
    LogInNotices notices =
        new ChatNotices(owing.chats(), owing.messages(), replies, owing.replies()::say);
    Registrations registrations =
        new Registrations(database, stock.lows(), notices, house.looksWanted::send);
    EtsySource source =
        house.looksAtShops()
            ? ShopsWiring.bind(
                house,
                CallsWiring.bind(
                    house, new ChatFacts(telegram::api, System::nanoTime), registrations),
                stock,
                replies,
                owing.messages())
            : FeedWiring.bind(house, stock.rows(), notices, registrations);
    ChatWiring.bind(house, telegram, replies, owing, stock.lows(), sellers, registrations, source);
    OperateWiring.bind(house, owing, stock.component(), source);
    return new Parts(house, stock, owing, pollLease, registrations, source);
  }

  /** What Camel itself is told, and what it looks for. */
  private static void bindCamels(Main main, House house, RouteFiles routes) {
    house
        .settings
        .asProperties()
        .forEach((name, value) -> main.addProperty((String) name, (String) value));
    main.addInitialProperty("camel.main.routesIncludePattern", routes.includePattern());
    main.addOverrideProperty("camel.main.name", house.node);
    house.bind("metricsRegistry", house.meters);
    house.bind("serverHealth", new ServerHealth(house::camel));
    house.bind("houseComponents", new HouseComponents());
    house.bind("hook", new HookComponent());
    OwnJars jars = OwnJars.find(house.settings.routesDirectory());
    BoundedHttp http = new BoundedHttp(house::camel);
    house.bind("vertx", http);
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeConfigure(BaseMainSupport starting) {
            jars.in(starting.getCamelContext());
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
  }
}
