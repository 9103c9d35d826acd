package dev.lowstock.etsy.v3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.EtsyV3Fault;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.store.Database;
import dev.lowstock.store.WrongKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Calls with a seller's access, and what keeps it fresh, on two nodes and one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SellerAccessTest {
  private static final String ADA = "1001";
  private static final String GRACE = "1002";

  private Database database;
  private SandboxEtsy etsy;
  private V3Logins node;
  private V3Logins other;
  private JdbcTemplate rows;
  private SandboxShop shop;
  private int shops;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = Database.openFile(folder.resolve("lowstock"));
    rows = new JdbcTemplate(database.dataSource());
    etsy = SandboxEtsy.start();
    node = new V3Logins(database, etsy);
    other = new V3Logins(database, etsy);
  }

  @AfterAll
  void stop() {
    node.close();
    other.close();
    etsy.close();
    database.close();
  }

  @BeforeEach
  void logIn() {
    etsy.heals();
    for (String table : List.of("login", "chat", "seller")) {
      rows.update("DELETE FROM " + table);
    }
    shops++;
    shop = etsy.shop("BlueMugs" + shops);
    node.logsIn(ADA, shop);
    rows.update("DELETE FROM alert");
  }

  @Test
  void accessTokenWithTimeLeftIsUsed() {
    int before = tokenCalls();

    assertThat(bearer(node.freshAccess(shop.sellerId()))).startsWith(shop.sellerId() + ".");

    assertThat(tokenCalls()).isEqualTo(before);
  }

  @Test
  void accessTokenThatEndsSoonIsRenewedAndThePairIsStoredFirst() {
    String old = bearer(node.freshAccess(shop.sellerId()));
    String oldRefresh = secret();
    ends("+ INTERVAL '9' MINUTE");

    String renewed = bearer(node.freshAccess(shop.sellerId()));

    assertThat(renewed).isNotEqualTo(old);
    assertThat(secret()).isNotEqualTo(oldRefresh);
    assertThat(bearer(other.freshAccess(shop.sellerId()))).isEqualTo(renewed);
    assertThat(count("etsy_grant WHERE lease_owner IS NULL AND lease_until IS NULL")).isOne();
    assertThat(count("etsy_grant WHERE expires_at > CURRENT_TIMESTAMP + INTERVAL '50' MINUTE"))
        .isOne();
  }

  @Test
  void troubleAtTheTokenEndpointKeepsThePairAndTheTokenIsUsedWhileItLasts() {
    String old = bearer(node.freshAccess(shop.sellerId()));
    String oldRefresh = secret();
    ends("+ INTERVAL '9' MINUTE");
    for (EtsyFault trouble :
        List.of(EtsyV3Fault.serverError(), EtsyFault.webPage(503), EtsyV3Fault.keyUnknown())) {
      etsy.breaks(EtsyEndpoint.TOKEN, trouble, 1);

      assertThat(bearer(node.freshAccess(shop.sellerId()))).isEqualTo(old);
      assertThat(secret()).isEqualTo(oldRefresh);
    }

    assertThat(bearer(node.freshAccess(shop.sellerId()))).isNotEqualTo(old);
  }

  @Test
  void troubleAtTheTokenEndpointIsToldOnceTheTokenHasEnded() {
    String oldRefresh = secret();
    ends("- INTERVAL '1' MINUTE");
    etsy.breaks(EtsyEndpoint.TOKEN, EtsyV3Fault.serverError(), 1);

    assertThat(node.freshAccess(shop.sellerId()).getException())
        .isInstanceOf(EtsyUnavailable.class);
    assertThat(secret()).isEqualTo(oldRefresh);

    assertThat(node.freshAccess(shop.sellerId()).getException()).isNull();
  }

  @Test
  void oneOfManyRenewsAndAllUseWhatItGot() throws Exception {
    ends("- INTERVAL '1' MINUTE");
    int before = tokenCalls();

    List<Exchange> all = atOnce(8, n -> (n % 2 == 0 ? node : other).freshAccess(shop.sellerId()));

    assertThat(tokenCalls()).isEqualTo(before + 1);
    assertThat(all.stream().map(SellerAccessTest::bearer).distinct()).hasSize(1);
    assertThat(call(node).getMessage().getBody(EtsyAnswer.class).status()).isEqualTo(200);
  }

  @Test
  void nodeThatDiedWhileItRenewedIsWaitedForUntilItsLeaseEnds() {
    ends("- INTERVAL '1' MINUTE");
    lease("+ INTERVAL '30' SECOND");

    assertThat(node.freshAccess(shop.sellerId()).getException())
        .isInstanceOf(EtsyUnavailable.class)
        .hasMessageContaining("not refreshed yet");

    lease("- INTERVAL '1' SECOND");
    assertThat(node.freshAccess(shop.sellerId()).getException()).isNull();
  }

  @Test
  void accessTokenThatLastsIsUsedWhileAnotherNodeRenewsIt() {
    String old = bearer(node.freshAccess(shop.sellerId()));
    ends("+ INTERVAL '9' MINUTE");
    lease("+ INTERVAL '30' SECOND");

    assertThat(bearer(node.freshAccess(shop.sellerId()))).isEqualTo(old);
  }

  @Test
  void renewalWhoseAnswerIsLostEndsInAPauseWithAButton() {
    ends("- INTERVAL '1' MINUTE");
    etsy.breaks(EtsyEndpoint.TOKEN, EtsyV3Fault.serverErrorAfterwards(), 1);
    assertThat(node.freshAccess(shop.sellerId()).getException())
        .isInstanceOf(EtsyUnavailable.class);

    Exchange refused = node.freshAccess(shop.sellerId());

    assertThat(refused.getException()).isInstanceOf(AccessRevoked.class);
    pause(node, refused);
    assertThat(owed())
        .singleElement()
        .asString()
        .contains(shop.name(), "cannot see its stock", "Log in again", "\"action\":\"login\"");
    assertThat(count("shop_watch WHERE paused_at IS NOT NULL")).isOne();
    assertThat(node.freshAccess(shop.sellerId()).getException()).isInstanceOf(AccessRevoked.class);
  }

  @Test
  void withdrawnAccessIsToldOnceToEachChatByWhomeverNoticesIt() throws Exception {
    node.logsIn(GRACE, shop);
    rows.update("DELETE FROM alert");
    shop.removesTheApp();

    List<Exchange> refused = atOnce(4, n -> call(n % 2 == 0 ? node : other));
    assertThat(refused)
        .allSatisfy(
            exchange -> assertThat(exchange.getException()).isInstanceOf(AccessRevoked.class));
    atOnce(4, n -> pause(n % 2 == 0 ? node : other, refused.get(n)));

    assertThat(owed()).hasSize(2);
    assertThat(count("etsy_grant WHERE revoked_at IS NOT NULL")).isOne();
  }

  @Test
  void newLogInIsNotPausedForWhatTheOldAccessWasRefused() {
    shop.removesTheApp();
    Exchange refused = call(node);

    node.logsIn(ADA, shop);
    pause(node, refused);

    assertThat(count("etsy_grant WHERE revoked_at IS NULL")).isOne();
    assertThat(count("shop_watch WHERE paused_at IS NULL")).isOne();
    assertThat(call(node).getException()).isNull();
  }

  @Test
  void newLogInRenewsTheWatchAndLeavesThePauseToTheFirstLook() {
    shop.removesTheApp();
    pause(node, call(node));
    rows.update("UPDATE shop_watch SET due_at = CURRENT_TIMESTAMP + INTERVAL '1' HOUR");

    node.logsIn(ADA, shop);

    assertThat(count("shop_watch WHERE paused_at IS NOT NULL AND due_at <= CURRENT_TIMESTAMP"))
        .isOne();
    assertThat(call(node).getException()).isNull();
  }

  @Test
  void pairThatAnotherNodeHasReplacedMeanwhileIsUsed() {
    ends("- INTERVAL '1' MINUTE");
    Map<String, Object> stale =
        Map.of(
            "token_sealed", text("token_sealed"),
            "secret_sealed", text("secret_sealed"),
            "life", "ended");
    String renewed = bearer(other.freshAccess(shop.sellerId()));

    Exchange raced =
        node.call(
            "renew-access",
            Map.of("sellerId", shop.sellerId(), "access", stale, "lease", "slow node"));

    assertThat(raced.getException()).isNull();
    assertThat(bearer(node.freshAccess(shop.sellerId()))).isEqualTo(renewed);
  }

  @Test
  void accessTokenThatEtsyEndsEarlyIsRenewedOnce() {
    etsy.expiresAccessTokens();
    int before = tokenCalls();

    Exchange called = call(node);

    assertThat(called.getException()).isNull();
    assertThat(called.getMessage().getBody(EtsyAnswer.class).status()).isEqualTo(200);
    assertThat(tokenCalls()).isEqualTo(before + 1);
  }

  @Test
  void newAccessTokenThatEtsyDoesNotTakeIsWithdrawnAccess() {
    etsy.breaks(
        EtsyEndpoint.LISTINGS_BY_SHOP,
        EtsyV3Fault.error(401, "invalid_token", "access token is expired"),
        2);
    int before = tokenCalls();

    assertThat(call(node).getException()).isInstanceOf(AccessRevoked.class);
    assertThat(tokenCalls()).isEqualTo(before + 1);
  }

  @Test
  void whatIsWrongWithTheCallItselfIsAnAnswer() {
    for (EtsyFault fault :
        List.of(
            EtsyV3Fault.error(400, "Invalid value (Inventory) for enum(Images, Shop)"),
            EtsyV3Fault.error(403, "insufficient_scope", "token lacks the scope transactions_r"),
            EtsyV3Fault.notFound())) {
      etsy.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, fault, 1);

      Exchange called = call(node);

      assertThat(called.getException()).isNull();
      assertThat(called.getMessage().getBody(EtsyAnswer.class).status()).isIn(400, 403, 404);
    }
  }

  @Test
  void sellerWhomEtsyRefusesAloneIsLeftAloneByAllNodesUntilTheHoldEnds() {
    // given
    etsy.breaks(
        EtsyEndpoint.LISTINGS_BY_SHOP,
        EtsyV3Fault.onlyFor(shop, EtsyV3Fault.sellersDailyLimit()),
        2);

    // when
    assertThat(call(node).getException()).hasMessageContaining("429");

    // then no node calls Etsy for this seller
    int before = listCalls();
    for (V3Logins each : List.of(node, other)) {
      assertThat(call(each).getException())
          .isInstanceOf(EtsyUnavailable.class)
          .hasMessageContaining("Etsy refused calls of seller " + shop.sellerId());
    }
    assertThat(listCalls()).isEqualTo(before);

    // when it is over, and Etsy refuses once more
    holdEnds();
    assertThat(call(other).getException()).hasMessageContaining("429");

    // then the hold is longer
    assertThat(count("etsy_grant WHERE refusals = 2")).isOne();
    assertThat(count("etsy_grant WHERE held_until > CURRENT_TIMESTAMP + INTERVAL '90' SECOND"))
        .isOne();

    // when Etsy answers again
    holdEnds();
    assertThat(call(node).getException()).isNull();

    // then
    assertThat(count("etsy_grant WHERE refusals = 0 AND held_until IS NULL")).isOne();
  }

  @Test
  void newLogInEndsTheHoldOfASeller() {
    etsy.breaks(
        EtsyEndpoint.LISTINGS_BY_SHOP,
        EtsyV3Fault.onlyFor(shop, EtsyV3Fault.sellersDailyLimit()),
        1);
    assertThat(call(node).getException()).hasMessageContaining("429");

    node.logsIn(ADA, shop);

    assertThat(call(other).getException()).isNull();
  }

  @Test
  void accessSealedWithAnotherKeyIsSaidSo() {
    rows.update("UPDATE etsy_grant SET token_sealed = 'AAAA', secret_sealed = 'AAAA'");
    assertThat(node.freshAccess(shop.sellerId()).getException()).isInstanceOf(WrongKey.class);

    ends("- INTERVAL '1' MINUTE");
    assertThat(node.freshAccess(shop.sellerId()).getException()).isInstanceOf(WrongKey.class);
    assertThat(count("etsy_grant WHERE lease_owner IS NULL")).isOne();
  }

  // --- What the tests say -----------------------------------------------------------------------

  private Exchange call(V3Logins with) {
    return with.call(
        "call-as-seller",
        Map.of(
            "sellerId",
            shop.sellerId(),
            "call",
            EtsyCall.get(
                "getListingsByShop",
                "/v3/application/shops/" + shop.shopId() + "/listings",
                "state=active")));
  }

  private Exchange pause(V3Logins with, Exchange refused) {
    Exchange paused =
        with.call(
            "tell-access-revoked",
            Map.of(
                "event", Map.of("seller_id", shop.sellerId(), "token_sealed", "of before"),
                "access", Objects.requireNonNull(refused.getVariable("access"))));
    assertThat(paused.getException()).isNull();
    return paused;
  }

  private static String bearer(Exchange exchange) {
    assertThat(exchange.getException()).isNull();
    return exchange.getVariable("bearer", Bearer.class).token();
  }

  private void ends(String when) {
    rows.update("UPDATE etsy_grant SET expires_at = CURRENT_TIMESTAMP " + when);
  }

  private void lease(String until) {
    rows.update(
        "UPDATE etsy_grant SET lease_owner = 'gone', lease_until = CURRENT_TIMESTAMP " + until);
  }

  private String secret() {
    return text("secret_sealed");
  }

  private String text(String column) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT " + column + " FROM etsy_grant", String.class));
  }

  private List<@Nullable String> owed() {
    return rows.queryForList("SELECT message FROM alert", String.class);
  }

  private int count(String from) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT COUNT(*) FROM " + from, Integer.class));
  }

  private void holdEnds() {
    rows.update("UPDATE etsy_grant SET held_until = CURRENT_TIMESTAMP");
  }

  private int listCalls() {
    return etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP);
  }

  private int tokenCalls() {
    return etsy.count(EtsyEndpoint.TOKEN);
  }

  private interface Nth {
    Exchange run(int n) throws Exception;
  }

  private static List<Exchange> atOnce(int times, Nth what) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Callable<Exchange>> all = new ArrayList<>();
      for (int n = 0; n < times; n++) {
        int number = n;
        all.add(() -> what.run(number));
      }
      List<Exchange> done = new ArrayList<>();
      for (Future<Exchange> one : threads.invokeAll(all)) {
        done.add(one.get());
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }
}
