package dev.lowstock.command;

import dev.lowstock.alert.Messages;
import dev.lowstock.alert.WordsRefused;
import dev.lowstock.bot.Exit;
import dev.lowstock.bot.Stop;
import dev.lowstock.bot.Wiring;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.feed.EtsyOAuth1;
import dev.lowstock.etsy.feed.KeyCheck;
import dev.lowstock.log.MaskedSecrets;
import dev.lowstock.route.OwnJars;
import dev.lowstock.route.RouteCheck;
import dev.lowstock.route.RouteFault;
import dev.lowstock.route.RouteFiles;
import dev.lowstock.settings.Setting;
import dev.lowstock.settings.Settings;
import dev.lowstock.settings.SettingsRefused;
import dev.lowstock.store.Database;
import dev.lowstock.store.DatabaseCheck;
import dev.lowstock.store.DatabaseRefused;
import dev.lowstock.store.SqlFiles;
import dev.lowstock.store.SqlRefused;
import dev.lowstock.store.TokenCipher;
import dev.lowstock.telegram.BotApi;
import dev.lowstock.telegram.SoundTelegramComponent;
import dev.lowstock.telegram.TelegramFailure;
import dev.lowstock.telegram.TelegramUnreachable;
import dev.lowstock.telegram.TokenRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import picocli.CommandLine.Command;

/**
 * {@code lowstock check}: asks everything that the bot needs, and says OK or what to do. Never
 * writes; may run beside a running bot.
 */
