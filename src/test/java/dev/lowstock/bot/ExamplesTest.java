package dev.lowstock.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.lowstock.route.RouteCheck;
import dev.lowstock.route.RouteFiles;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.store.Database;
import dev.lowstock.store.Postgresql;
import dev.lowstock.store.SqlFiles;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** What each folder of {@code examples} promises, with the whole bot running on it. */
final class ExamplesTest {
  @RegisterExtension static final Postgresql SERVER = new Postgresql();

  private static final Path EXAMPLES = Path.of("examples");
  private Path directory;
  private @Nullable ExampleBot running;

  @BeforeEach
  void open(@TempDir Path folder) {
    directory = folder;
    running = null;
  }

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleHasNoFaultThatACheckFindsAndSaysWhatItIs(Path folder) throws Exception {
    Path example = withJars(folder);
    RouteFiles files = RouteFiles.find("v3", example);

    SqlFiles sql = SqlFiles.find(Database.Kind.HSQLDB, example, files::isNamed);
    try (Database database = Database.openFile(directory.resolve("lowstock"), sql);
        QuietBot bot =
            QuietBot.withAllRoutes(database, "v3", Map.of("ROUTES_DIR", example.toString()))) {
      // What the example's README has the engineer set.
      bot.camel().getPropertiesComponent().addInitialProperty("PHONE_URL", "https://ntfy.sh/mugs");
      assertThat(new RouteCheck(bot.camel()).check(files)).isEmpty();
    }
    assertThat(example.resolve("README.md")).isNotEmptyFile();
    for (Path file : files.own()) {
      assertThat(Files.readString(file)).startsWith("# ").doesNotContain("uri: direct:");
    }
  }

