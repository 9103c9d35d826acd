package dev.lowstock.bot;

import dev.lowstock.alert.RetryPolicy;
import dev.lowstock.alert.WordsRefused;
import dev.lowstock.log.MaskedSecrets;
import dev.lowstock.route.CalledFirst;
import dev.lowstock.route.OwnJars;
import dev.lowstock.route.OwnRoutes;
import dev.lowstock.route.RouteCheck;
import dev.lowstock.route.RouteFault;
import dev.lowstock.route.RouteFiles;
import dev.lowstock.route.RouteReload;
import dev.lowstock.settings.Setting;
import dev.lowstock.settings.Settings;
import dev.lowstock.store.Database;
import dev.lowstock.store.DatabaseRefused;
import dev.lowstock.store.OwnerOnly;
import dev.lowstock.store.SecretKeys;
import dev.lowstock.store.SqlFiles;
import dev.lowstock.store.SqlRefused;
import dev.lowstock.store.TokenCipher;
import dev.lowstock.store.WrongKey;
import dev.lowstock.telegram.BotApi;
import dev.lowstock.telegram.SoundTelegramComponent;
import dev.lowstock.telegram.TelegramFailure;
import dev.lowstock.telegram.TelegramUnreachable;
import dev.lowstock.telegram.TokenRefused;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** One running bot: its database and its routes. */
public final class Bot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bot.class);

  private final Database database;
  private final Main main;
  private final OwnRoutes ownRoutes;

  private Bot(Database database, Main main, OwnRoutes ownRoutes) {
    this.database = database;
    this.main = main;
    this.ownRoutes = ownRoutes;
  }

  /**
   * Starts everything and says so in the log.
   *
   * @throws StartRefused when a setting, the database, Telegram's answer or a route forbids it
   */
  public static Bot start(Settings settings, Stop stop) throws StartRefused {
    MaskedSecrets.mask(settings.secrets());
    OwnJars jars = OwnJars.find(settings.routesDirectory());
    if (!jars.faults().isEmpty()) {
      throw new StartRefused(Exit.WRONG_SETTINGS, jars.faults());
    }
    jars.notes().forEach(LOG::warn);
    SoundTelegramComponent telegram = telegram(settings);
    Future<String> name = asked(() -> botName(settings));
    RouteFiles routes = RouteFiles.find(settings.get(Setting.ETSY_API), settings.routesDirectory());
    Database database = openDatabase(settings, routes);
    database.whenUnfit(stop::unfit);
    OwnRoutes ownRoutes = new OwnRoutes(routes, new RetryPolicy());
    Main main = new Main();
    // Signals are Stop's: the database has to be closed after the routes.
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    boolean started = false;
    try {
      requireFreePort(settings, Setting.HTTP_PORT);
      requireFreePort(settings, Setting.MANAGEMENT_PORT);
      TokenCipher cipher = cipher(settings, database);
      Wiring.Parts parts = Wiring.parts(main, settings, routes, database, cipher, telegram, stop);
      main.bind("ownRoutes", ownRoutes);
      main.addMainListener(
          new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport configured) {
              CalledFirst.in(configured.getCamelContext());
              ownRoutes.watch(configured.getCamelContext());
            }
          });
      // Before Camel reads them: a file that is saved during the start differs, and is reloaded.
      Map<String, String> texts = routes.texts();
      main.init();
      if (!routes.own().isEmpty()) {
        refuseFaults(new RouteCheck(main.getCamelContext()).check(routes));
      }
      database.retryStockEvents();
      String bot = name(name);
      main.start();
      main.getCamelContext().addService(new MemoryWatch(parts.house().meters, stop::unfit));
      ownRoutes.begin();
      reloadRoutes(settings, main, texts, database, ownRoutes);
      announce(settings, main, routes, database.replacedStatements(), bot);
      started = true;
      return new Bot(database, main, ownRoutes);
    } catch (StartRefused e) {
      throw e;
    } catch (WordsRefused e) {
      throw new StartRefused(Exit.WRONG_SETTINGS, e.lines());
    } catch (Exception e) {
      throw refused(routes, main.getCamelContext(), e);
    } finally {
      if (!started) {
        ownRoutes.end();
        main.stop();
        database.close();
      }
    }
  }

  @Override
  public void close() {
    String node = main.getCamelContext().getName();
    ownRoutes.end();
    main.stop();
    database.releaseNodeLeases(node);
    database.close();
    LOG.info("Stopped");
  }

  private static void reloadRoutes(
      Settings settings,
      Main main,
      Map<String, String> texts,
      Database database,
      OwnRoutes ownRoutes)
      throws Exception {
    Path directory = settings.routesDirectory();
    if (directory != null && settings.reloadsRoutes()) {
      RouteCheck check = new RouteCheck(main.getCamelContext());
      main.getCamelContext()
          .addService(
              new RouteReload(
                  main.getCamelContext(),
                  directory,
                  texts,
                  check,
                  ownRoutes,
                  database::retryStockEvents));
    }
  }

  private static void refuseFaults(List<RouteFault> faults) throws StartRefused {
    if (!faults.isEmpty()) {
      throw new StartRefused(
          Exit.WRONG_SETTINGS, faults.stream().map(RouteFault::toString).toList());
    }
  }

  /** Camel's server would only log that it could not bind, and the rest run on without it. */
  private static void requireFreePort(Settings settings, Setting setting) throws StartRefused {
    String host = settings.get(Setting.HTTP_HOST);
    String port = settings.get(setting);
    try {
      InetAddress address = InetAddress.getAllByName(host)[0];
      new ServerSocket(Integer.parseInt(port), 1, address).close();
    } catch (BindException e) {
      throw new StartRefused(
          Exit.WRONG_SETTINGS,
          setting
              + " "
              + port
              + " on "
              + host
              + " is taken by another program or may not be used ("
              + e.getMessage()
              + "): set "
              + setting
              + " to a free one");
    } catch (IOException e) {
      throw new StartRefused(
          Exit.WRONG_SETTINGS, "HTTP_HOST " + host + " is no address of this machine: " + e);
    }
  }

  private static SoundTelegramComponent telegram(Settings settings) {
    SoundTelegramComponent telegram = new SoundTelegramComponent();
    telegram.setAuthorizationToken(settings.get(Setting.TELEGRAM_TOKEN));
    telegram.setBaseUri(settings.get(Setting.TELEGRAM_API_URL));
    return telegram;
  }

  /** Beside what the start does: Telegram's answer takes as long as opening the database. */
  private static <T> Future<T> asked(Callable<T> question) {
    FutureTask<T> answer = new FutureTask<>(question);
    Thread thread = new Thread(answer, "getMe");
    thread.setDaemon(true);
    thread.start();
    return answer;
  }

  private static String name(Future<String> asked) throws Exception {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StartRefused refused ? refused : e;
    }
  }

  private static String botName(Settings settings) throws StartRefused {
    try {
      BotApi api =
          new BotApi(settings.get(Setting.TELEGRAM_API_URL), settings.get(Setting.TELEGRAM_TOKEN));
      return "@" + api.getMe().username();
    } catch (TokenRefused e) {
      throw new StartRefused(
          Exit.WRONG_SETTINGS,
          "TELEGRAM_TOKEN is refused by Telegram: copy it again from @BotFather, and check"
              + " TELEGRAM_API_URL if you set it");
    } catch (TelegramFailure | TelegramUnreachable e) {
      return "unknown yet: " + e.getMessage() + "; trying on";
    }
  }

  private static Database openDatabase(Settings settings, RouteFiles routes) throws StartRefused {
    String url = settings.find(Setting.DATABASE_URL);
    Database.Kind kind = url == null ? Database.Kind.HSQLDB : Database.Kind.POSTGRESQL;
    try {
      SqlFiles sql = SqlFiles.find(kind, settings.routesDirectory(), routes::isNamed);
      return url == null
          ? Database.openFile(Path.of(settings.get(Setting.DATABASE_FILE)), sql)
          : Database.openServer(
              url,
              settings.find(Setting.DATABASE_USER),
              settings.find(Setting.DATABASE_PASSWORD),
              sql);
    } catch (SqlRefused e) {
      throw new StartRefused(Exit.WRONG_SETTINGS, e.lines());
    } catch (DatabaseRefused e) {
      throw new StartRefused(Exit.TROUBLE, String.valueOf(e.getMessage()));
    }
  }

  private static TokenCipher cipher(Settings settings, Database database) throws StartRefused {
    String keys = settings.find(Setting.SECRET_KEY);
    Path file = Path.of(settings.get(Setting.DATABASE_FILE));
    JdbcTemplate rows = new JdbcTemplate(database.dataSource());
    try {
      if (keys != null) {
        TokenCipher cipher = new TokenCipher(SecretKeys.parse(keys));
        SecretKeys.checkFit(cipher, rows);
        return cipher;
      }
      TokenCipher cipher = new TokenCipher(SecretKeys.besides(file, database));
      SecretKeys.checkFit(cipher, rows, file);
      return cipher;
    } catch (DatabaseRefused | WrongKey e) {
      throw new StartRefused(Exit.WRONG_SETTINGS, String.valueOf(e.getMessage()));
    }
  }

  private static StartRefused refused(
      RouteFiles routes, @Nullable CamelContext camel, Exception failure) {
    LOG.debug("The routes did not start", failure);
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    List<String> faults = new ArrayList<>();
    routeFaults(routes, camel).forEach(fault -> faults.add(fault.toString()));
    if (faults.isEmpty()) {
      faults.add("A route cannot start: " + root.getMessage());
    }
    return new StartRefused(Exit.WRONG_SETTINGS, faults);
  }

  private static List<RouteFault> routeFaults(RouteFiles routes, @Nullable CamelContext camel) {
    try {
      return new RouteCheck(camel).check(routes);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static void announce(
      Settings settings, Main main, RouteFiles routes, Set<String> ownSql, String botName) {
    String database =
        settings.find(Setting.DATABASE_URL) == null
            ? "HSQLDB in " + settings.get(Setting.DATABASE_FILE)
            : "PostgreSQL";
    LOG.info("Lowstock {}", Version.number());
    LOG.info("database  {}", database);
    LOG.info(
        settings.get(Setting.ETSY_API).equals("v3")
            ? "source    Etsy v3 at {}, each shop every {}, {}"
            : "source    Etsy v2 at {}, the listings feed every {}",
        settings.get(Setting.ETSY_API_URL),
        settings.get(Setting.ETSY_POLL_PERIOD),
        settings.find(Setting.ETSY_WEBHOOK_SECRET) == null ? "no webhooks" : "webhooks on");
    LOG.info(
        "routes    {}, {} of your own files{}",
        main.getCamelContext().getRoutesSize(),
        routes.own().size(),
        settings.reloadsRoutes() ? ", reloaded as they are saved" : "");
    if (!ownSql.isEmpty()) {
      LOG.info("sql       of your own: {}", String.join(", ", ownSql));
    }
    LOG.info(
        "health    http://{}:{}/observe/health{}",
        settings.get(Setting.HTTP_HOST),
        settings.get(Setting.MANAGEMENT_PORT),
        settings.managesApart()
            ? "; what comes from outside is taken on port " + settings.get(Setting.HTTP_PORT)
            : "");
    if (OwnerOnly.isOpenToOthers(Settings.FILE)) {
      LOG.warn(".env can be read by others on this machine: 'chmod 600 .env'");
    }
    LOG.info("bot       {}", botName);
  }
}