@Command(
    name = "check",
    description = "Checks settings, database, routes, words, Telegram token and Etsy keys.",
    mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
  private int exitCode = Exit.OK;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Settings settings;
    try {
      settings = Settings.read();
      ok("settings", "complete");
    } catch (SettingsRefused e) {
      fault(Exit.WRONG_SETTINGS, "settings", e.lines());
      return exitCode;
    }
    MaskedSecrets.mask(settings.secrets());
    RouteFiles files = RouteFiles.find(settings.get(Setting.ETSY_API), settings.routesDirectory());
    checkJars(OwnJars.find(settings.routesDirectory()));
    checkRoutes(settings, files);
    checkSql(settings, files);
    checkWords(settings);
    checkDatabase(settings);
    checkTelegram(settings);
    checkEtsy(settings);
    return exitCode;
  }

  private void checkJars(OwnJars jars) {
    fault(Exit.WRONG_SETTINGS, "jars", jars.faults());
    if (!jars.jars().isEmpty()) {
      ok("jars", jars.jars().size() + " of your own");
    }
    jars.notes().forEach(note -> ok("jars", note));
  }

  private void checkRoutes(Settings settings, RouteFiles files) throws IOException {
    List<String> faults = faults(settings, files).stream().map(Object::toString).toList();
    if (faults.isEmpty()) {
      ok(
          "routes",
          files.bundled().size() + " bundled files, " + files.own().size() + " of your own");
    } else {
      fault(Exit.WRONG_SETTINGS, "routes", faults);
    }
  }

  /**
   * Asks a bot that has everything the real one would have, but for its database, and is not run.
   */
  private static List<RouteFault> faults(Settings settings, RouteFiles files) throws IOException {
    try (Database empty = Database.openEmpty(SqlFiles.bundled(Database.Kind.HSQLDB));
        Stop stop = new Stop()) {
      Main main = new Main();
      main.setShutdownStrategy(new SimpleMainShutdownStrategy());
      Wiring.bind(
          main,
          settings,
          files,
          empty,
          new TokenCipher(List.of(new byte[32])),
          new SoundTelegramComponent(),
          stop);
      main.addInitialProperty("camel.main.routesIncludePattern", "false");
      main.addOverrideProperty("camel.server.enabled", "false");
      main.addOverrideProperty("camel.management.enabled", "false");
      main.init();
      return new RouteCheck(main.getCamelContext()).check(files);
    } catch (WordsRefused e) {
      // Said elsewhere; without words there is no bot to ask.
      return new RouteCheck(null).check(files);
    }
  }

  /** What the statements do to the database is not asked: they are prepared, not run. */
  private void checkSql(Settings settings, RouteFiles files) {
    String url = settings.find(Setting.DATABASE_URL);
    Database.Kind kind = url == null ? Database.Kind.HSQLDB : Database.Kind.POSTGRESQL;
    try {
      SqlFiles sql = SqlFiles.find(kind, settings.routesDirectory(), files::isNamed);
      if (sql.replaced().isEmpty()) {
        return;
      }
      boolean prepared = true;
      if (url == null) {
        Database.openEmpty(sql).close();
      } else {
        prepared =
            DatabaseCheck.prepare(
                url,
                settings.find(Setting.DATABASE_USER),
                settings.find(Setting.DATABASE_PASSWORD),
                sql);
      }
      String names = String.join(", ", sql.replaced());
      ok("sql", "of your own" + (prepared ? ": " : ", prepared at the start: ") + names);
    } catch (SqlRefused e) {
      fault(Exit.WRONG_SETTINGS, "sql", e.lines());
    } catch (DatabaseRefused e) {
      // The check of the database says it.
      ok("sql", "of your own, prepared at the start");
    }
  }

  private void checkWords(Settings settings) {
    try {
      ok("words", String.join(", ", new Messages(settings.routesDirectory()).languages()));
    } catch (WordsRefused e) {
      fault(Exit.WRONG_SETTINGS, "words", e.lines());
    }
  }

  private void checkDatabase(Settings settings) {
    String url = settings.find(Setting.DATABASE_URL);
    try {
      ok(
          "database",
          url == null
              ? DatabaseCheck.file(Path.of(settings.get(Setting.DATABASE_FILE)))
              : DatabaseCheck.server(
                  url,
                  settings.find(Setting.DATABASE_USER),
                  settings.find(Setting.DATABASE_PASSWORD)));
    } catch (DatabaseRefused e) {
      fault(Exit.TROUBLE, "database", List.of(String.valueOf(e.getMessage())));
    }
  }

  private void checkTelegram(Settings settings) {
    String base = settings.get(Setting.TELEGRAM_API_URL);
    BotApi api = new BotApi(base, settings.get(Setting.TELEGRAM_TOKEN));
    try {
      ok("telegram", "@" + api.getMe().username());
    } catch (TokenRefused e) {
      fault(Exit.TROUBLE, "telegram", List.of("TELEGRAM_TOKEN: " + e.getMessage()));
    } catch (TelegramFailure | TelegramUnreachable e) {
      fault(
          Exit.TROUBLE,
          "telegram",
          List.of(
              base
                  + " cannot be asked, so whether it takes the token is not known; check"
                  + " TELEGRAM_API_URL and network: "
                  + e.getMessage()));
    }
  }

  private void checkEtsy(Settings settings) throws InterruptedException {
    String base = settings.get(Setting.ETSY_API_URL);
    try {
      if (settings.get(Setting.ETSY_API).equals("v3")) {
        dev.lowstock.etsy.api.KeyCheck.ask(
            base,
            settings.get(Setting.ETSY_CONSUMER_KEY),
            settings.get(Setting.ETSY_SHARED_SECRET));
      } else {
        askV2(settings, base);
      }
      ok("etsy", "takes the keys, at " + base);
    } catch (EtsyFailure e) {
      fault(Exit.TROUBLE, "etsy", List.of(String.valueOf(e.getMessage())));
    } catch (SSLException e) {
      fault(
          Exit.TROUBLE,
          "etsy",
          List.of(
              base
                  + " shows a certificate that is not trusted here, or speaks no https: check"
                  + " ETSY_API_URL, the clock, and any proxy on the way"));
    } catch (IOException e) {
      fault(
          Exit.TROUBLE, "etsy", List.of(base + " does not answer: check ETSY_API_URL and network"));
    }
  }

  private static void askV2(Settings settings, String base)
      throws IOException, InterruptedException {
    KeyCheck check =
        new KeyCheck(
            base,
            new EtsyOAuth1(
                base,
                settings.get(Setting.ETSY_CONSUMER_KEY),
                settings.get(Setting.ETSY_SHARED_SECRET)));
    check.feedsKey(settings.get(Setting.ETSY_FEEDS_KEY), Clock.systemUTC());
    check.consumerKey();
  }

  private static void ok(String what, String detail) {
    System.out.printf("%-9s OK    %s%n", what, detail);
  }

  private void fault(int code, String what, List<String> lines) {
    exitCode = lines.isEmpty() ? exitCode : Math.max(exitCode, code);
    lines.forEach(line -> System.out.printf("%-9s WRONG %s%n", what, line));
  }
}