  /** The same, with the components that examples want beside it. */
  private Path withJars(Path example) throws IOException {
    Path copy = directory.resolve(example.getFileName());
    try (Stream<Path> files = Files.walk(example)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(example.relativize(file).toString()));
      }
    }
    Files.createSymbolicLink(copy.resolve("lib"), Path.of("target/own-jars").toAbsolutePath());
    return copy;
  }

  @Test
  void checkSaysThatV3HasNoFeed() throws Exception {
    RouteFiles files = RouteFiles.find("v3", feedEvery("10m"));

    try (Database database = Database.openFile(directory.resolve("lowstock"));
        QuietBot bot = QuietBot.withAllRoutes(database, "v3", Map.of())) {
      assertThat(new RouteCheck(bot.camel()).check(files))
          .singleElement()
          .asString()
          .contains("etsy:feed needs Etsy's API v2");
    }
  }

  @Test
  void newTitleOfAListingIsToldOnceAndTheFirstIsNot() throws Exception {
    ExampleBot bot = start("renamed-listing", Map.of());
    SandboxListing mug = bot.shop.lists("Blue mug", 10, "MUG-BLUE");
    bot.logsIn(bot.ada);

    awaitNextSecond();
    mug.isRenamed("Sky blue mug");
    bot.awaitTold(bot.ada, "Renamed: it is called Sky blue mug now\nSKU: MUG-BLUE");
    SandboxListing lamp = bot.shop.lists("Desk lamp", 1);
    mug.sells(1);
    awaitNextSecond();
    mug.isRenamed("Blue mug &amp; saucer");
    bot.awaitTold(bot.ada, "it is called Blue mug & saucer now");
    lamp.sellsOut();
    bot.awaitTold(bot.ada, "Sold out: Desk lamp");

    assertThat(bot.ada.messages())
        .filteredOn(message -> message.text().contains("Renamed"))
        .hasSize(2);
    assertThat(bot.metrics()).contains("renamed_listings_total 2.0");
  }

  @Test
  void otherWordsAreSaidInTheLanguageOfTheChat() throws Exception {
    ExampleBot bot = start("other-words", Map.of());
    Person bert = bot.telegram.person("Bert").speaks("de");
    SandboxListing mug = bot.shop.lists("Blue mug", 1);
    bot.logsIn(bot.ada);
    bot.logsIn(bert);

    mug.sellsOut();

    assertThat(bot.awaitTold(bot.ada, "Time to restock!").text())
        .isEqualTo("Time to restock! Blue mug is gone.");
    assertThat(bot.awaitTold(bert, "Ausverkauft: Blue mug").text()).contains("Keine SKU");
  }

  @Test
  void phoneChannelPushesEachAlert() throws Exception {
    BlockingQueue<String> pushed = new LinkedBlockingQueue<>();
    HttpServer ntfy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ntfy.createContext(
        "/my-topic",
        http -> {
          String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          pushed.add(http.getRequestHeaders().getFirst("Click") + "\n" + body);
          http.sendResponseHeaders(200, -1);
          http.close();
        });
    ntfy.start();
    try {
      ExampleBot bot =
          start(
              "phone-channel",
              Map.of("PHONE_URL", "http://127.0.0.1:" + ntfy.getAddress().getPort() + "/my-topic"));
      SandboxListing mug = bot.shop.lists("Blue mug – größer", 1, "MUG-BLUE");
      bot.logsIn(bot.ada);

      mug.sellsOut();

      assertThat(pushed.poll(20, TimeUnit.SECONDS))
          .isEqualTo(
              "https://www.etsy.com/listing/"
                  + mug.id()
                  + "\nSold out: Blue mug – größer\nSKU: MUG-BLUE\nShop: BlueMugs");
      bot.awaitTold(bot.ada, "Sold out: Blue mug");
    } finally {
      ntfy.stop(0);
    }
  }

  @Test
  void slackIsPostedTheTextOfEachAlertAsJson() throws Exception {
    BlockingQueue<String> posted = new LinkedBlockingQueue<>();
    HttpServer slack =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slack.createContext(
        "/services",
        http -> {
          posted.add(new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          http.sendResponseHeaders(200, -1);
          http.close();
        });
    slack.start();
    try {
      ExampleBot bot =
          start(
              "slack-channel",
              Map.of(
                  "SLACK_URL", "http://127.0.0.1:" + slack.getAddress().getPort() + "/services"));
      SandboxListing mug = bot.shop.lists("Blue mug, \"größer\" (2)", 1, "MUG-BLUE");
      bot.logsIn(bot.ada);

      mug.sellsOut();

      assertThat(posted.poll(20, TimeUnit.SECONDS))
          .isEqualTo(
              "{\"text\":\"Sold out: Blue mug, \\\"größer\\\" (2)\\nSKU: MUG-BLUE\\nShop: BlueMugs\"}");
    } finally {
      slack.stop(0);
    }
  }

  @Test
  void whatRunsLowComesToATopicOfItsOwnAndTheRestDoesNot() throws Exception {
    SandboxTelegram telegram = SandboxTelegram.start();
    Person bert = telegram.person("Bert");
    GroupChat club = telegram.group("Club", bert).becomesSupergroup();
    long low = club.opensTopic("Low");
    ExampleBot bot =
        start(
            "other-topic",
            telegram,
            Map.of("TOPIC_CHAT", Long.toString(club.chatId()), "TOPIC_LOW", Long.toString(low)));
    SandboxListing mug = bot.shop.lists("Blue mug", 4, "MUG-BLUE");
    SandboxListing lamp = bot.shop.lists("Desk lamp", 1);
    bot.logsIn(bert, club);

    mug.sells(2);

    assertThat(bot.awaitTold(club, "Low: Blue mug").topic()).contains(low);
    lamp.sellsOut();
    assertThat(bot.awaitTold(club, "Sold out: Desk lamp").topic()).isEmpty();
  }

  @Test
  void whatRunsLowIsForGroupsAndWhatSoldOutForAll() throws Exception {
    SandboxTelegram telegram = SandboxTelegram.start();
    Person bert = telegram.person("Bert");
    GroupChat club = telegram.group("Club", bert);
    ExampleBot bot = start("low-for-groups", telegram, Map.of());
    SandboxListing mug = bot.shop.lists("Blue mug", 4, "MUG-BLUE");
    bot.logsIn(bot.ada);
    bot.logsIn(bert, club);

    mug.sells(2);
    bot.awaitTold(club, "Low: Blue mug");
    mug.sellsOut();
    bot.awaitTold(club, "Sold out: Blue mug");
    bot.awaitTold(bot.ada, "Sold out: Blue mug");

    assertThat(ExampleBot.isTold(bot.ada, "Low: Blue mug")).isFalse();
  }

  @Test
  void mailGoesOutForOneShopOnly() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.setUser("ada@example.org", "ada", "blue-secret");
    server.start();
    try {
      Map<String, String> values = new HashMap<>();
      values.put("MAIL_SERVER", "smtp://127.0.0.1:" + server.getSmtp().getPort());
      values.put("MAIL_USER", "ada");
      values.put("MAIL_PASSWORD", "blue-secret");
      values.put("MAIL_FROM", "lowstock@example.org");
      values.put("MAIL_TO", "ada@example.org");
      ExampleBot bot = start("mail-for-one-shop", values);
      SandboxListing mug = bot.shop.lists("Blue mug – größer", 1, "MUG-BLUE");
      bot.logsIn(bot.ada);

      mug.sellsOut();

      assertThat(server.waitForIncomingEmail(20_000, 1)).isTrue();
      MimeMessage mail = server.getReceivedMessages()[0];
      assertThat(mail.getSubject()).isEqualTo("[Lowstock] BlueMugs, listing " + mug.id());
      assertThat(mail.getContent().toString())
          .contains("Sold out: Blue mug – größer")
          .contains("https://www.etsy.com/listing/" + mug.id());
      assertThat(GreenMailUtil.getAddressList(mail.getAllRecipients()))
          .isEqualTo("ada@example.org");
    } finally {
      server.stop();
    }
  }

  @Test
  void mailDoesNotGoOutForOtherShops() throws Exception {
    ExampleBot bot = start("mail-for-one-shop", Map.of("MAIL_SHOP", "RedMugs"));
    SandboxListing mug = bot.shop.lists("Blue mug", 1);
    bot.logsIn(bot.ada);

    mug.sellsOut();

    bot.awaitTold(bot.ada, "Sold out: Blue mug");
    assertThat(channelsOfAlerts(bot)).containsExactly("telegram");
  }

  @Test
  void nightHoldsTheAlertUntilTheMorning() throws Exception {
    ExampleBot bot = start("quiet-hours", Map.of("QUIET_ZONE", zoneWhereItIs(3)));
    SandboxListing mug = bot.shop.lists("Blue mug", 1);
    SandboxListing lamp = bot.shop.lists("Desk lamp", 1);
    bot.logsIn(bot.ada);

    mug.sellsOut();
    lamp.sellsOut();

    await().atMost(ExampleBot.PATIENCE).until(() -> heldSeconds(bot).size() == 2);
    long untilMorning =
        Duration.between(localNow(3), localNow(3).toLocalDate().atTime(8, 0).atZone(zone(3)))
            .toSeconds();
    assertThat(heldSeconds(bot))
        .allSatisfy(held -> assertThat(held).isCloseTo(untilMorning, in(5)));
    assertThat(ExampleBot.isTold(bot.ada, "Blue mug")).isFalse();

    bot.database().update("UPDATE alert SET due_at = CURRENT_TIMESTAMP");
    bot.awaitTold(bot.ada, "2 listings sold out");
  }

  @Test
  void dayHoldsNothing() throws Exception {
    ExampleBot bot = start("quiet-hours", Map.of("QUIET_ZONE", zoneWhereItIs(12)));
    SandboxListing mug = bot.shop.lists("Blue mug", 1);
    bot.logsIn(bot.ada);

    mug.sellsOut();

    bot.awaitTold(bot.ada, "Sold out: Blue mug");
  }

  @Test
  void ignoredSectionIsNotTold() throws Exception {
    ExampleBot bot = start("ignore-section", Map.of("IGNORED_SECTIONS", "41,42"));
    SandboxListing old = bot.shop.lists("Old mug", 1);
    old.isPutInto(42);
    SandboxListing mug = bot.shop.lists("New mug", 1);
    mug.isPutInto(4);
    SandboxListing lamp = bot.shop.lists("Desk lamp", 1);
    bot.logsIn(bot.ada);

    old.sellsOut();
    await()
        .atMost(ExampleBot.PATIENCE)
        .until(
            () ->
                !bot.database()
                    .queryForList("SELECT id FROM stock_event WHERE described_at IS NOT NULL")
                    .isEmpty());
    mug.sellsOut();
    bot.awaitTold(bot.ada, "Sold out: New mug");
    lamp.sellsOut();
    bot.awaitTold(bot.ada, "Sold out: Desk lamp");

    assertThat(ExampleBot.isTold(bot.ada, "Old mug")).isFalse();
  }

  @Test
  void entriesOfOneSellerAreLogged() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger("look-at-listings");
    logger.addAppender(log);
    try {
      ExampleBot bot = start("log-one-seller", Map.of("LOG_SELLER", "10000001"));
      SandboxListing mug = bot.shop.lists("Blue mug", 2);
      SandboxShop other = bot.etsy.shop("RedPots");
      other.lists("Red pot", 1).sellsOut();
      bot.logsIn(bot.telegram.person("Bert"), other);
      bot.logsIn(bot.ada);
      mug.sellsOut();
      bot.awaitTold(bot.ada, "Sold out: Blue mug");

      assertThat(bot.shop.sellerId()).isEqualTo(10000001);
      assertThat(List.copyOf(log.list))
          .extracting(ILoggingEvent::getFormattedMessage)
          .allMatch(line -> line.startsWith("Seller 10000001, listing " + mug.id()))
          .anyMatch(line -> line.contains(": active, 2 left, changed at "))
          .anyMatch(line -> line.contains(": sold_out, 0 left, changed at "));
    } finally {
      logger.detachAppender(log);
    }
  }

  @Test
  void alertsAreAppendedToACsvFile() throws Exception {
    Path file = directory.resolve("csv/alerts.csv");
    ExampleBot bot = start("alerts-to-csv", Map.of("CSV_DIR", directory.resolve("csv").toString()));
    SandboxListing mug = bot.shop.lists("Blue mug &quot;Ada&quot;, big", 1, "MUG-BLUE", "MUG-L");
    SandboxListing lamp = bot.shop.lists("Desk lamp", 1);
    bot.logsIn(bot.ada);

    mug.sellsOut();
    await().atMost(ExampleBot.PATIENCE).until(() -> lines(file).size() == 1);
    lamp.sellsOut();
    await().atMost(ExampleBot.PATIENCE).until(() -> lines(file).size() == 2);

    assertThat(lines(file).get(0))
        .matches(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,sold_out,"
                + mug.id()
                + ",\"BlueMugs\",\"MUG-BLUE MUG-L\",\"Blue mug \"\"Ada\"\", big\"");
    assertThat(lines(file).get(1)).endsWith(",\"BlueMugs\",\"\",\"Desk lamp\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", "+", "-", "@"})
  void spreadsheetCalculatesNothing(String sign) throws Exception {
    Path file = directory.resolve("csv/alerts.csv");
    ExampleBot bot = start("alerts-to-csv", Map.of("CSV_DIR", directory.resolve("csv").toString()));
    SandboxListing evil = bot.shop.lists(sign + "HYPERLINK(&quot;http://x&quot;)", 1, sign + "1+1");
    bot.logsIn(bot.ada);

    evil.sellsOut();
    await().atMost(ExampleBot.PATIENCE).until(() -> lines(file).size() == 1);

    assertThat(lines(file).get(0))
        .endsWith(
            ",\"BlueMugs\",\"’" + sign + "1+1\",\"’" + sign + "HYPERLINK(\"\"http://x\"\")\"");
  }

  @Test
  void nightReadsTheFeedLessOften() throws Exception {
    ExampleBot bot = startFeed("10m");

    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(5))
        .until(() -> bot.etsy.count(EtsyEndpoint.FEED) <= 1);
  }

  @Test
  void dayReadsTheFeedOften() throws Exception {
    ExampleBot bot = startFeed("{{ETSY_POLL_PERIOD}}");

    await().atMost(ExampleBot.PATIENCE).until(() -> bot.etsy.count(EtsyEndpoint.FEED) > 3);
  }

  @Test
  void nightLooksAtShopsLessOften() throws Exception {
    ExampleBot bot = start("poll-less-at-night", Map.of("NIGHT_HOURS", everyHour()));
    SandboxListing mug = bot.shop.lists("Blue mug", 2);
    bot.logsIn(bot.ada);
    int looks = bot.etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP);

    mug.sellsOut();

    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(5))
        .until(() -> bot.etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP) == looks);
  }

  @Test
  void dayLooksAtShopsOften() throws Exception {
    ExampleBot bot = start("poll-less-at-night", Map.of("NIGHT_HOURS", "none"));
    bot.shop.lists("Blue mug", 2);
    bot.logsIn(bot.ada);
    int looks = bot.etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP);

    await()
        .atMost(ExampleBot.PATIENCE)
        .until(() -> bot.etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP) > looks + 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "50ms", "${nosuch:x}"})
  void checkNamesThePeriodThatIsNoTime(String period) throws Exception {
    RouteFiles files = RouteFiles.find("v2", feedEvery(period));

    try (Database database = Database.openFile(directory.resolve("lowstock"));
        QuietBot bot = QuietBot.withAllRoutes(database, "v2", Map.of())) {
      assertThat(new RouteCheck(bot.camel()).check(files))
          .singleElement()
          .asString()
          .contains("notice-stock-events.camel.yaml:")
          .containsAnyOf("period is a time of at least 100ms", "nosuch");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5s", "50ms", "${body}"})
  void periodThatIsNoTimeStopsTheStart(String period) {
    assertThatThrownBy(() -> startFeed(period))
        .hasStackTraceContaining("period is a time of at least 100ms, such as 20s or 10m, not '");
  }

  @Test
  void summaryTellsWhatIsSoldOut() throws Exception {
    ExampleBot bot =
        start("daily-summary", Map.of("SUMMARY_HOURS", everyHour(), "SUMMARY_PERIOD", "500ms"));
    SandboxListing mug = bot.shop.lists("Blue mug &quot;Ada&quot; &lt;3", 1);
    SandboxListing lamp = bot.shop.lists("Desk lamp", 1);
    bot.shop.lists("Vase", 1);
    bot.logsIn(bot.ada);
    mug.sellsOut();
    lamp.sellsOut();

    assertThat(bot.awaitTold(bot.ada, "Sold out now: 2").text())
        .contains("Blue mug \"Ada\" <3")
        .contains("Desk lamp")
        .doesNotContain("Vase");
  }

  @Test
  void ownCommandIsAnsweredWithWhatStandsBehindIt() throws Exception {
    ExampleBot bot = start("week-command", Map.of());
    bot.shop.lists("Vase", 1);
    SandboxListing mug = bot.shop.lists("Blue mug", 1);
    SandboxListing lamp = bot.shop.lists("Desk lamp", 1);
    bot.logsIn(bot.ada);
    mug.sellsOut();
    lamp.sellsOut();
    bot.awaitTold(bot.ada, "Blue mug");
    bot.awaitTold(bot.ada, "Desk lamp");

    bot.ada.says("/week");
    bot.awaitTold(bot.ada, "Sold out in the last seven days: 2");
    bot.ada.says("/week MUG");
    bot.awaitTold(bot.ada, "Sold out in the last seven days: 1");
    bot.ada.says("/help");
    bot.awaitTold(bot.ada, "/week – How much sold out in the last seven days");
  }

  @Test
  void queriesRunOnPostgresqlToo() throws Exception {
    try (Database database = SERVER.open()) {
      NamedParameterJdbcTemplate sql = new NamedParameterJdbcTemplate(database.dataSource());
      sql.getJdbcOperations().update("INSERT INTO seller (seller_id) VALUES (7)");
      Map<String, Object> listing = new HashMap<>();
      listing.put("listingId", 42L);
      listing.put("sellerId", 7L);
      listing.put("state", "active");
      listing.put("title", "Blue mug");
      listing.put("shopName", null);
      listing.put("url", null);
      listing.put("sectionId", null);
      listing.put("quantity", 3);
      listing.put("updatedAt", 1_600_000_000L);
      sql.getJdbcOperations()
          .update(
              "INSERT INTO listing (listing_id, seller_id, state, changed_tsz, title)"
                  + " VALUES (42, 7, 'active', 1500000000, 'Green mug')");

      assertThat(sql.update(query("renamed-listing/record-renamed-listing.sql"), listing))
          .isEqualTo(1);
      assertThat(sql.update(query("renamed-listing/record-renamed-listing.sql"), listing)).isZero();
      assertThat(
              sql.queryForObject(
                  query("quiet-hours/seconds-to-hold.sql"),
                  Map.of("clock", "22:30:10", "opens", "8", "closes", "22"),
                  Long.class))
          .isEqualTo(9 * 3600 + 29 * 60 + 50);
      assertThat(sql.queryForList(query("daily-summary/select-sold-out-by-chat.sql"), Map.of()))
          .isEmpty();
      assertThat(
              sql.queryForObject(
                  query("week-command/count-sold-out-of-week.sql"),
                  Map.of("channel", "telegram", "address", "1001", "argument", "mug"),
                  Long.class))
          .isZero();
    }
    SqlFiles replaced =
        SqlFiles.find(Database.Kind.POSTGRESQL, EXAMPLES.resolve("low-for-groups"), file -> false);
    Database.openServer(SERVER.newDatabase(), "postgres", "postgres", replaced).close();
  }

  /** As camel-sql reads it: {@code :#name} and {@code :#${body.name}} are named values. */
  private static String query(String file) throws IOException {
    return Files.readString(EXAMPLES.resolve(file))
        .replaceAll("(?m)^--.*\n", "")
        .replaceAll(":#\\$\\{(?:body|variable\\.request)\\.(\\w+)}", ":$1")
        .replace(":#", ":");
  }

  private static String everyHour() {
    return String.join(
        ",", IntStream.range(0, 24).mapToObj(hour -> String.format("%02d", hour)).toList());
  }

  /** The bundled route of v2, with another period. */
  private Path feedEvery(String period) throws IOException {
    String name = "notice-stock-events.camel.yaml";
    String bundled = Files.readString(Path.of("src/main/resources/routes/v2", name));
    Path routes = Files.createDirectories(directory.resolve("feed"));
    Files.writeString(routes.resolve(name), bundled.replace("{{ETSY_POLL_PERIOD}}", period));
    return routes;
  }

  private ExampleBot startFeed(String period) throws Exception {
    running =
        new ExampleBot(
            feedEvery(period), directory, "v2", SandboxTelegram.start(), Map.of(), Map.of());
    return running;
  }

  private ExampleBot start(String example, Map<String, String> values) throws Exception {
    return start(example, SandboxTelegram.start(), values);
  }

  private ExampleBot start(String example, SandboxTelegram telegram, Map<String, String> values)
      throws Exception {
    Path routes = EXAMPLES.resolve(example);
    running = new ExampleBot(routes, directory, "v3", telegram, values, Map.of());
    return running;
  }

  private static List<String> channelsOfAlerts(ExampleBot bot) throws Exception {
    return bot.database()
        .queryForList(
            "SELECT c.channel FROM alert a JOIN chat c ON c.id = a.chat_id"
                + " WHERE a.event_id IS NOT NULL",
            String.class);
  }

  private static List<Long> heldSeconds(ExampleBot bot) throws Exception {
    return bot.database()
        .queryForList(
            "SELECT CAST((due_at - CURRENT_TIMESTAMP) SECOND AS BIGINT) FROM alert"
                + " WHERE event_id IS NOT NULL",
            Long.class);
  }

  private static org.assertj.core.data.Offset<Long> in(long seconds) {
    return org.assertj.core.data.Offset.offset(seconds);
  }

  /** A zone in which it is some minutes past this hour. */
  private static String zoneWhereItIs(int hour) {
    int ahead = Math.floorMod(hour - ZonedDateTime.now(ZoneOffset.UTC).getHour(), 24);
    return "GMT" + (ahead > 12 ? "-" + (24 - ahead) : "+" + ahead);
  }

  private static ZoneOffset zone(int hour) {
    return ZoneOffset.of(zoneWhereItIs(hour).substring("GMT".length()));
  }

  private static ZonedDateTime localNow(int hour) {
    return ZonedDateTime.now(zone(hour));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Etsy stamps changes in seconds: what happens after this has another stamp. */
  private static void awaitNextSecond() {
    long second = Instant.now().getEpochSecond();
    await().pollInterval(Duration.ofMillis(5)).until(() -> Instant.now().getEpochSecond() > second);
  }
}
