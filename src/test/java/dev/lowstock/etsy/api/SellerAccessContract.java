package dev.lowstock.etsy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.api.Grant.Life;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.EtsyV3Fault;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.store.Database;
import dev.lowstock.store.SqlFiles;
import dev.lowstock.store.Statements;
import dev.lowstock.store.WrongKey;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Calls with a seller's access, and what keeps it fresh, on two nodes and one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SellerAccessContract {
  private static final String ADA = "1001";
  private static final String GRACE = "1002";

  private Database database;
  private SandboxEtsy etsy;
  private V3Logins node;
  private V3Logins other;
  private JdbcTemplate rows;
  private SandboxShop shop;
  private int shops;

  abstract Database open(Path folder);

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = open(folder);
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
  void accessTokenWithTimeLeftIsUsed() throws Exception {
    int before = tokenCalls();

    assertThat(token(node)).startsWith(shop.sellerId() + ".");

    assertThat(tokenCalls()).isEqualTo(before);
  }

  @Test
  void accessTokenThatEndsSoonIsRenewedAndThePairIsStoredFirst() throws Exception {
    String old = token(node);
    String oldRefresh = secret();
    ends("+ INTERVAL '9' MINUTE");

    String renewed = token(node);

    assertThat(renewed).isNotEqualTo(old);
    assertThat(secret()).isNotEqualTo(oldRefresh);
    assertThat(token(other)).isEqualTo(renewed);
    assertThat(count("etsy_grant WHERE lease_owner IS NULL AND lease_until IS NULL")).isOne();
    assertThat(count("etsy_grant WHERE expires_at > CURRENT_TIMESTAMP + INTERVAL '50' MINUTE"))
        .isOne();
  }

  @Test
  void troubleAtTheTokenEndpointKeepsThePairAndTheTokenIsUsedWhileItLasts() throws Exception {
    String old = token(node);
    String oldRefresh = secret();
    ends("+ INTERVAL '9' MINUTE");
    for (EtsyFault trouble :
        List.of(EtsyV3Fault.serverError(), EtsyFault.webPage(503), EtsyV3Fault.keyUnknown())) {
      etsy.breaks(EtsyEndpoint.TOKEN, trouble, 1);

      assertThat(token(node)).isEqualTo(old);
      assertThat(secret()).isEqualTo(oldRefresh);
    }

    assertThat(token(node)).isNotEqualTo(old);
  }

  @Test
  void troubleAtTheTokenEndpointIsToldOnceTheTokenHasEnded() throws Exception {
    String oldRefresh = secret();
    ends("- INTERVAL '1' MINUTE");
    etsy.breaks(EtsyEndpoint.TOKEN, EtsyV3Fault.serverError(), 1);

    assertThatThrownBy(() -> token(node)).isInstanceOf(EtsyUnavailable.class);
    assertThat(secret()).isEqualTo(oldRefresh);

    assertThat(token(node)).isNotEmpty();
  }

  @Test
  void oneOfManyRenewsAndAllUseWhatItGot() throws Exception {
    ends("- INTERVAL '1' MINUTE");
    int before = tokenCalls();

    List<String> all = atOnce(8, n -> token(n % 2 == 0 ? node : other));

    assertThat(tokenCalls()).isEqualTo(before + 1);
    assertThat(all.stream().distinct()).hasSize(1);
    assertThat(call(node).status()).isEqualTo(200);
  }

  @Test
  void nodeThatDiedWhileItRenewedIsWaitedForUntilItsLeaseEnds() throws Exception {
    ends("- INTERVAL '1' MINUTE");
    lease("+ INTERVAL '30' SECOND");

    assertThatThrownBy(() -> token(node))
        .isInstanceOf(EtsyUnavailable.class)
        .hasMessageContaining("not refreshed yet");

    lease("- INTERVAL '1' SECOND");
    assertThat(token(node)).isNotEmpty();
  }

  @Test
  void accessTokenThatLastsIsUsedWhileAnotherNodeRenewsIt() throws Exception {
    String old = token(node);
    ends("+ INTERVAL '9' MINUTE");
    lease("+ INTERVAL '30' SECOND");

    assertThat(token(node)).isEqualTo(old);
  }

  @Test
  void renewalWhoseAnswerIsLostEndsInAPauseWithAButton() {
    ends("- INTERVAL '1' MINUTE");
    etsy.breaks(EtsyEndpoint.TOKEN, EtsyV3Fault.serverErrorAfterwards(), 1);
    assertThatThrownBy(() -> token(node)).isInstanceOf(EtsyUnavailable.class);

    node.pauses(shop.sellerId(), catchThrowableOfType(AccessRevoked.class, () -> token(node)));

    assertThat(owed())
        .singleElement()
        .asString()
        .contains(shop.name(), "can't see its stock", "Log in again", "\"action\":\"login\"");
    assertThat(count("shop_watch WHERE paused_at IS NOT NULL")).isOne();
    assertThatThrownBy(() -> token(node)).isInstanceOf(AccessRevoked.class);
  }

  @Test
  void withdrawnAccessIsToldOnceToEachChatByWhomeverNoticesIt() throws Exception {
    node.logsIn(GRACE, shop);
    rows.update("DELETE FROM alert");
    shop.removesTheApp();

    List<AccessRevoked> refused = atOnce(4, n -> refusal(n % 2 == 0 ? node : other));
    atOnce(
        4,
        n -> {
          (n % 2 == 0 ? node : other).pauses(shop.sellerId(), refused.get(n));
          return n;
        });

    assertThat(owed()).hasSize(2);
    assertThat(count("etsy_grant WHERE revoked_at IS NOT NULL")).isOne();
  }

  @Test
  void newLogInIsNotPausedForWhatTheOldAccessWasRefused() throws Exception {
    shop.removesTheApp();
    AccessRevoked refused = refusal(node);

    node.logsIn(ADA, shop);
    node.pauses(shop.sellerId(), refused);

    assertThat(count("etsy_grant WHERE revoked_at IS NULL")).isOne();
    assertThat(count("shop_watch WHERE paused_at IS NULL")).isOne();
    assertThat(call(node).status()).isEqualTo(200);
  }

  @Test
  void newLogInRenewsTheWatchAndLeavesThePauseToTheFirstLook() throws Exception {
    shop.removesTheApp();
    node.pauses(shop.sellerId(), refusal(node));
    rows.update("UPDATE shop_watch SET due_at = CURRENT_TIMESTAMP + INTERVAL '1' HOUR");

    node.logsIn(ADA, shop);

    assertThat(count("shop_watch WHERE paused_at IS NOT NULL AND due_at <= CURRENT_TIMESTAMP"))
        .isOne();
    assertThat(call(node).status()).isEqualTo(200);
  }

  @Test
  void pairThatAnotherNodeHasReplacedMeanwhileIsUsed() throws Exception {
    ends("- INTERVAL '1' MINUTE");
    Grant stale = grant();
    String renewed = token(other);

    Grant raced = node.access.renewed(stale, "slow node");

    assertThat(node.access.bearer(raced).token()).isEqualTo(renewed);
    assertThat(token(node)).isEqualTo(renewed);
  }

  @Test
  void accessTokenThatEtsyEndsEarlyIsRenewedOnce() throws Exception {
    etsy.expiresAccessTokens();
    int before = tokenCalls();

    assertThat(call(node).status()).isEqualTo(200);

    assertThat(tokenCalls()).isEqualTo(before + 1);
  }

  @Test
  void seriesOfCallsReadsTheGrantOnceAndGoesOnWhenEtsyEndsItsToken() throws Exception {
    SellerCalls.Series series = node.calls.series(shop.sellerId());
    EtsyCall call = listings();
    assertThat(series.make(call).status()).isEqualTo(200);
    int before = tokenCalls();
    rows.update("UPDATE etsy_grant SET revoked_at = CURRENT_TIMESTAMP");
    assertThat(series.make(call).status()).isEqualTo(200);
    rows.update("UPDATE etsy_grant SET revoked_at = NULL");
    etsy.expiresAccessTokens();

    for (int calls = 0; calls < 50; calls++) {
      assertThat(series.make(call).status()).isEqualTo(200);
    }

    assertThat(tokenCalls()).isEqualTo(before + 1);
  }

  @Test
  void longSeriesOfCallsFindsOutThatTheGrantIsGone() throws Exception {
    SellerCalls.Series series = node.calls.series(shop.sellerId());
    assertThat(series.make(listings()).status()).isEqualTo(200);
    rows.update("UPDATE etsy_grant SET revoked_at = CURRENT_TIMESTAMP");

    assertThatThrownBy(
            () -> {
              for (int calls = 0; calls < 20; calls++) {
                EtsyAnswer unused = series.make(listings());
              }
            })
        .isInstanceOf(AccessRevoked.class);
  }

  @Test
  void newAccessTokenThatEtsyDoesNotTakeIsWithdrawnAccess() {
    etsy.breaks(
        EtsyEndpoint.LISTINGS_BY_SHOP,
        EtsyV3Fault.error(401, "invalid_token", "access token is expired"),
        2);
    int before = tokenCalls();

    assertThat(refusal(node).tokenSealed()).isEqualTo(text("token_sealed"));
    assertThat(tokenCalls()).isEqualTo(before + 1);
  }

  @Test
  void whatIsWrongWithTheCallItselfIsAnAnswer() throws Exception {
    for (EtsyFault fault :
        List.of(
            EtsyV3Fault.error(400, "Invalid value (Inventory) for enum(Images, Shop)"),
            EtsyV3Fault.error(403, "insufficient_scope", "token lacks the scope transactions_r"),
            EtsyV3Fault.notFound())) {
      etsy.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, fault, 1);

      assertThat(call(node).status()).isIn(400, 403, 404);
    }
  }

  @Test
  void sellerWhomEtsyRefusesAloneIsLeftAloneByAllNodesUntilTheHoldEnds() throws Exception {
    // given
    etsy.breaks(
        EtsyEndpoint.LISTINGS_BY_SHOP,
        EtsyV3Fault.onlyFor(shop, EtsyV3Fault.sellersDailyLimit()),
        2);

    // when
    assertThatThrownBy(() -> call(node))
        .hasMessageContaining("429")
        .isInstanceOfSatisfying(
            EtsyUnavailable.class, alone -> assertThat(alone.isRateLimit()).isFalse());

    // then no node calls Etsy for this seller
    int before = listCalls();
    for (V3Logins each : List.of(node, other)) {
      assertThatThrownBy(() -> call(each))
          .isInstanceOf(EtsyUnavailable.class)
          .hasMessageContaining("Etsy refused calls of seller " + shop.sellerId());
    }
    assertThat(listCalls()).isEqualTo(before);

    // when it is over, and Etsy refuses once more
    holdEnds();
    assertThatThrownBy(() -> call(other)).hasMessageContaining("429");

    // then the hold is longer
    assertThat(count("etsy_grant WHERE refusals = 2")).isOne();
    assertThat(count("etsy_grant WHERE held_until > CURRENT_TIMESTAMP + INTERVAL '90' SECOND"))
        .isOne();

    // when Etsy answers again
    holdEnds();
    assertThat(call(node).status()).isEqualTo(200);

    // then
    assertThat(count("etsy_grant WHERE refusals = 0 AND held_until IS NULL")).isOne();
  }

  @Test
  void newLogInEndsTheHoldOfASeller() throws Exception {
    etsy.breaks(
        EtsyEndpoint.LISTINGS_BY_SHOP,
        EtsyV3Fault.onlyFor(shop, EtsyV3Fault.sellersDailyLimit()),
        1);
    assertThatThrownBy(() -> call(node)).hasMessageContaining("429");

    node.logsIn(ADA, shop);

    assertThat(call(other).status()).isEqualTo(200);
  }

  @Test
  void accessSealedWithAnotherKeyIsSaidSo() {
    rows.update("UPDATE etsy_grant SET token_sealed = 'AAAA', secret_sealed = 'AAAA'");
    assertThatThrownBy(() -> token(node)).isInstanceOf(WrongKey.class);

    ends("- INTERVAL '1' MINUTE");
    assertThatThrownBy(() -> token(node)).isInstanceOf(WrongKey.class);
    assertThat(count("etsy_grant WHERE lease_owner IS NULL")).isOne();
  }

  // --- What the database keeps of a grant --------------------------------------------------------

  @Test
  void accessIsFreshForAllButItsLastTenMinutes() {
    assertThat(grant().life()).isEqualTo(Life.FRESH);

    ends("+ INTERVAL '9' MINUTE");
    assertThat(grant().life()).isEqualTo(Life.ENDING);

    node.grants.endToken(grant());
    assertThat(grant().life()).isEqualTo(Life.ENDED);

    rows.update("UPDATE etsy_grant SET revoked_at = CURRENT_TIMESTAMP");
    assertThat(node.grants.find(shop.sellerId())).isEmpty();
  }

  @Test
  void accessIsRenewedByOneOfMany() throws Exception {
    Grant grant = grant();

    assertThat(atOnce(4, n -> node.grants.claim(grant, "node " + n))).containsOnlyOnce(true);

    rows.update("UPDATE etsy_grant SET lease_until = lease_until - INTERVAL '61' SECOND");
    assertThat(node.grants.claim(grant, "next")).isTrue();
    node.grants.release(shop.sellerId(), "another");
    assertThat(node.grants.claim(grant, "third")).isFalse();
    node.grants.release(shop.sellerId(), "next");
    assertThat(node.grants.claim(grant, "third")).isTrue();
  }

  @Test
  void newPairIsStoredInPlaceOfTheOneItWasGotWith() throws Exception {
    Grant old = grant();

    assertThat(node.grants.store(old, "new", "newer", 3600)).isTrue();
    assertThat(node.grants.store(old, "new", "newer", 3600)).isFalse();
    assertThat(node.grants.claim(old, "late")).isFalse();
    assertThat(grant().life()).isEqualTo(Life.FRESH);
    assertThat(grant().secretSealed()).isEqualTo("newer");
  }

  @Test
  void newPairThatTheDatabaseDoesNotTakeAtOnceIsStoredAllTheSame() throws Exception {
    AtomicInteger failures = new AtomicInteger(2);
    DataSource away =
        new DelegatingDataSource(database.dataSource()) {
          @Override
          public Connection getConnection() throws SQLException {
            if (failures.getAndDecrement() > 0) {
              throw new SQLTransientConnectionException("The database is away");
            }
            return super.getConnection();
          }
        };

    Statements statements = new Statements(away, SqlFiles.bundled(database.kind()));
    assertThat(new GrantRows(statements).store(grant(), "new", "newer", 3600)).isTrue();
    assertThat(failures).hasNegativeValue();
    assertThat(secret()).isEqualTo("newer");
  }

  @Test
  void newPairThatIsStoredLateEndsTheRevocationThatItsSpentTokenBrought() throws Exception {
    Grant old = grant();
    rows.update("UPDATE etsy_grant SET revoked_at = CURRENT_TIMESTAMP");

    assertThat(node.grants.store(old, "new", "newer", 3600)).isTrue();
    assertThat(count("etsy_grant WHERE revoked_at IS NULL")).isOne();
  }

  @Test
  void registrationEndsTheLeaseOfARefreshUnderWay() throws Exception {
    Grant old = grant();
    node.grants.claim(old, "node");

    node.logsIn(ADA, shop);

    assertThat(count("etsy_grant WHERE lease_owner IS NULL AND lease_until IS NULL")).isOne();
    String ofTheNewLogIn = secret();
    assertThat(node.grants.store(old, "late", "late", 3600)).isFalse();
    assertThat(secret()).isEqualTo(ofTheNewLogIn);
  }

  // --- What the tests say -----------------------------------------------------------------------

  private EtsyAnswer call(V3Logins with) throws IOException {
    return with.calls.make(listings(), shop.sellerId());
  }

  private EtsyCall listings() {
    return EtsyCall.get(
        "getListingsByShop",
        "/v3/application/shops/" + shop.shopId() + "/listings",
        "state=active");
  }

  private AccessRevoked refusal(V3Logins with) {
    return catchThrowableOfType(AccessRevoked.class, () -> call(with));
  }

  private String token(V3Logins with) throws IOException {
    return with.token(shop.sellerId());
  }

  private Grant grant() {
    return node.grants.find(shop.sellerId()).orElseThrow();
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

  private interface Nth<T> {
    T run(int n) throws Exception;
  }

  private static <T> List<T> atOnce(int times, Nth<T> what) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Callable<T>> all = new ArrayList<>();
      for (int n = 0; n < times; n++) {
        int number = n;
        all.add(() -> what.run(number));
      }
      List<T> done = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(all)) {
        done.add(one.get());
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }
}
