package dev.lowstock.etsy.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.Message;
import dev.lowstock.etsy.api.V3Logins;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.EtsyV3Fault;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.store.Database;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Logging in, by the page that the browser ends on and by /pin, over real HTTP on both sides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallbackTest {
  private static final String ADA = "1001";
  private static final String GRACE = "1002";

  private final HttpClient http = HttpClient.newHttpClient();
  private Database database;
  private SandboxEtsy etsy;
  private V3Logins bot;
  private V3Logins otherNode;
  private JdbcTemplate rows;
  private SandboxShop shop;
  private int shops;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = Database.openFile(folder.resolve("lowstock"));
    rows = new JdbcTemplate(database.dataSource());
    etsy = SandboxEtsy.start();
    etsy.endsTokensWith("+/=&% ~ü");
    bot = new V3Logins(database, etsy);
    otherNode = new V3Logins(database, etsy);
  }

  @AfterAll
  void stop() {
    bot.close();
    otherNode.close();
    etsy.close();
    database.close();
  }

  @BeforeEach
  void empty() {
    etsy.heals();
    for (String table : List.of("login", "chat", "seller")) {
      rows.update("DELETE FROM " + table);
    }
    shops++;
    shop = etsy.shop("BlueMugs" + shops);
    bot.sent.clear();
    bot.looksWanted.set(0);
  }

  // --- The page ---------------------------------------------------------------------------------

  @Test
  void browserIsAskedAndThenTheChatIsLinkedAndTold() throws Exception {
    URI back = shop.grants(bot.starts(ADA, "Ada @ada"));

    HttpResponse<String> asked = get(back);
    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(asked.body()).contains("your private chat with this bot, as <b>“Ada”</b> (@ada)");
    assertThat(count("subscription")).isZero();

    HttpResponse<String> linked = confirm(back, "yes");

    assertThat(linked.statusCode()).isEqualTo(200);
    assertThat(linked.body()).contains("go back to Telegram", shop.name(), "<b>“Ada”</b> (@ada)");
    assertThat(told()).singleElement().asString().contains("I watch <b>" + shop.name() + "</b>");
    assertThat(bot.looksWanted.get()).isEqualTo(1);
    assertThat(
            rows.queryForMap(
                "SELECT s.seller_id, s.shop_id, s.shop_name, x.linked_by FROM seller s"
                    + " JOIN subscription x ON x.seller_id = s.seller_id"
                    + " JOIN shop_watch w ON w.shop_id = s.shop_id"
                    + " JOIN etsy_grant g ON g.seller_id = s.seller_id"
                    + " WHERE w.due_at <= CURRENT_TIMESTAMP AND w.baseline_at IS NULL"
                    + " AND g.expires_at > CURRENT_TIMESTAMP + INTERVAL '50' MINUTE"))
        .containsEntry("SELLER_ID", shop.sellerId())
        .containsEntry("SHOP_ID", shop.shopId())
        .containsEntry("SHOP_NAME", shop.name())
        .containsEntry("LINKED_BY", ADA);
  }

  @Test
  void shopLogsInAsABrowserDoes() {
    assertThat(shop.logsIn(bot.starts(ADA))).contains("go back to Telegram");
    assertThat(count("subscription")).isOne();
  }

  @Test
  void secretsAreSealedInTheDatabase() {
    String connect = bot.starts(ADA);
    String state = connect.replaceFirst(".*[?&]state=([^&]*).*", "$1");
    assertThat(rows.queryForList("SELECT * FROM login").toString()).doesNotContain(state);

    shop.logsIn(connect);

    assertThat(rows.queryForList("SELECT token_sealed, secret_sealed FROM etsy_grant").toString())
        .doesNotContain(shop.sellerId() + ".");
  }

  @Test
  void answerNoLinksNothingAndUsesTheLogInUp() throws Exception {
    URI back = shop.grants(bot.starts(ADA));
    int before = etsy.count(EtsyEndpoint.TOKEN);

    assertThat(confirm(back, "no").body()).contains("Nothing was linked");

    assertThat(confirm(back, "yes").statusCode()).isEqualTo(410);
    assertThat(count("subscription")).isZero();
    assertThat(etsy.count(EtsyEndpoint.TOKEN)).isEqualTo(before);
    assertThat(told()).isEmpty();
  }

  @Test
  void logInIsEndedOnceHoweverOftenAndWhereverItIsConfirmed() throws Exception {
    URI back = shop.grants(bot.starts(ADA));
    int before = etsy.count(EtsyEndpoint.TOKEN);

    List<Integer> statuses =
        atOnce(6, n -> confirm(n % 2 == 0 ? bot : otherNode, back, "yes").statusCode());

    assertThat(statuses).containsOnlyOnce(200).filteredOn(status -> status == 410).hasSize(5);
    assertThat(etsy.count(EtsyEndpoint.TOKEN)).isEqualTo(before + 1);
    assertThat(get(back).statusCode()).isEqualTo(410);
    assertThat(get(back).body()).contains("used already");
  }

  @Test
  void pageThatIsOpenedTwiceStillAsks() throws Exception {
    URI back = shop.grants(bot.starts(ADA));

    assertThat(get(back).statusCode()).isEqualTo(200);
    assertThat(get(back).statusCode()).isEqualTo(200);
    assertThat(confirm(back, "yes").statusCode()).isEqualTo(200);
  }

  @Test
  void logInOfSomebodyElseNamesThatChat() throws Exception {
    // Mallory sends Ada the link that the bot gave Mallory: Ada sees whose chat it would be.
    URI back = shop.grants(bot.starts(GRACE, "Mallory <b> @mallory"));

    assertThat(get(back).body())
        .contains("Is this your chat?", "<b>“Mallory &lt;b&gt;”</b> (@mallory)", "say no");
    assertThat(count("subscription")).isZero();
  }

  @Test
  void nameOfAChatIsNeverHtml() throws Exception {
    URI back = shop.grants(bot.starts(ADA, "<script>alert(1)</script>\" x='"));

    assertThat(get(back).body()).contains("&lt;script&gt;").doesNotContain("<script");
    assertThat(confirm(back, "yes").body()).contains("&lt;script&gt;").doesNotContain("<script");
  }

  @Test
  void refusedConsentIsKindAndLeavesTheLogInOpen() throws Exception {
    String connect = bot.starts(ADA);

    HttpResponse<String> refused = get(shop.refuses(connect));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("You did not allow it").doesNotContain("access_denied");
    assertThat(shop.logsIn(connect)).contains("go back to Telegram");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 400, Something is missing",
    "?code=abc, 400, Something is missing",
    "?state=abc, 400, Something is missing",
    "?code=a&code=b&state=abc, 400, Something is missing",
    "?code=abc&state=nobody, 404, Unknown log-in",
    "?error=access_denied&state=nobody, 400, You did not allow it",
    "?error=<script>alert(1)</script>, 400, did not give access"
  })
  void requestThatNoLogInFitsIsExplained(String query, int status, String words) throws Exception {
    HttpResponse<String> answer =
        get(URI.create(bot.callback + query.replace("<", "%3C").replace(">", "%3E")));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(words, "trademark of Etsy").doesNotContain("<script");
  }

  @Test
  void endlessParametersAreNoLogIn() throws Exception {
    String state = "s".repeat(1600);

    assertThat(get(URI.create(bot.callback + "?code=abc&state=" + state)).statusCode())
        .isEqualTo(400);
  }

  @Test
  void oldLogInIsToldSo() throws Exception {
    URI back = shop.grants(bot.starts(ADA));
    rows.update("UPDATE login SET started_at = started_at - INTERVAL '16' MINUTE");

    assertThat(get(back).statusCode()).isEqualTo(410);
    assertThat(confirm(back, "yes").body()).contains("too old");
    assertThat(count("subscription")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "page", "key"})
  void logInWorksOnAReloadWhenEtsyWasInTrouble(String kind) throws Exception {
    URI back = shop.grants(bot.starts(ADA));
    etsy.breaks(
        EtsyEndpoint.TOKEN,
        switch (kind) {
          case "500" -> EtsyV3Fault.serverError();
          case "page" -> EtsyFault.webPage(503);
          default -> EtsyV3Fault.keyUnknown();
        },
        1);

    HttpResponse<String> away = confirm(back, "yes");
    assertThat(away.statusCode()).isEqualTo(502);
    assertThat(away.body()).contains("Etsy");

    assertThat(confirm(back, "yes").statusCode()).isEqualTo(200);
    assertThat(count("subscription")).isOne();
  }

  @Test
  void codeThatEtsyTakesNoMoreNeedsANewLogIn() throws Exception {
    URI back = shop.grants(bot.starts(ADA));
    shop.removesTheApp();

    HttpResponse<String> ended = confirm(back, "yes");

    assertThat(ended.statusCode()).isEqualTo(410);
    assertThat(ended.body()).contains("no longer takes this code");
    assertThat(told()).isEmpty();
  }

  @Test
  void shopThatEtsyDoesNotNameAtFirstIsAskedForAgain() throws Exception {
    etsy.breaks(EtsyEndpoint.SHOP_BY_OWNER, EtsyV3Fault.serverError(), 1);

    assertThat(shop.logsIn(bot.starts(ADA))).contains("go back to Telegram");
  }

  @Test
  void accessWithoutAShopThatIsNamedIsUnfinished() throws Exception {
    etsy.breaks(EtsyEndpoint.SHOP_BY_OWNER, EtsyV3Fault.serverError());
    URI back = shop.grants(bot.starts(ADA));

    HttpResponse<String> unfinished = confirm(back, "yes");

    assertThat(unfinished.statusCode()).isEqualTo(502);
    assertThat(unfinished.body()).contains("which shop it is for");
    assertThat(count("seller")).isZero();
  }

  @Test
  void userWithoutAShopIsToldSo() throws Exception {
    etsy.breaks(EtsyEndpoint.SHOP_BY_OWNER, EtsyV3Fault.notFound());
    URI back = shop.grants(bot.starts(ADA));

    HttpResponse<String> answer = confirm(back, "yes");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("has no shop");
  }

  @Test
  void databaseInTroubleIsAPageToo() throws Exception {
    URI back = shop.grants(bot.starts(ADA));
    rows.execute("ALTER TABLE login RENAME TO away");
    try {
      HttpResponse<String> sorry = get(back);

      assertThat(sorry.statusCode()).isEqualTo(500);
      assertThat(sorry.body())
          .contains("Sorry, that did not work")
          .doesNotContain("Exception", "SELECT", "login SET");
    } finally {
      rows.execute("ALTER TABLE away RENAME TO login");
    }
  }

  @Test
  void pageIsSentWithWhatKeepsItToItself() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(bot.callback + "?code=abc&state=abc"))
            .header("X-Secret-Of-A-Proxy", "do-not-echo")
            .header("Cookie", "a=b")
            .build();

    HttpResponse<String> page = http.send(request, BodyHandlers.ofString());

    assertThat(page.headers().map().keySet())
        .doesNotContain("x-secret-of-a-proxy", "cookie", "user-agent", "code", "state");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void otherMethodsAreRefused(String method) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(bot.callback).method(method, BodyPublishers.noBody()).build();

    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void bodyThatIsNoFormDecidesNothing() throws Exception {
    URI back = shop.grants(bot.starts(ADA));
    for (String type : List.of("application/json", "text/plain", "multipart/form-data")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(back + "&confirm=yes"))
              .header("Content-Type", type)
              .POST(BodyPublishers.ofString(back.getRawQuery() + "&confirm=yes"))
              .build();

      assertThat(http.send(request, BodyHandlers.ofString()).statusCode())
          .as(type)
          .isBetween(400, 499);
    }
    assertThat(count("subscription")).isZero();
  }

  // --- /pin -------------------------------------------------------------------------------------

  @Test
  void wholeAddressMayBeSentToTheBotInstead() {
    String address = shop.grants(bot.starts(ADA)).toString();

    assertThat(bot.says(ADA, address).getException()).isNull();

    assertThat(told()).singleElement().asString().contains("I watch <b>" + shop.name());
    assertThat(bot.looksWanted.get()).isEqualTo(1);
  }

  @Test
  void addressWithItsSignsEncodedIsTheSame() {
    String address = shop.grants(bot.starts(ADA)).toString();

    sends(ADA, URLEncoder.encode(address, StandardCharsets.UTF_8));

    assertThat(told()).singleElement().asString().contains("I watch <b>" + shop.name());
  }

  @Test
  void bareCodeFindsTheLogInItBelongsTo() {
    etsy.endsTokensWith("");
    String first = bot.starts(ADA);
    bot.starts(ADA);
    String code = shop.grants(first).getRawQuery().replaceFirst(".*code=([^&]*).*", "$1");
    etsy.endsTokensWith("+/=&% ~ü");

    sends(ADA, code);

    assertThat(told()).singleElement().asString().contains("I watch <b>" + shop.name());
  }

  @Test
  void wrongCodeMayBeFollowedByTheRightOne() {
    String address = shop.grants(bot.starts(ADA)).toString();

    sends(ADA, "1234567890abcdef");
    sends(ADA, address);

    assertThat(told()).hasSize(2);
    assertThat(told().get(0)).contains("did not accept that code");
    assertThat(told().get(1)).contains("I watch");
  }

  @Test
  void addressOfAnotherChatsLogInLinksNothing() {
    bot.starts(ADA);
    String ofGrace = shop.grants(bot.starts(GRACE)).toString();
    int before = etsy.count(EtsyEndpoint.TOKEN);

    sends(ADA, ofGrace);

    assertThat(told()).singleElement().asString().contains("I have no open log-in here");
    assertThat(count("subscription")).isZero();
    assertThat(etsy.count(EtsyEndpoint.TOKEN)).isEqualTo(before);
  }

  @Test
  void addressWithoutAnOpenLogInIsExplained() {
    String address = shop.grants(bot.starts(ADA)).toString();
    rows.update("UPDATE login SET started_at = started_at - INTERVAL '16' MINUTE");

    bot.says(ADA, address);

    assertThat(told()).singleElement().asString().contains("Send /start first");
  }

  @Test
  void addressThatWasUsedIsExplained() {
    String address = shop.grants(bot.starts(ADA)).toString();
    sends(ADA, address);

    bot.says(ADA, address);

    assertThat(told().get(0)).contains("I already watch " + shop.name());
  }

  @Test
  void refusalThatIsPastedIsTaken() {
    String refused = shop.refuses(bot.starts(ADA)).toString();

    bot.says(ADA, refused);

    assertThat(told()).singleElement().asString().contains("All right, I linked nothing");
  }

  @Test
  void talkWhileALogInIsOpenIsNoCode() {
    bot.starts(ADA);
    int before = etsy.count(EtsyEndpoint.TOKEN);

    bot.says(ADA, "thank you very much");
    bot.says(ADA, "hello");

    assertThat(told()).anyMatch(said -> said.contains("/help"));
    assertThat(told()).anyMatch(said -> said.startsWith("You're welcome"));
    assertThat(etsy.count(EtsyEndpoint.TOKEN)).isEqualTo(before);
  }

  @Test
  void troubleAfterThePinIsToldByWhatCanBeDone() {
    String address = shop.grants(bot.starts(ADA)).toString();
    etsy.breaks(EtsyEndpoint.TOKEN, EtsyV3Fault.serverError(), 1);

    sends(ADA, address);
    assertThat(told().get(0)).contains("send the same code again");

    etsy.breaks(EtsyEndpoint.SHOP_BY_OWNER, EtsyV3Fault.notFound());
    sends(ADA, address);
    assertThat(told().get(1)).contains("has no shop");
  }

  @Test
  void pinThatIsSpentWithoutAShopNeedsANewLogIn() {
    String address = shop.grants(bot.starts(ADA)).toString();
    etsy.breaks(EtsyEndpoint.SHOP_BY_OWNER, EtsyV3Fault.serverError());

    sends(ADA, address);

    assertThat(told()).singleElement().asString().contains("did not say whose shop it is");
  }

  // --- Who hears of it --------------------------------------------------------------------------

  @Test
  void chatsThatHearOfTheShopAreToldOfANewOneOnce() {
    shop.logsIn(bot.starts(ADA, "Ada"));
    rows.update("DELETE FROM alert");

    shop.logsIn(bot.starts(GRACE, "Grace <3"));
    shop.logsIn(bot.starts(GRACE, "Grace <3"));
    shop.logsIn(bot.starts(ADA, "Ada"));

    assertThat(told().stream().filter(text -> text.contains("one more chat")))
        .singleElement()
        .asString()
        .contains(shop.name(), "Grace &lt;3");
    assertThat(
            count(
                "alert a JOIN chat c ON c.id = a.chat_id WHERE c.address = '"
                    + GRACE
                    + "' AND a.message LIKE '%one more chat%'"))
        .isZero();
    assertThat(count("etsy_grant")).isOne();
    assertThat(count("subscription")).isEqualTo(2);
  }

  @Test
  void newLogInReplacesTheGrant() throws Exception {
    shop.logsIn(bot.starts(ADA));
    String first = text("SELECT secret_sealed FROM etsy_grant");

    shop.logsIn(bot.starts(GRACE));

    assertThat(text("SELECT secret_sealed FROM etsy_grant")).isNotEqualTo(first);
    assertThat(bot.token(shop.sellerId())).startsWith(shop.sellerId() + ".");
  }

  // --- What the tests say -----------------------------------------------------------------------

  private void sends(String chat, String text) {
    Exchange sent = bot.sends(chat, text);
    assertThat(sent.getException()).isNull();
  }

  /** What was answered, and then what is owed. */
  private List<String> told() {
    return Stream.concat(
            bot.sent.stream().map(Message::html),
            rows.queryForList("SELECT message FROM alert ORDER BY id", String.class).stream())
        .toList();
  }

  private HttpResponse<String> get(URI uri) throws Exception {
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> confirm(URI back, String answer) throws Exception {
    return confirm(bot, back, answer);
  }

  private HttpResponse<String> confirm(V3Logins node, URI back, String answer) throws Exception {
    return http.send(
        HttpRequest.newBuilder(node.callback)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(back.getRawQuery() + "&confirm=" + answer))
            .build(),
        BodyHandlers.ofString());
  }

  private int count(String from) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT COUNT(*) FROM " + from, Integer.class));
  }

  private @Nullable String text(String query) {
    return rows.queryForObject(query, String.class);
  }

  private interface Nth {
    Integer run(int n) throws Exception;
  }

  private static List<Integer> atOnce(int times, Nth what) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Callable<Integer>> all = new ArrayList<>();
      for (int n = 0; n < times; n++) {
        int number = n;
        all.add(() -> what.run(number));
      }
      List<Integer> done = new ArrayList<>();
      for (Future<Integer> one : threads.invokeAll(all)) {
        done.add(one.get());
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }
}
