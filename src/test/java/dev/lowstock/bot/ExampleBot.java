package dev.lowstock.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramChat;
import dev.lowstock.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The whole bot in this process, between the sandboxes, with a folder of routes and words. */
final class ExampleBot implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  final SandboxEtsy etsy = SandboxEtsy.start();
  final SandboxTelegram telegram;
  final SandboxShop shop = etsy.shop("BlueMugs");
  final Person ada;
  private final Path databaseFile;
  private final Map<String, String> values;
  private final Stop stop = new Stop();
  private final Bot bot;
  private final int port = FreePorts.next();

  ExampleBot(Path routes, Path directory, Map<String, String> values) throws Exception {
    this(routes, directory, values, Map.of());
  }

  /** The same, with more settings. */
  ExampleBot(Path routes, Path directory, Map<String, String> values, Map<String, String> more)
      throws Exception {
    this(routes, directory, "v3", SandboxTelegram.start(), values, more);
  }

  /**
   * Starts it.
   *
   * @param values what an operator would export for the example's own placeholders
   */
  ExampleBot(
      Path routes,
      Path directory,
      String api,
      SandboxTelegram telegram,
      Map<String, String> values,
      Map<String, String> more)
      throws Exception {
    this.telegram = telegram;
    this.ada = telegram.person("Ada");
    this.databaseFile = directory.resolve("lowstock");
    this.values = Map.copyOf(values);
    this.values.forEach(System::setProperty);
    Map<String, String> settings = new HashMap<>();
    settings.put("TELEGRAM_TOKEN", SandboxTelegram.TOKEN);
    settings.put("TELEGRAM_API_URL", telegram.baseUri());
    settings.put("ETSY_CONSUMER_KEY", etsy.keys().consumerKey());
    settings.put("ETSY_SHARED_SECRET", etsy.keys().sharedSecret());
    settings.put("ETSY_FEEDS_KEY", etsy.keys().feedsKey());
    settings.put("ETSY_API_URL", etsy.url().toString());
    settings.put("ETSY_API", api);
    settings.put("ETSY_POLL_PERIOD", "200ms");
    settings.put("DATABASE_FILE", databaseFile.toString());
    settings.put("HTTP_PORT", Integer.toString(port));
    if (api.equals("v3")) {
      String callback = "http://127.0.0.1:" + port + "/etsy/callback";
      settings.put("ETSY_CONNECT_URL", etsy.connectUrl().toString());
      settings.put("ETSY_REDIRECT_URI", callback);
      etsy.registersRedirect(callback);
      // More than looks at every shop in every poll period take.
      etsy.limitsCalls(100, 100_000_000);
    }
    settings.put("ROUTES_DIR", routes.toString());
    settings.putAll(more);
    this.bot = Bot.start(Settings.of(settings), stop);
  }

  /** The person logs in as the seller of the shop, and is told what is in it. */
  void logsIn(Person person) {
    logsIn(person, shop);
  }

  void logsIn(Person person, SandboxShop shop) {
    person.says("/start");
    endsLogIn(person, shop);
  }

  /** The same for a group, in which somebody asks for it. */
  void logsIn(Person person, GroupChat group) {
    person.saysIn(group, "/start@lowstock_bot");
    endsLogIn(group, shop);
  }

  private static void endsLogIn(TelegramChat chat, SandboxShop shop) {
    String login =
        chat.awaitMessage(message -> !message.buttons().isEmpty(), PATIENCE)
            .buttons()
            .get(0)
            .url()
            .orElseThrow();
    assertThat(shop.logsIn(login))
        .containsAnyOf("You can go back to Telegram", "Du kannst zu Telegram zurückgehen");
    chat.awaitMessage(
        message -> message.text().matches("(?s).*(I watch|beobachte jetzt) " + shop.name() + ".*"),
        PATIENCE);
  }

  ChatMessage awaitTold(TelegramChat chat, String words) {
    return chat.awaitMessage(message -> message.text().contains(words), PATIENCE);
  }

  /** True when some message to the person has these words. */
  static boolean isTold(Person person, String words) {
    return person.messages().stream().anyMatch(message -> message.text().contains(words));
  }

  /** What its metrics page says. */
  String metrics() throws IOException {
    return new RawHttp(port).ask("GET /observe/metrics HTTP/1.1").body();
  }

  /** A second connection to the database of the bot, which is in this process too. */
  JdbcTemplate database() throws SQLException {
    return new JdbcTemplate(
        new SingleConnectionDataSource(
            DriverManager.getConnection(
                "jdbc:hsqldb:file:" + databaseFile + ";ifexists=true;hsqldb.lock_file=false",
                "SA",
                ""),
            true));
  }

  @Override
  public void close() {
    bot.close();
    stop.close();
    telegram.close();
    etsy.close();
    values.keySet().forEach(System::clearProperty);
  }
}
