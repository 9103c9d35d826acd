package dev.lowstock.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lowstock.bot.QuietBot;
import dev.lowstock.bot.RawHttp;
import dev.lowstock.command.BotClient;
import dev.lowstock.command.BotSilent;
import dev.lowstock.command.OutboxText;
import dev.lowstock.outbox.Outbox;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.settings.Settings;
import dev.lowstock.settings.SettingsRefused;
import dev.lowstock.store.Database;
import dev.lowstock.store.TokenCipher;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the operator's commands ask of a running bot: through the real client, HTTP, the real routes
 * and a real database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OperateContract {
  static final String ADA = "1001";
  static final long MUG = 700_000_001;
  private static final String BOB = "1002";
  private static final long POT = 700_000_002;
  private static final long BLUE_MUGS = 10_000_001;
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final String OTHER_KEY =
      Base64.getEncoder().encodeToString("k".repeat(32).getBytes(StandardCharsets.US_ASCII));

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger wakes = new AtomicInteger();
  private Database database;
  private QuietBot bot;
  private JdbcTemplate rows;
  private Map<String, String> environment;
  BotClient client;
  Path folder;

  abstract Database open(Path folder);

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    folder = directory;
    database = open(folder);
    rows = new JdbcTemplate(database.dataSource());
    environment =
        Map.of(
            "ETSY_API",
            "v3",
            "HTTP_PORT",
            Integer.toString(FreePorts.next()),
            "NOTIFY_WEBHOOK_URL",
            "http://127.0.0.1:9/hook");
    bot =
        QuietBot.serving(
            database,
            environment,
            "classpath:routes/operate.camel.yaml,classpath:routes/describe-stock-events.camel.yaml,"
                + "classpath:routes/hooks/filter-stock-events.camel.yaml,classpath:routes/keep-house.camel.yaml,"
                + "classpath:routes/notify/send-alerts.camel.yaml,classpath:routes/notify/notify-webhook.camel.yaml");
    bot.camel().getRouteController().startRoute("describe-stock-events");
    bot.due().wakes(wakes::incrementAndGet);
    client = client(KEY);
  }

  @AfterAll
  void stop() {
    bot.close();
    database.close();
  }

  @BeforeEach
  void oneShopAndTwoChats() {
    for (String table : List.of("chat", "seller")) {
      rows.update("DELETE FROM " + table);
    }
    wakes.set(0);
    rows.update("INSERT INTO seller (seller_id, shop_name) VALUES (?, 'BlueMugs')", BLUE_MUGS);
    for (String chat : List.of(ADA, BOB)) {
      rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', ?)", chat);
      rows.update(
          "INSERT INTO subscription (chat_id, seller_id) SELECT id, ? FROM chat WHERE address = ?",
          BLUE_MUGS,
          chat);
    }
    listing(MUG, "Blue mug");
    listing(POT, "Red pot");
  }

  // --- Who is let in ----------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"})
  void toAnybodyElseItIsAPathWithNothingThere(String method) throws Exception {
    HttpResponse<String> nothing = send(method, "/no/such/path", null);

    assertThat(nothing.statusCode()).isEqualTo(404);
    for (String path :
        List.of("/operate", "/operate/", "/operate/list", "/operate/backup", "/operate/x?ids=1")) {
      String foreign = OperatorProof.of(cipher(OTHER_KEY), method, path, Instant.now()).get(0);
      for (String authorization :
          new String[] {null, "", "Lowstock 1 a b", foreign, "Basic YTpi"}) {
        HttpResponse<String> answer = send(method, path, authorization);

        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(answer.body()).as(path).isEqualTo(nothing.body());
        assertThat(answer.headers().map()).as(path).isEqualTo(nothing.headers().map());
      }
    }
  }

  @Test
  void proofOfAnyKeyOfTheBotIsTakenAndOfNoOther() throws Exception {
    assertThat(client(OTHER_KEY + "," + KEY).ask("list", Map.of())).contains("totals");
    assertThatThrownBy(() -> client(OTHER_KEY).ask("list", Map.of()))
        .isInstanceOf(BotSilent.class)
        .hasMessageContaining("does not take the key of these settings");
  }

  @Test
  void proofCountsOnce() throws Exception {
    String proof = proof("POST", "/operate/list", 0);

    assertThat(send("POST", "/operate/list", proof).statusCode()).isEqualTo(200);
    assertNothingThere("POST", "/operate/list", proof);
    for (String parameter : List.of("most", "who", "what", "window")) {
      assertThat(send("POST", "/operate/list", proof, parameter, "-1000").statusCode())
          .as(parameter)
          .isEqualTo(404);
      assertThat(send("POST", "/operate/list", proof, parameter, "1000").statusCode())
          .as(parameter)
          .isEqualTo(404);
    }
  }

  @Test
  void proofIsForOneRequestOnly() throws Exception {
    String proof = proof("POST", "/operate/drop?ids=1", 0);

    for (String other :
        List.of(
            "/operate/drop?ids=2",
            "/operate/drop?ids=1&everything=true",
            "/operate/drop",
            "/operate/list?ids=1",
            "/operate//drop?ids=1")) {
      assertNothingThere("POST", other, proof);
    }
    assertNothingThere("PUT", "/operate/drop?ids=1", proof);
    assertNothingThere("POST", "/operate/drop?ids=1", proof.replaceFirst(" \\d+ ", " 1 "));
    assertThat(send("POST", "/operate/drop?ids=1", proof).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {-70, 70})
  void proofOfAnotherTimeIsNone(long seconds) throws Exception {
    assertNothingThere("POST", "/operate/list", proof("POST", "/operate/list", seconds));
    assertThat(
            send("POST", "/operate/list", proof("POST", "/operate/list", seconds / 2)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void headersOfSomebodyInBetweenAreNotWhatIsAsked() throws Exception {
    alert(ADA, MUG, "due");

    HttpResponse<String> answer =
        send(
            "POST",
            "/operate/drop?ids=1",
            proof("POST", "/operate/drop?ids=1", 0),
            "everything",
            "true");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(states(ADA)).containsExactly("due");
  }

  @Test
  void whatIsNotOfferedIsNotThereForTheOperatorEither() throws Exception {
    assertNothingThere("GET", "/operate/list", proof("GET", "/operate/list", 0));
    assertNothingThere("POST", "/operate/try-alerts", proof("POST", "/operate/try-alerts", 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"states=delivered", "ids=1%3B2", "ids=x", "limit=-1", "kind=A%20B", "listing=1.5"})
  void whatMeansNothingIsRefusedInALine(String query) throws Exception {
    String target = "/operate/list?" + query;
    HttpResponse<String> answer = send("POST", target, proof("POST", target, 0));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).hasLineCount(1).doesNotContain("Exception", "\tat ");
  }

  @Test
  void queryThatCannotBeReadIsRefused() throws Exception {
    String target = "/operate/list?ids=%zz";
    RawHttp.Answer answer =
        new RawHttp(Integer.parseInt(Objects.requireNonNull(environment.get("HTTP_PORT"))))
            .ask(
                "POST " + target + " HTTP/1.1",
                List.of("Content-Length: 0", "Authorization: " + proof("POST", target, 0)),
                new byte[0]);

    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void noBotIsOneLine() throws Exception {
    Map<String, String> nowhere = new HashMap<>(environment);
    nowhere.put("HTTP_PORT", Integer.toString(FreePorts.next()));

    assertThatThrownBy(() -> client(KEY, nowhere).ask("list", Map.of()))
        .isInstanceOf(BotSilent.class)
        .hasMessageStartingWith("No bot answers at http://127.0.0.1:");
  }

  // --- What is undelivered ----------------------------------------------------------------------

  @Test
  void listTellsWhatIsOwedAndWhy() throws Exception {
    long waiting = alert(ADA, MUG, "due");
    alert(BOB, MUG, "delivered");
    rows.update(
        "UPDATE alert SET attempts = 3, trouble = 'TelegramUnreachable',"
            + " created_at = CURRENT_TIMESTAMP - INTERVAL '300' SECOND WHERE id = ?",
        waiting);
    hold(ADA, 60);

    JsonNode answer = ask("list", Map.of("states", "due"));

    assertThat(answer.path("totals")).hasSize(1);
    assertThat(answer.at("/totals/0/alerts").asInt()).isEqualTo(1);
    JsonNode alert = answer.at("/alerts/0");
    assertThat(alert.path("id").asLong()).isEqualTo(waiting);
    assertThat(alert.path("chat").asText()).isEqualTo(ADA);
    assertThat(alert.path("age_seconds").asInt()).isBetween(300, 400);
    assertThat(alert.path("next_try_seconds").asInt()).isBetween(30, 60);
    assertThat(OutboxText.undelivered(answer))
        .contains("1 due, the oldest for 5 min", "sold_out", "700000001", "TelegramUnreachable")
        .contains("Blue mug", "MUG-700000001");
  }

  @Test
  void topicThatAnAlertGoesToIsNamed() throws Exception {
    alert(ADA, MUG, "due");
    alert(BOB, MUG, "due");
    rows.update(
        "UPDATE subscription SET topic = 17 WHERE chat_id = (SELECT id FROM chat WHERE address = ?)",
        ADA);

    JsonNode list = ask("list", Map.of("states", "due"));
    JsonNode preview = ask("preview", Map.of());

    assertThat(list.at("/alerts/0/topic").asLong()).isEqualTo(17);
    assertThat(list.at("/alerts/1/topic").isNull()).isTrue();
    assertThat(OutboxText.undelivered(list)).containsOnlyOnce(ADA + " topic 17");
    assertThat(OutboxText.previews(preview)).containsOnlyOnce("  topic 17:");
  }

  @Test
  void limitCutsTheListAndNotTheTotals() throws Exception {
    alert(ADA, MUG, "refused");
    alert(ADA, POT, "refused");

    JsonNode answer = ask("list", Map.of("states", "refused,retired", "limit", "1"));

    assertThat(answer.at("/totals/0/alerts").asInt()).isEqualTo(2);
    assertThat(answer.path("alerts")).hasSize(1);
  }

  @Test
  void titleDoesNothingToTheTerminal() throws Exception {
    String title = "Mug\u001b[2J\u202Egnp.exe\u0007\r\n\u009b31m \u007f";
    alert(ADA, MUG, "due");
    rows.update("UPDATE stock_event SET title = ?, skus = ?", title, title);

    JsonNode list = ask("list", Map.of("states", "due"));
    JsonNode preview = ask("preview", Map.of());

    for (String text :
        List.of(
            OutboxText.undelivered(list), OutboxText.previews(preview), OutboxText.json(list))) {
      assertThat(text).contains("Mug").matches("[^\\p{Cc}\\p{Cf}]*(\n[^\\p{Cc}\\p{Cf}]*)*");
    }
  }

  // --- Replay and drop --------------------------------------------------------------------------

  @Test
  void deadAlertIsDueAgainAndDeliveryWakes() throws Exception {
    long dead = alert(ADA, MUG, "refused");
    alert(BOB, MUG, "refused");

    JsonNode answer = ask("replay", Map.of("ids", dead + ",999999"));

    assertThat(answer.path("alerts").asInt()).isEqualTo(1);
    assertThat(states(ADA)).containsExactly("due");
    assertThat(states(BOB)).containsExactly("refused");
    assertThat(wakes).hasValue(1);
    assertThat(outbox().claim()).isNotNull();
  }

  @Test
  void replayEndsTheWaitAfterAFailureAndNotTheOneThatTelegramWants() throws Exception {
    long failed = alert(ADA, MUG, "due");
    rows.update("UPDATE alert SET attempts = 5 WHERE id = ?", failed);
    hold(ADA, 60);
    long slowed = alert(BOB, MUG, "due");
    rows.update("UPDATE alert SET attempts = 1 WHERE id = ?", slowed);
    hold(BOB, 300);

    ask("replay", Map.of("ids", failed + "," + slowed));

    assertThat(outbox().claim()).extracting(batch -> batch.chat().address()).isEqualTo(ADA);
    assertThat(outbox().claim()).isNull();
  }

  @Test
  void replayOfEverythingLeavesWhatARouteHoldsBackAndChatsThatAreGone() throws Exception {
    long held = alert(ADA, MUG, "due");
    rows.update(
        "UPDATE alert SET due_at = CURRENT_TIMESTAMP + INTERVAL '3600' SECOND WHERE id = ?", held);
    alert(ADA, POT, "refused");
    alert(BOB, MUG, "retired");
    rows.update("UPDATE chat SET retired_at = CURRENT_TIMESTAMP WHERE address = ?", BOB);

    JsonNode answer = ask("replay", Map.of("everything", "true"));

    assertThat(answer.path("alerts").asInt()).isEqualTo(1);
    assertThat(outbox().preview(10))
        .singleElement()
        .satisfies(one -> assertThat(one.batches()).hasSize(1));
    assertThat(states(BOB)).containsExactly("retired");
  }

  @Test
  void droppedAlertIsNeverDeliveredAndIsCounted() throws Exception {
    double before = dropped();
    long gone = alert(ADA, MUG, "due");
    long delivered = alert(BOB, MUG, "delivered");

    JsonNode answer = ask("drop", Map.of("ids", gone + "," + delivered));

    assertThat(answer.path("alerts").asInt()).isEqualTo(1);
    assertThat(states(ADA)).containsExactly("dropped");
    assertThat(states(BOB)).containsExactly("delivered");
    assertThat(
            rows.queryForObject(
                "SELECT COUNT(*) FROM alert WHERE state = 'dropped' AND closed_at IS NOT NULL",
                Integer.class))
        .isEqualTo(1);
    assertThat(dropped()).isEqualTo(before + 1);
    assertThat(outbox().claim()).isNull();
    assertThat(ask("replay", Map.of("ids", Long.toString(gone))).path("alerts").asInt()).isZero();
  }

  // --- Dry runs ---------------------------------------------------------------------------------

  @Test
  void previewIsWhatIsThenSentAndChangesNothing() throws Exception {
    alert(ADA, MUG, "due");
    alert(ADA, POT, "due");
    alert(BOB, POT, "due");
    List<Map<String, Object>> before = rows.queryForList("SELECT * FROM alert ORDER BY id");
    List<Map<String, Object>> chats = rows.queryForList("SELECT * FROM chat ORDER BY id");

    JsonNode preview = ask("preview", Map.of());

    assertThat(rows.queryForList("SELECT * FROM alert ORDER BY id")).isEqualTo(before);
    assertThat(rows.queryForList("SELECT * FROM chat ORDER BY id")).isEqualTo(chats);
    assertThat(preview.path("chats")).hasSize(2);
    List<String> sent = new ArrayList<>();
    for (int n = 0; n < 2; n++) {
      Outbox.Batch batch = Objects.requireNonNull(outbox().claim());
      sent.add(batch.chat().address() + ": " + batch.message().plain());
    }
    List<String> told = new ArrayList<>();
    preview
        .path("chats")
        .forEach(
            chat ->
                told.add(chat.path("chat").asText() + ": " + chat.at("/messages/0/text").asText()));
    assertThat(told).isEqualTo(sent);
    assertThat(OutboxText.previews(preview)).contains("Blue mug", "Red pot", ADA + ", now");
  }

  @Test
  void oldAlertIsNotShownAsTold() throws Exception {
    alert(ADA, MUG, "due");
    rows.update("UPDATE stock_event SET noticed_at = CURRENT_TIMESTAMP - INTERVAL '7' HOUR");

    assertThat(OutboxText.previews(ask("preview", Map.of())))
        .contains("looked at again first")
        .doesNotContain("Blue mug");
  }

  @Test
  void tryTellsWhoWouldHearWhatAndStoresNothing() throws Exception {
    Map<String, Integer> before = counts();

    JsonNode trial = ask("try", Map.of("listing", Long.toString(MUG)));

    assertThat(counts()).isEqualTo(before);
    assertThat(wakes).hasValue(0);
    assertThat(trial.path("chats"))
        .extracting(chat -> chat.path("channel").asText() + " " + chat.path("chat").asText())
        .containsExactlyInAnyOrder("telegram " + ADA, "telegram " + BOB, "webhook operator");
    assertThat(OutboxText.trial(trial))
        .contains("sold_out of listing 700000001, Blue mug, shop BlueMugs", "MUG-700000001")
        .contains("tell=true, holdSeconds=0, channels=webhook", "Nothing was stored or sent.");
  }

  @Test
  void tryOfWhatIsBackIsForThoseThatAskedForIt() throws Exception {
    rows.update(
        "UPDATE subscription SET restocks = TRUE"
            + " WHERE chat_id = (SELECT id FROM chat WHERE address = ?)",
        BOB);

    JsonNode trial = ask("try", Map.of("listing", Long.toString(MUG), "kind", "restocked"));

    assertThat(trial.path("chats"))
        .filteredOn(chat -> chat.path("channel").asText().equals("telegram"))
        .singleElement()
        .satisfies(chat -> assertThat(chat.path("chat").asText()).isEqualTo(BOB));
  }

  @Test
  void triedEventPassesTheRouteOfRealOnes() throws Exception {
    bot.camel().getRouteController().stopRoute("describe-stock-events");
    try {
      assertThatThrownBy(() -> ask("try", Map.of("listing", Long.toString(MUG))))
          .isInstanceOf(BotSilent.class)
          .hasMessageContaining("no route describes stock events now");
    } finally {
      bot.camel().getRouteController().startRoute("describe-stock-events");
    }

    assertThat(ask("try", Map.of("listing", Long.toString(MUG))).path("chats")).hasSize(3);
  }

  @Test
  void listingThatIsNotKnownCannotBeTried() {
    assertThatThrownBy(() -> ask("try", Map.of("listing", "42")))
        .isInstanceOf(BotSilent.class)
        .hasMessageContaining("knows no such listing");
  }

  // --- Rows -------------------------------------------------------------------------------------

  private void listing(long id, String title) {
    rows.update(
        "INSERT INTO listing (listing_id, seller_id, state, title, quantity, changed_tsz)"
            + " VALUES (?, ?, 'active', ?, 3, 1)",
        id,
        BLUE_MUGS,
        title);
    for (int product = 1; product <= 2; product++) {
      rows.update(
          "INSERT INTO offering (listing_id, product_id, sku, quantity) VALUES (?, ?, ?, 3)",
          id,
          product,
          "MUG-" + id + "-" + product);
    }
  }

  long alert(String chat, long listing, String state) {
    String key = "key-" + listing;
    rows.update(
        "INSERT INTO stock_event (event_key, kind, listing_id, seller_id, title, shop_name, skus,"
            + " described_at) SELECT ?, 'sold_out', listing_id, seller_id, title, 'BlueMugs', ?,"
            + " CURRENT_TIMESTAMP FROM listing WHERE listing_id = ?"
            + " AND NOT EXISTS (SELECT 1 FROM stock_event WHERE event_key = ?)",
        key,
        "MUG-" + listing,
        listing,
        key);
    rows.update(
        "INSERT INTO alert (chat_id, event_id, state) SELECT c.id, e.id, ? FROM chat c, stock_event e"
            + " WHERE c.address = ? AND e.event_key = ?",
        state,
        chat,
        key);
    return Objects.requireNonNull(rows.queryForObject("SELECT MAX(id) FROM alert", Long.class));
  }

  private void hold(String chat, int seconds) {
    rows.update(
        "UPDATE chat SET hold_until = CURRENT_TIMESTAMP + "
            + seconds
            + " * INTERVAL '1' SECOND"
            + " WHERE address = ?",
        chat);
  }

  private List<String> states(String chat) {
    return rows.queryForList(
        "SELECT a.state FROM alert a JOIN chat c ON c.id = a.chat_id WHERE c.address = ?",
        String.class,
        chat);
  }

  private Map<String, Integer> counts() {
    Map<String, Integer> counts = new HashMap<>();
    for (String table : List.of("alert", "stock_event", "chat", "subscription")) {
      counts.put(
          table,
          Objects.requireNonNull(
              rows.queryForObject("SELECT COUNT(*) FROM " + table, Integer.class)));
    }
    return counts;
  }

  private double dropped() {
    return Objects.requireNonNull(bot.camel().getRegistry().findSingleByType(MeterRegistry.class))
        .get("alerts")
        .tag("outcome", "dropped")
        .counter()
        .count();
  }

  private Outbox outbox() {
    return bot.outbox();
  }

  // --- Requests ---------------------------------------------------------------------------------

  private JsonNode ask(String action, Map<String, String> asked) throws BotSilent {
    return OutboxText.read(client.ask(action, asked));
  }

  private BotClient client(String keys) throws SettingsRefused {
    return client(keys, environment);
  }

  private static BotClient client(String keys, Map<String, String> environment)
      throws SettingsRefused {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(
        Map.of(
            "TELEGRAM_TOKEN", "1:token",
            "ETSY_CONSUMER_KEY", "ada",
            "ETSY_SHARED_SECRET", "secret",
            "ETSY_REDIRECT_URI", "https://bot.example.org/etsy/callback",
            "SECRET_KEY", keys));
    return new BotClient(Settings.of(all));
  }

  private static TokenCipher cipher(String key) {
    return new TokenCipher(List.of(Base64.getDecoder().decode(key)));
  }

  private static String proof(String method, String target, long secondsFromNow) {
    Instant at = Instant.now().plusSeconds(secondsFromNow);
    return OperatorProof.of(cipher(KEY), method, target, at).get(0);
  }

  private void assertNothingThere(String method, String target, String authorization)
      throws Exception {
    HttpResponse<String> nothing = send(method, "/no/such/path", null);
    HttpResponse<String> answer = send(method, target, authorization);

    assertThat(answer.statusCode()).as(target).isEqualTo(404);
    assertThat(answer.body()).isEqualTo(nothing.body());
    assertThat(answer.headers().map()).isEqualTo(nothing.headers().map());
  }

  private HttpResponse<String> send(
      String method, String path, @Nullable String authorization, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + environment.get("HTTP_PORT") + path))
            .method(
                method,
                method.equals("GET") || method.equals("HEAD")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString("{\"some\":\"body\"}"));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
