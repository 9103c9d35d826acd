package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.alert.Alert;
import dev.lowstock.alert.Message;
import dev.lowstock.bot.QuietBot;
import dev.lowstock.chat.ChatRequest;
import dev.lowstock.chat.ChatRows;
import dev.lowstock.etsy.Seller;
import dev.lowstock.etsy.feed.CursorMoved;
import dev.lowstock.etsy.feed.EtsyLogins;
import dev.lowstock.etsy.feed.EtsyMeters;
import dev.lowstock.etsy.feed.EtsyOAuth1;
import dev.lowstock.etsy.feed.FeedPage;
import dev.lowstock.etsy.feed.FeedRows;
import dev.lowstock.etsy.feed.FeedWindow;
import dev.lowstock.etsy.feed.SignedCalls;
import dev.lowstock.etsy.login.LogIn;
import dev.lowstock.etsy.login.LogIn.Standing;
import dev.lowstock.etsy.login.LogInChat;
import dev.lowstock.etsy.login.LogInNotices;
import dev.lowstock.etsy.login.LogInRows;
import dev.lowstock.etsy.login.RevokedAccess;
import dev.lowstock.etsy.login.SealedGrant;
import dev.lowstock.outbox.Chats;
import dev.lowstock.outbox.Outbox;
import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.outbox.OwedMessage;
import dev.lowstock.outbox.OwedMessages;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Noticed;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.stock.component.Noticing;
import dev.lowstock.store.EventQueue.ClaimedEvent;
import dev.lowstock.telegram.TelegramTroubles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the statements and the outbox promise, through the real route files, on any database. Etsy
 * and Telegram are stood in for; time is moved in the rows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContract {
  private static final String ROUTES =
      "classpath:routes/*.camel.yaml,classpath:routes/hooks/*.camel.yaml,classpath:routes/commands/*.camel.yaml,"
          + "classpath:routes/v2/*.camel.yaml";
  private static final String ADA = "1001";
  private static final String GRACE = "1002";
  private static final String GROUP = "-4001";
  private static final String SUPERGROUP = "-1004001";
  private static final long BLUE_MUGS = 10_000_001;
  private static final long RED_POTS = 10_000_002;
  private static final long BLUE_MUG = 700_000_001;
  private static final long BLUE_CUP = 700_000_002;
  private static final long BLUE_JUG = 700_000_003;
  private static final long RED_POT = 700_000_011;
  private static final long MORNING = 1_575_280_000;

  private final Neighbours neighbours = new Neighbours();
  private Database database;
  private QuietBot bot;
  private JdbcTemplate rows;
  private Outbox outbox;
  private LogInRows logIns;

  abstract Database open(Path folder);

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = open(folder);
    bot =
        QuietBot.with(
            database,
            Map.of("ETSY_API", "v2", "ETSY_API_URL", neighbours.etsyUrl()),
            ROUTES,
            neighbours);
    logIns = new LogInRows(database);
    rows = new JdbcTemplate(database.dataSource());
    outbox = bot.outbox();
  }

  @AfterAll
  void stop() {
    bot.close();
    neighbours.close();
    database.close();
  }

  @BeforeEach
  void empty() {
    neighbours.forget();
    for (String table : List.of("login", "chat", "seller", "feed_cursor")) {
      rows.update("DELETE FROM " + table);
    }
  }

  // --- Registration -----------------------------------------------------------------------------

  @Test
  void registeringTwiceKeepsOneOfEachAndTheNewerGrant() {
    register(ADA, BLUE_MUGS, "BlueMugs", "first");
    rows.update("UPDATE etsy_grant SET revoked_at = CURRENT_TIMESTAMP");

    register(ADA, BLUE_MUGS, null, "second");

    assertThat(count("chat")).isEqualTo(1);
    assertThat(count("subscription")).isEqualTo(1);
    assertThat(value("SELECT shop_name FROM seller")).isEqualTo("BlueMugs");
    assertThat(value("SELECT token_sealed FROM etsy_grant WHERE revoked_at IS NULL"))
        .isEqualTo("second");
  }

  @Test
  void registeringBringsARetiredChatBack() {
    register(ADA, BLUE_MUGS);
    retire(ADA);

    register(ADA, BLUE_MUGS);

    assertThat(count("chat WHERE retired_at IS NULL")).isEqualTo(1);
  }

  @Test
  void registrationThatFailsHalfwayKeepsNothing() {
    assertThatThrownBy(() -> register(ADA, BLUE_MUGS, "BlueMugs", "x".repeat(3000)))
        .isInstanceOf(DataAccessException.class);

    assertThat(count("chat")).isZero();
    assertThat(count("seller")).isZero();
  }

  @Test
  void registrationEndsTheLogInsOfItsUserAndThoseOfAnybody() {
    startLogin(GROUP, "1", "ada");
    startLogin(GROUP, "2", "grace");
    startLogin(GROUP, null, "anybody");
    startLogin(ADA, "1", "elsewhere");

    register(GROUP, BLUE_MUGS);

    assertThat(rows.queryForList("SELECT token_sealed FROM login ORDER BY id", String.class))
        .containsExactly("grace", "elsewhere");
  }

  @Test
  void openLogInsComeNewestFirstAndNotAfterADay() {
    startLogin(ADA, "1", "yesterday");
    rows.update("UPDATE login SET started_at = started_at - INTERVAL '25' HOUR");
    for (String token : List.of("first", "second", "third", "fourth")) {
      startLogin(ADA, "1", token);
    }
    startLogin(ADA, "2", "grace");

    List<LogIn> open = open(ADA);

    assertThat(open).extracting(LogIn::tokenSealed).containsExactly("fourth", "third", "second");
  }

  @Test
  void staleLogInsAreForgotten() {
    startLogin(ADA, "1", "yesterday");
    rows.update("UPDATE login SET started_at = started_at - INTERVAL '25' HOUR");
    startLogin(ADA, "1", "today");

    updated("forget-stale-logins", Map.of());

    assertThat(value("SELECT token_sealed FROM login")).isEqualTo("today");
  }

  // --- Log-ins and access of API v3 -------------------------------------------------------------

  @Test
  void logInWithAStateIsOpenForFifteenMinutesAndOnce() {
    startStateLogin(ADA, "first");
    assertThat(open(ADA)).hasSize(1);
    assertThat(loginOf("first").standing()).isEqualTo(Standing.OPEN);

    LogIn login = loginOf("first");
    assertThat(logIns.claim(login)).isTrue();
    assertThat(logIns.claim(login)).isFalse();
    assertThat(open(ADA)).isEmpty();
    assertThat(loginOf("first").standing()).isEqualTo(Standing.USED);

    logIns.free(login);
    assertThat(loginOf("first").standing()).isEqualTo(Standing.OPEN);

    rows.update("UPDATE login SET started_at = started_at - INTERVAL '16' MINUTE");
    assertThat(logIns.claim(login)).isFalse();
    assertThat(open(ADA)).isEmpty();
    assertThat(loginOf("first").standing()).isEqualTo(Standing.OLD);
  }

  @Test
  void logInIsClaimedByOneOfMany() throws Exception {
    startStateLogin(ADA, "first");
    LogIn login = loginOf("first");

    List<Object> claims = inFourThreads(node -> List.of(logIns.claim(login)));

    assertThat(claims).containsOnlyOnce(true);
  }

  @Test
  void stateOfNobodyIsFoundNowhere() {
    startStateLogin(ADA, "first");

    assertThat(logIns.ofState("hash of second")).isEmpty();
  }

  @Test
  void registrationForgetsOpenLogInsAndKnowsTheUsedOne() {
    startStateLogin(ADA, "used");
    startStateLogin(ADA, "open");
    assertThat(logIns.claim(loginOf("used"))).isTrue();

    registerShop(ADA, "Ada");

    assertThat(rows.queryForList("SELECT token_sealed FROM login", String.class))
        .containsExactly("state of used");
  }

  @Test
  void shopIsWatchedFromItsRegistrationOn() {
    registerShop(ADA, "Ada");
    rows.update(
        "UPDATE shop_watch SET due_at = due_at + INTERVAL '1' HOUR,"
            + " paused_at = CURRENT_TIMESTAMP, attempts = 5");

    registerShop(ADA, "Ada");

    assertThat(
            count(
                "shop_watch WHERE shop_id = 55 AND due_at <= CURRENT_TIMESTAMP AND attempts = 0"
                    + " AND paused_at IS NOT NULL"))
        .isEqualTo(1);
    assertThat(count("seller WHERE shop_id = 55")).isEqualTo(1);
    assertThat(count("alert")).isZero();
  }

  @Test
  void sellerOfApiV2IsNotLookedAt() {
    register(ADA, BLUE_MUGS);
    register(GRACE, BLUE_MUGS);

    assertThat(count("shop_watch")).isZero();
    assertThat(count("alert")).isZero();
    assertThat(count("etsy_grant WHERE expires_at IS NULL")).isEqualTo(1);
  }

  @Test
  void chatThatHearsOfAShopIsToldOfAnotherOne() {
    registerShop(ADA, "Ada");
    registerShop(GRACE, "Grace <3");
    registerShop(GRACE, "Grace <3");

    assertThat(count("alert")).isEqualTo(1);
    assertThat(claim().chat().address()).isEqualTo(ADA);
    assertThat(value("SELECT message FROM alert")).contains("BlueMugs", "Grace &lt;3");
  }

  @Test
  void grantIsRevokedOnceAndNotAfterANewLogIn() {
    registerShop(ADA, "Ada");
    Map<String, Object> pausing =
        Map.of("sellerId", BLUE_MUGS, "refusedToken", value("SELECT token_sealed FROM etsy_grant"));
    assertThat(updated("revoke-grant", pausing)).isEqualTo(1);
    assertThat(updated("revoke-grant", pausing)).isZero();
    assertThat(updated("pause-shop-watch", pausing)).isEqualTo(1);
    assertThat(updated("pause-shop-watch", pausing)).isZero();

    registerShop(ADA, "Ada", "of the new log-in");

    assertThat(updated("revoke-grant", pausing)).isZero();
  }

  // --- Noticing ---------------------------------------------------------------------------------

  @Test
  void soldOutListingIsOneEventHoweverOftenThePageRepeatsIt() {
    register(ADA, BLUE_MUGS);
    Listing soldOut = listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING);

    record(soldOut, soldOut);
    record(soldOut);

    assertThat(count("stock_event")).isEqualTo(1);
    assertThat(value("SELECT state FROM listing")).isEqualTo("sold_out");
  }

  @Test
  void listingThatSellsOutAgainIsAnotherEvent() {
    register(ADA, BLUE_MUGS);
    record(listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING));
    record(listing(BLUE_MUG, BLUE_MUGS, "active", MORNING + 60));

    record(listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING + 120));

    assertThat(count("stock_event")).isEqualTo(2);
  }

  @Test
  void nothingIsKeptOfSellersWhomNobodyWatchesButARetiredChatMayComeBack() {
    register(ADA, BLUE_MUGS);
    register(GRACE, RED_POTS);
    retire(GRACE);

    record(listing(RED_POT, RED_POTS, "sold_out", MORNING), listing(999, 999, "sold_out", MORNING));

    assertThat(count("listing WHERE listing_id <> " + RED_POT)).isZero();
    assertThat(count("stock_event")).isEqualTo(1);
  }

  @Test
  void entryOlderThanWhatIsKnownChangesNoState() {
    register(ADA, BLUE_MUGS);
    record(listing(BLUE_MUG, BLUE_MUGS, "active", MORNING + 60));

    record(listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING));

    assertThat(value("SELECT state FROM listing")).isEqualTo("active");
  }

  @Test
  void listingWithoutTitleShopAndPageIsRecorded() {
    register(ADA, BLUE_MUGS);

    record(new Listing(BLUE_MUG, BLUE_MUGS, "sold_out", null, null, null, MORNING, null, null));

    assertThat(count("stock_event WHERE title IS NULL AND shop_name IS NULL AND url IS NULL"))
        .isEqualTo(1);
  }

  @Test
  void pageMovesTheCursorTogetherWithItsEvents() {
    register(ADA, BLUE_MUGS);
    startFeed(MORNING);

    Exception failure = recordPage(listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING + 1));

    assertThat(failure).isNull();
    assertThat(cursor()).isEqualTo(MORNING + 20);
    assertThat(count("stock_event")).isEqualTo(1);
  }

  @Test
  void failureInThePageLeavesCursorListingsAndEventsUntouched() {
    register(ADA, BLUE_MUGS);
    startFeed(MORNING);
    Listing unkeepable =
        new Listing(
            BLUE_CUP,
            BLUE_MUGS,
            "sold_out",
            "Blue cup",
            "x".repeat(300),
            null,
            MORNING + 1,
            null,
            null);

    Exception failure =
        recordPage(listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING + 1), unkeepable);

    assertThat(failure).isNotNull();
    assertThat(cursor()).isEqualTo(MORNING);
    assertThat(count("listing")).isZero();
    assertThat(count("stock_event")).isZero();
  }

  @Test
  void pageIsDroppedWhenAnotherNodeHasMovedTheCursor() {
    register(ADA, BLUE_MUGS);
    startFeed(MORNING);
    rows.update("UPDATE feed_cursor SET since_tsz = since_tsz + 20");

    Exception dropped = recordPage(listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING + 1));

    assertThat(dropped).isInstanceOf(CursorMoved.class);
    assertThat(count("stock_event")).isZero();
  }

  @Test
  void pageIsDroppedWhenAnotherNodeHasTheLease() {
    register(ADA, BLUE_MUGS);
    startFeed(MORNING);
    rows.update("UPDATE feed_cursor SET lease_owner = 'another node'");

    Exception dropped = recordPage(listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING + 1));

    assertThat(dropped).isInstanceOf(CursorMoved.class);
    assertThat(count("stock_event")).isZero();
  }

  @Test
  void feedBeginsNowAndOnlyOnce() {
    startFeed(MORNING);
    startFeed(MORNING + 1000);

    assertThat(cursor()).isEqualTo(MORNING);
    assertThat(count("feed_cursor")).isEqualTo(1);
  }

  @Test
  void feedIsReadByOneNodeUntilItsLeaseRunsOut() {
    startFeed(MORNING);
    rows.update(
        "UPDATE feed_cursor SET lease_owner = 'another node',"
            + " lease_until = CURRENT_TIMESTAMP + INTERVAL '60' SECOND");

    assertThat(feed().claim()).isFalse();

    rows.update("UPDATE feed_cursor SET lease_until = lease_until - INTERVAL '61' SECOND");
    assertThat(feed().claim()).isTrue();
  }

  // --- Describing -------------------------------------------------------------------------------

  @Test
  void eventIsOwedOnceToEachSubscribedChat() {
    register(ADA, BLUE_MUGS);
    register(GRACE, BLUE_MUGS);
    record(listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING));
    Map<String, Object> event = claimedEvents().get(0).event();

    owe(event, "MUG-BLUE");
    owe(event, "MUG-BLUE");

    assertThat(count("alert")).isEqualTo(2);
    assertThat(count("stock_event WHERE described_at IS NOT NULL")).isEqualTo(1);
  }

  @Test
  void whatIsBackInStockIsOwedToThoseWhoAskedForIt() {
    register(ADA, BLUE_MUGS);
    register(GRACE, BLUE_MUGS);
    rows.update(
        "UPDATE subscription SET restocks = TRUE"
            + " WHERE chat_id = (SELECT id FROM chat WHERE address = '1002')");
    record(listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING));
    rows.update("UPDATE stock_event SET kind = 'restocked'");

    owe(claimedEvents().get(0).event(), "", "webhook");

    assertThat(
            rows.queryForList(
                "SELECT c.address FROM alert a JOIN chat c ON c.id = a.chat_id", String.class))
        .containsExactlyInAnyOrder(GRACE, "operator");
  }

  @Test
  void alertNamesTheVariationsOfItsEvent() {
    register(ADA, BLUE_MUGS);
    record(listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING));
    rows.update(
        "UPDATE stock_event SET kind = 'low', offerings = ?",
        new OfferingJson().write(List.of(new OfferingChange(11, "MUG-BLUE-L", "Blue, L", 2))));
    describe(claimedEvents());

    Batch batch = claim();

    assertThat(batch.alerts().get(0).offerings())
        .containsExactly(new OfferingChange(11, "MUG-BLUE-L", "Blue, L", 2));
    assertThat(batch.message().plain()).contains("Blue, L – 2 left\nSKU: MUG-BLUE-L");
  }

  @Test
  void describedEventIsNotClaimedAgain() {
    register(ADA, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);

    rows.update("UPDATE stock_event SET lease_until = NULL");

    assertThat(claimedEvents()).isEmpty();
  }

  @Test
  void eventIsHandedToOneOfFourClaimersOnly() throws Exception {
    register(ADA, BLUE_MUGS);
    record(
        IntStream.range(0, 40)
            .mapToObj(i -> listing(BLUE_MUG + i, BLUE_MUGS, "sold_out", MORNING))
            .toArray(Listing[]::new));

    List<Object> claimed =
        inFourThreads(
            node -> {
              List<Object> ids = new ArrayList<>();
              for (int round = 0; round < 10; round++) {
                claimedEvents().forEach(event -> ids.add(event.event().get("id")));
              }
              return ids;
            });

    assertThat(claimed).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void claimOfAnEventRunsOut() {
    register(ADA, BLUE_MUGS);
    record(listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING));
    // by a node that dies
    assertThat(claimedEvents()).hasSize(1);
    assertThat(claimedEvents()).isEmpty();

    rows.update("UPDATE stock_event SET lease_until = lease_until - INTERVAL '121' SECOND");

    assertThat(claimedEvents()).hasSize(1);
  }

  @Test
  void alertNamesTheSkusOfItsEvent() {
    register(ADA, BLUE_MUGS);
    neighbours.etsyNamesSkus("MUG-BLUE", "MUG-BLUE-L");

    soldOut(ADA, BLUE_MUG);

    Alert alert = claim().alerts().get(0);
    assertThat(alert.skus()).containsExactly("MUG-BLUE", "MUG-BLUE-L");
    assertThat(alert.title()).isEqualTo("Listing " + BLUE_MUG);
    assertThat(alert.shopName()).isEqualTo("BlueMugs");
  }

  @Test
  void goneListingIsToldWithoutSkus() {
    register(ADA, BLUE_MUGS);
    neighbours.etsyAnswers(404, "");

    soldOut(ADA, BLUE_MUG);

    assertThat(claim().alerts().get(0).skusMissing()).isEqualTo("gone");
  }

  @Test
  void etsyInTroubleIsAskedAgainAndThenTheAlertGoesOutWithoutSkus() {
    register(ADA, BLUE_MUGS);
    record(listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING));
    neighbours.etsyAnswers(503, "");

    for (int attempt = 1; attempt <= 2; attempt++) {
      describe(claimedEvents());
      assertThat(count("alert")).isZero();
      assertThat(claimedEvents()).isEmpty();
      rows.update("UPDATE stock_event SET due_at = due_at - INTERVAL '2' SECOND");
    }
    describe(claimedEvents());

    assertThat(claim().alerts().get(0).skusMissing()).isEqualTo("unavailable");
  }

  @Test
  void withdrawnAccessIsToldOnceWithANewLogInAndTheAlertGoesOut() {
    register(ADA, BLUE_MUGS);
    neighbours.etsyAnswers(401, "oauth_problem=token_revoked");
    record(
        listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING),
        listing(BLUE_CUP, BLUE_MUGS, "sold_out", MORNING));

    describe(claimedEvents());

    Batch notice = claim();
    assertThat(notice.message().html()).contains("no longer lets me read <b>BlueMugs</b>");
    assertThat(notice.message().buttons().get(0).get(0).url()).contains("oauth/signin");
    assertThat(count("alert WHERE message IS NOT NULL")).isEqualTo(1);
    assertThat(count("stock_event WHERE skus_missing = 'revoked'")).isEqualTo(2);
    assertThat(count("etsy_grant WHERE revoked_at IS NOT NULL")).isEqualTo(1);
    assertThat(open(ADA)).hasSize(1);
  }

  @Test
  void noticesThatCannotBeOwedLeaveTheGrantAsItWas() {
    register(ADA, BLUE_MUGS);
    record(listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING));
    RevokedAccess revoked =
        new RevokedAccess(
            database,
            new SignedCalls(
                bot::camel,
                neighbours.etsyUrl(),
                () -> 0,
                new EtsyMeters(new SimpleMeterRegistry(), Clock.systemUTC())),
            new EtsyLogins(
                new EtsyOAuth1(neighbours.etsyUrl(), "ada", "secret"),
                new TokenCipher(List.of(new byte[32]))),
            new FailingNotices(bot.owedMessages()));
    String sealed = Objects.requireNonNull(value("SELECT token_sealed FROM etsy_grant"));

    assertThatThrownBy(() -> revoked.tell(BLUE_MUGS, sealed))
        .hasMessage("the second notice cannot be owed");

    assertThat(count("etsy_grant WHERE revoked_at IS NULL")).isEqualTo(1);
    assertThat(count("alert")).isZero();
  }

  @Test
  void grantGivenMeanwhileIsNotMarkedWithdrawn() {
    register(ADA, BLUE_MUGS, "BlueMugs", sealed("old"));
    record(listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING));
    List<ClaimedEvent> events = claimedEvents();
    register(ADA, BLUE_MUGS, "BlueMugs", sealed("new"));
    neighbours.etsyAnswers(401, "oauth_problem=token_revoked");

    describe(events);

    assertThat(count("etsy_grant WHERE revoked_at IS NULL")).isEqualTo(1);
    assertThat(count("alert WHERE message IS NOT NULL")).isZero();
  }

  // --- The outbox -------------------------------------------------------------------------------

  @Test
  void nothingOwedIsNothingClaimed() {
    register(ADA, BLUE_MUGS);

    assertThat(outbox.claim()).isNull();
  }

  @Test
  void chatIsHandedToOneOfFourClaimersOnly() throws Exception {
    for (int chat = 0; chat < 20; chat++) {
      register(Integer.toString(2000 + chat), BLUE_MUGS);
    }
    soldOut(ADA, BLUE_MUG);
    soldOut(ADA, BLUE_CUP);

    List<Object> claimed =
        inFourThreads(
            node -> {
              // An outbox of its own, as another node has.
              Outbox own = outboxOfAnotherNode();
              List<Object> chats = new ArrayList<>();
              for (int round = 0; round < 20; round++) {
                Batch batch = own.claim();
                if (batch != null) {
                  chats.add(batch.chat().address());
                }
              }
              return chats;
            });

    assertThat(claimed).isNotEmpty().doesNotHaveDuplicates();
    assertThat(claimed.size() + remainingClaims()).isEqualTo(20);
  }

  @Test
  void leaseThatRanOutIsHandedOutAgainAndNotBefore() {
    register(ADA, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);
    List<Long> ids = claim().ids();
    Outbox another = outboxOfAnotherNode();
    assertThat(another.claim()).isNull();

    rows.update("UPDATE chat SET lease_until = lease_until - INTERVAL '61' SECOND");

    assertThat(outbox.claim()).as("this node is still at it").isNull();
    assertThat(another.claim()).extracting(Batch::ids).isEqualTo(ids);
  }

  @Test
  void chatOnHoldWaitsAndTheOthersDoNot() {
    register(ADA, BLUE_MUGS);
    register(GRACE, BLUE_MUGS);
    rows.update(
        "UPDATE chat SET hold_until = CURRENT_TIMESTAMP + INTERVAL '30' SECOND WHERE address = ?",
        ADA);
    soldOut(ADA, BLUE_MUG);

    assertThat(claim().chat().address()).isEqualTo(GRACE);
    assertThat(outbox.claim()).isNull();

    rows.update("UPDATE chat SET hold_until = hold_until - INTERVAL '31' SECOND");
    assertThat(claim().chat().address()).isEqualTo(ADA);
  }

  @Test
  void alertsOfOneChatFoldIntoOneMessageInTheirOrder() {
    register(ADA, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);
    soldOut(ADA, BLUE_CUP);
    soldOut(ADA, BLUE_JUG);

    Batch batch = claim();

    assertThat(batch.alerts())
        .extracting(Alert::listingId)
        .containsExactly(BLUE_MUG, BLUE_CUP, BLUE_JUG);
    assertThat(batch.ids()).hasSize(3);
    assertThat(batch.listings()).isEqualTo(BLUE_MUG + ", " + BLUE_CUP + ", " + BLUE_JUG);
  }

  @Test
  void alertsOfOneTopicFoldAndGoWhereTheChatHearsOfTheShopByThen() {
    register(GROUP, BLUE_MUGS, 17L);
    register(GROUP, RED_POTS, 18L);
    soldOut(GROUP, BLUE_MUG);
    record(listing(RED_POT, RED_POTS, "sold_out", MORNING));
    describe(claimedEvents());
    soldOut(GROUP, BLUE_CUP);

    Batch blue = deliverNext();
    assertThat(blue.topic()).isEqualTo(17);
    assertThat(blue.alerts()).extracting(Alert::listingId).containsExactly(BLUE_MUG, BLUE_CUP);

    register(GROUP, RED_POTS, null);
    Batch red = deliverNext();
    assertThat(red.topic()).isNull();
    assertThat(red.alerts()).extracting(Alert::listingId).containsExactly(RED_POT);
    assertThat(outbox.claim()).isNull();
  }

  @Test
  void goneTopicIsForgottenForEveryShopOfItsChatAndForNoOtherChat() {
    register(GROUP, BLUE_MUGS, 17L);
    register(GROUP, RED_POTS, 18L);
    register(SUPERGROUP, BLUE_MUGS, 17L);

    chats().forgetTopic("telegram", GROUP, 17);

    assertThat(rows.queryForList("SELECT topic FROM subscription WHERE topic > 0", Long.class))
        .containsExactlyInAnyOrder(17L, 18L);
    assertThat(
            value(
                "SELECT c.address FROM subscription x JOIN chat c ON c.id = x.chat_id"
                    + " WHERE x.topic = 17"))
        .isEqualTo(SUPERGROUP);
  }

  @Test
  void topicOfALogInAndOfAnAnswerThatWaitsIsKept() {
    Map<String, Object> topic = with(chat(GROUP), "topic", 17L);
    LogInChat person = new LogInChat("telegram", GROUP, 17L, "1", null, null);
    logIns.keep(person, "token", "secret", null);
    register(GROUP, BLUE_MUGS, 17L);
    say(with(topic, "message", new Message("Hello!", List.of())));

    move(GROUP, SUPERGROUP);

    assertThat(claim().topic()).isEqualTo(17);
    assertThat(value("SELECT topic FROM subscription")).isEqualTo("17");
    logIns.keep(person, "token", "secret", null);
    assertThat(open(GROUP))
        .singleElement()
        .extracting(login -> login.chat().topic())
        .isEqualTo(17L);
  }

  @Test
  void foldingStopsBeforeAnAlertThatGoesOutAlone() {
    register(ADA, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);
    soldOut(ADA, BLUE_CUP);
    soldOut(ADA, BLUE_JUG);
    rows.update(
        "UPDATE alert SET alone = TRUE WHERE event_id ="
            + " (SELECT id FROM stock_event WHERE listing_id = ?)",
        BLUE_CUP);

    assertThat(deliveredListings()).containsExactly(BLUE_MUG);
    assertThat(deliveredListings()).containsExactly(BLUE_CUP);
    assertThat(deliveredListings()).containsExactly(BLUE_JUG);
  }

  @Test
  void readyMadeMessagesGoOutAloneAndInOrder() {
    register(ADA, BLUE_MUGS);
    oweMessage(ADA, "first");
    oweMessage(ADA, "second");
    soldOut(ADA, BLUE_MUG);
    oweMessage(ADA, "third");

    for (int i = 0; i < 4; i++) {
      deliverNext();
    }

    assertThat(neighbours.sent())
        .extracting(message -> message.html().lines().findFirst().get())
        .containsExactly("first", "second", "<b>Sold out:</b> Listing " + BLUE_MUG, "third");
    assertThat(outbox.claim()).isNull();
  }

  @Test
  void readyMadeMessageKeepsItsButtons() {
    register(ADA, BLUE_MUGS);
    Message message =
        new Message(
            "Shall I forget BlueMugs – 青 ☕?",
            List.of(
                List.of(
                    Message.Button.action("Yes", "forget"),
                    Message.Button.link("Help", "https://example.org/help?a=1&b=2"))));

    say(with(chat(ADA), "message", message));

    assertThat(claim().message()).isEqualTo(message);
  }

  @Test
  void deliveredAlertIsNotHandedOutAgainAndTheChatRestsForItsPace() {
    register(ADA, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);

    bot.deliver(claim());
    soldOut(ADA, BLUE_CUP);

    assertThat(outbox.claim()).isNull();
    rows.update("UPDATE chat SET hold_until = hold_until - INTERVAL '1' SECOND");
    assertThat(claim().alerts()).extracting(Alert::listingId).containsExactly(BLUE_CUP);
    assertThat(count("alert WHERE state = 'delivered' AND closed_at IS NOT NULL")).isEqualTo(1);
  }

  @Test
  void rateLimitHoldsTheChatForAsLongAsItWasTold() {
    register(ADA, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);
    neighbours.telegramFailsNextWith(TelegramTroubles.rateLimitedFor(Duration.ofSeconds(37)));

    bot.deliver(claim());

    rows.update("UPDATE chat SET hold_until = hold_until - INTERVAL '35' SECOND");
    assertThat(outbox.claim()).isNull();
    rows.update("UPDATE chat SET hold_until = hold_until - INTERVAL '2' SECOND");
    assertThat(claim().attempts()).isZero();
  }

  @Test
  void longestRateLimitThatTelegramMayAskForIsKept() {
    register(ADA, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);
    neighbours.telegramFailsNextWith(TelegramTroubles.rateLimitedFor(Duration.ofDays(30)));

    bot.deliver(claim());

    assertThat(
            count(
                "chat WHERE lease_owner IS NULL"
                    + " AND hold_until > CURRENT_TIMESTAMP + INTERVAL '29' DAY"))
        .isEqualTo(1);
  }

  @Test
  void failedSendIsTriedAgainAfterOneThenTwoSeconds() {
    register(ADA, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);
    neighbours.telegramFailsNextWith(TelegramTroubles.broken());
    neighbours.telegramFailsNextWith(TelegramTroubles.broken());

    bot.deliver(claim());
    rows.update("UPDATE chat SET hold_until = hold_until - INTERVAL '1' SECOND");
    bot.deliver(claim());
    rows.update("UPDATE chat SET hold_until = hold_until - INTERVAL '1' SECOND");
    assertThat(outbox.claim()).isNull();
    rows.update("UPDATE chat SET hold_until = hold_until - INTERVAL '1' SECOND");

    assertThat(claim().attempts()).isEqualTo(2);
    assertThat(value("SELECT trouble FROM alert")).isEqualTo("TelegramFailure");
  }

  @Test
  void refusedFoldedMessageIsPartedAndThenOnlyTheCulpritIsRefused() {
    register(ADA, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);
    soldOut(ADA, BLUE_CUP);
    neighbours.telegramFailsNextWith(TelegramTroubles.refused());
    neighbours.telegramFailsNextWith(TelegramTroubles.refused());

    deliverNext();
    deliverNext();
    deliverNext();

    assertThat(neighbours.sent()).hasSize(1);
    assertThat(neighbours.sent().get(0).html()).contains("Listing " + BLUE_CUP);
    assertThat(count("alert WHERE state = 'refused'")).isEqualTo(1);
    assertThat(outbox.claim()).isNull();
  }

  // --- Chats ------------------------------------------------------------------------------------

  @Test
  void blockedBotRetiresTheChatWithWhatItWasOwed() {
    register(ADA, BLUE_MUGS);
    register(GRACE, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);
    soldOut(ADA, BLUE_CUP);
    neighbours.telegramFailsNextWith(TelegramTroubles.gone());

    Batch batch = claim();
    bot.deliver(batch);

    assertThat(count("alert WHERE state = 'retired'")).isEqualTo(2);
    // Which of them was first depends on whose turn it was.
    assertThat(List.of(batch.chat().address(), claim().chat().address()))
        .containsExactlyInAnyOrder(ADA, GRACE);
  }

  @Test
  void revivedChatIsOwedWhatItWasOwedAndWhatHappenedMeanwhile() {
    register(ADA, BLUE_MUGS);
    register(GRACE, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);
    rows.update("UPDATE alert SET state = 'delivered' WHERE chat_id <> " + idOf(ADA));
    retire(ADA);
    soldOut(ADA, BLUE_CUP);
    assertThat(deliverNext().chat().address()).isEqualTo(GRACE);
    assertThat(outbox.claim()).isNull();

    unblocks(ADA);

    assertThat(count("alert WHERE state = 'due' AND missed = TRUE AND chat_id = " + idOf(ADA)))
        .isEqualTo(2);
    soldOut(ADA, BLUE_JUG);
    assertThat(count("alert WHERE state = 'due' AND missed = TRUE")).isEqualTo(3);
    assertThat(deliverNext().chat().address()).isEqualTo(GRACE);
    assertThat(outbox.claim()).isNull();
  }

  @Test
  void chatThatComesBackAgainIsNotOwedWhatItMissedBefore() {
    register(ADA, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);
    rows.update("UPDATE alert SET state = 'retired', closed_at = CURRENT_TIMESTAMP");
    retire(ADA);
    rows.update("UPDATE alert SET closed_at = closed_at - INTERVAL '1' SECOND");

    unblocks(ADA);

    assertThat(count("alert WHERE state = 'retired'")).isEqualTo(1);
  }

  @Test
  void chatThatMayNotBeWrittenToIsTriedEverMoreRarelyAndAtOnceWhenItIsHeardOf() {
    // given
    register(ADA, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);

    // when
    List<Integer> waits = new ArrayList<>();
    for (int tries = 0; tries < 14; tries++) {
      neighbours.telegramFailsNextWith(TelegramTroubles.closed());
      deliverNext();
      waits.add(secondsHeld());
    }

    // then
    assertThat(waits)
        .containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600);
    assertThat(count("alert WHERE state = 'due'")).isEqualTo(1);
    assertThat(neighbours.sent()).isEmpty();

    // when somebody writes there, but it was tried a moment ago
    chats().hear("telegram", ADA, 10);
    assertThat(secondsHeld()).isBetween(1, 10);

    // when it was tried some time ago
    rows.update("UPDATE chat SET closed_at = closed_at - INTERVAL '11' SECOND");
    chats().hear("telegram", ADA, 10);
    assertThat(secondsHeld()).isZero();

    // when Telegram tells of its rights
    neighbours.telegramFailsNextWith(TelegramTroubles.closed());
    deliverNext();
    unblocks(ADA);
    assertThat(secondsHeld()).isZero();

    // then
    deliverNext();
    assertThat(neighbours.sent()).hasSize(1);
    assertThat(count("chat WHERE closed_tries = 0 AND closed_at IS NULL")).isEqualTo(1);
  }

  @Test
  void waitThatTelegramAskedForIsKeptThoughTheChatIsHeardOf() {
    register(ADA, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);
    neighbours.telegramFailsNextWith(TelegramTroubles.closed());
    deliverNext();
    neighbours.telegramFailsNextWith(TelegramTroubles.rateLimitedFor(Duration.ofMinutes(5)));
    deliverNext();

    chats().hear("telegram", ADA, 10);
    unblocks(ADA);

    assertThat(secondsHeld()).isGreaterThan(290);
  }

  @Test
  void answerToAChatThatMayNotBeWrittenToIsDropped() {
    register(ADA, BLUE_MUGS);
    neighbours.telegramFailsNextWith(TelegramTroubles.closed());

    reply(ADA, "Hello!");

    assertThat(count("alert")).isZero();
  }

  @Test
  void groupThatBecameASupergroupIsFollowed() {
    register(GROUP, BLUE_MUGS);
    startLogin(GROUP, "1", "open");
    soldOut(GROUP, BLUE_MUG);
    neighbours.telegramFailsNextWith(TelegramTroubles.movedTo(SUPERGROUP));

    deliverNext();

    assertThat(deliverNext().chat().address()).isEqualTo(SUPERGROUP);
    assertThat(count("chat")).isEqualTo(1);
    assertThat(open(SUPERGROUP)).hasSize(1);
  }

  @Test
  void groupIsMergedIntoItsSupergroupThatIsKnownAlready() {
    register(GROUP, BLUE_MUGS);
    register(GROUP, RED_POTS);
    register(SUPERGROUP, BLUE_MUGS);
    soldOut(GROUP, BLUE_MUG);
    record(listing(RED_POT, RED_POTS, "sold_out", MORNING));
    describe(claimedEvents());
    oweMessage(GROUP, "for the group");

    move(GROUP, SUPERGROUP);

    assertThat(count("chat")).isEqualTo(1);
    assertThat(count("subscription")).isEqualTo(2);
    assertThat(count("alert")).isEqualTo(3);
    assertThat(claim().chat().address()).isEqualTo(SUPERGROUP);
  }

  @Test
  void chatThatWasMovedAlreadyIsMovedAgainWithoutHarm() {
    register(GROUP, BLUE_MUGS);

    move(GROUP, SUPERGROUP);
    move(GROUP, SUPERGROUP);

    assertThat(value("SELECT address FROM chat")).isEqualTo(SUPERGROUP);
    assertThat(count("subscription")).isEqualTo(1);
  }

  @Test
  void forgottenChatLeavesNoRow() {
    register(ADA, BLUE_MUGS);
    startLogin(ADA, "1", "open");
    soldOut(ADA, BLUE_MUG);
    oweMessage(ADA, "owed");

    new ChatRows(database, 2, new UnwatchedSellers(database, guests -> {})).forget("telegram", ADA);

    for (String table :
        List.of(
            "chat",
            "login",
            "subscription",
            "seller",
            "etsy_grant",
            "listing",
            "stock_event",
            "alert")) {
      assertThat(count(table)).as(table).isZero();
    }
  }

  @Test
  void sellerWithAnotherChatStaysWhenOneIsForgotten() {
    register(ADA, BLUE_MUGS);
    register(GRACE, BLUE_MUGS);
    soldOut(ADA, BLUE_MUG);

    new ChatRows(database, 2, new UnwatchedSellers(database, guests -> {})).forget("telegram", ADA);

    assertThat(count("etsy_grant")).isEqualTo(1);
    assertThat(count("listing")).isEqualTo(1);
    assertThat(claim().chat().address()).isEqualTo(GRACE);
    assertThat(outbox.claim()).isNull();
  }

  @Test
  void supergroupKeepsWhatTheGroupWantedToHear() {
    register(GROUP, BLUE_MUGS);
    register(SUPERGROUP, RED_POTS);
    rows.update(
        "UPDATE subscription SET restocks = TRUE, topic = 17 WHERE seller_id = " + BLUE_MUGS);

    move(GROUP, SUPERGROUP);

    assertThat(
            count("subscription WHERE restocks = TRUE AND topic = 17 AND seller_id = " + BLUE_MUGS))
        .isEqualTo(1);
    assertThat(count("subscription WHERE restocks = FALSE AND seller_id = " + RED_POTS))
        .isEqualTo(1);
  }

  @Test
  void idleChatsAreForgottenAfterADay() {
    register(ADA, BLUE_MUGS);
    oweMessage(GRACE, "owed");
    rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', 'idle')");
    rows.update("UPDATE chat SET created_at = created_at - INTERVAL '25' HOUR");
    rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', 'new')");

    new OldRows(
            database, new UnwatchedSellers(database, guests -> {}), 30, new SimpleMeterRegistry())
        .forgetIdleChats();

    assertThat(rows.queryForList("SELECT address FROM chat", String.class))
        .containsExactlyInAnyOrder(ADA, GRACE, "new");
  }

  // --- Answers ----------------------------------------------------------------------------------

  @Test
  void answerThatTelegramCannotTakeNowIsOwed() {
    neighbours.telegramFailsNextWith(TelegramTroubles.rateLimitedFor(Duration.ofSeconds(3)));

    reply(ADA, "Hello!");

    assertThat(outbox.claim()).isNull();
    rows.update("UPDATE chat SET hold_until = hold_until - INTERVAL '3' SECOND");
    assertThat(claim().message().html()).isEqualTo("Hello!");
  }

  @Test
  void answerFollowsAGroupThatBecameASupergroup() {
    register(GROUP, BLUE_MUGS);
    neighbours.telegramFailsNextWith(TelegramTroubles.movedTo(SUPERGROUP));

    reply(GROUP, "Hello!");

    assertThat(claim().chat().address()).isEqualTo(SUPERGROUP);
    assertThat(count("chat")).isEqualTo(1);
  }

  @Test
  void statusSaysShopSinceLastCheckAndWhatIsOut() {
    register(ADA, BLUE_MUGS);
    startFeed(MORNING);
    rows.update("UPDATE feed_cursor SET read_at = CURRENT_TIMESTAMP - INTERVAL '10' MINUTE");
    rows.update("UPDATE subscription SET since = TIMESTAMP '2019-12-02 09:30:00'");
    record(
        listing(BLUE_MUG, BLUE_MUGS, "sold_out", MORNING),
        listing(BLUE_CUP, BLUE_MUGS, "active", MORNING));

    call("answer-status", with(chat(ADA), "request", request("status")));

    assertThat(neighbours.sent().get(0).html())
        .contains("<b>BlueMugs</b>, watched since 2 December 2019", "Last check: 10 minutes ago")
        .contains("Listing " + BLUE_MUG)
        .doesNotContain("Listing " + BLUE_CUP);
  }

  @Test
  void statusSaysThatTheAccessWasWithdrawnAndNothingWasReadYet() {
    register(ADA, BLUE_MUGS);
    rows.update("UPDATE etsy_grant SET revoked_at = CURRENT_TIMESTAMP");

    call("answer-status", with(chat(ADA), "request", request("status")));

    assertThat(neighbours.sent().get(0).html())
        .contains("Etsy access: withdrawn", "Last check: not yet");
  }

  @Test
  void statementThatFailsAnswersSorry() {
    Exchange answered =
        call(
            "answer-status",
            Map.of("channel", "telegram", "address", ADA, "request", request("status")));
    assertThat(answered.getException()).isNull();

    rows.execute("ALTER TABLE subscription RENAME TO away");
    try {
      says(ADA, "/status");
    } finally {
      rows.execute("ALTER TABLE away RENAME TO subscription");
    }

    assertThat(neighbours.sent()).extracting(Message::html).last().asString().contains("Sorry");
  }

  // --- What the tests say -----------------------------------------------------------------------

  private void register(String chat, long seller) {
    register(chat, seller, seller == BLUE_MUGS ? "BlueMugs" : "RedPots", sealed("token"));
  }

  /** By a log-in that was begun in a topic. */
  private void register(String chat, long seller, @Nullable Long topic) {
    register(chat, topic, new Seller(seller, "Shop", null), sealed("token"));
  }

  private void register(String chat, long seller, @Nullable String shop, String token) {
    register(chat, null, new Seller(seller, shop, null), token);
  }

  private void register(String chat, @Nullable Long topic, Seller seller, String token) {
    bot.registrations()
        .keep(person(chat), topic, seller, new SealedGrant(token, sealed("secret"), null));
  }

  private static LogInChat person(String chat) {
    return new LogInChat("telegram", chat, null, "1", null, null);
  }

  /** By the key that the bot of the tests has. */
  private static String sealed(String token) {
    return new TokenCipher(List.of(new byte[32])).encrypt(token);
  }

  private void registerShop(String chat, String name) {
    registerShop(chat, name, "secret");
  }

  private void registerShop(String chat, String name, String secret) {
    bot.registrations()
        .keep(
            new LogInChat("telegram", chat, null, "1", null, name),
            null,
            new Seller(BLUE_MUGS, "BlueMugs", 55L),
            new SealedGrant("token of " + secret, secret, 3600L));
  }

  private void startStateLogin(String chat, String state) {
    logIns.keep(person(chat), "state of " + state, "verifier", "hash of " + state);
  }

  private LogIn loginOf(String state) {
    return logIns.ofState("hash of " + state).orElseThrow();
  }

  private void startLogin(String chat, @Nullable String user, String token) {
    logIns.keep(new LogInChat("telegram", chat, null, user, null, null), token, "secret", null);
  }

  private List<LogIn> open(String chat) {
    return logIns.open(person(chat));
  }

  private void retire(String chat) {
    chats().retire("telegram", chat);
  }

  private Chats chats() {
    return bot.bean("chats", Chats.class);
  }

  private void move(String chat, String newAddress) {
    chats().move("telegram", chat, newAddress);
  }

  private void say(Map<String, Object> variables) {
    assertThat(bot.send("outbox:say", null, variables).getException()).isNull();
  }

  private void oweMessage(String chat, String text) {
    say(with(chat(chat), "message", new Message(text, List.of())));
  }

  private void record(Listing... page) {
    Noticed noticed = new StockRows(database).noticed(List.of(page));
    Exchange recorded =
        bot.camel()
            .createFluentProducerTemplate()
            .to("stock:record")
            .withProcessor(exchange -> Noticing.put(exchange, List.of(page), noticed))
            .send();
    assertThat(recorded.getException()).isNull();
  }

  private void startFeed(long now) {
    feed().start(now);
    assertThat(feed().claim()).isTrue();
  }

  private FeedRows feed() {
    return new FeedRows(database, bot.camel().getName());
  }

  /** Records a page by the steps of notice-stock-events, and returns what went wrong. */
  private @Nullable Exception recordPage(Listing... page) {
    try {
      bot.recordPage(
          new FeedWindow(MORNING, MORNING + 20, 0, 100, MORNING + 20),
          new FeedPage(page.length, page.length, List.of(page), Map.of(), false));
      return null;
    } catch (Exception e) {
      return e;
    }
  }

  /** The listing sells out and its event is described. */
  private void soldOut(String chat, long listing) {
    assertThat(chat).isNotEmpty();
    record(listing(listing, BLUE_MUGS, "sold_out", MORNING));
    describe(claimedEvents());
  }

  /** As another node each time. */
  private List<ClaimedEvent> claimedEvents() {
    return new EventQueue(database, new Leases(database)).claim(8);
  }

  private void describe(List<ClaimedEvent> events) {
    events.forEach(bot::describe);
  }

  private void owe(Map<String, Object> event, String skus) {
    owe(event, skus, "");
  }

  private void owe(Map<String, Object> event, String skus, String channels) {
    Map<String, Object> variables =
        Map.of("event", event, "skus", skus, "tell", true, "holdSeconds", 0, "channels", channels);
    Object recipients =
        bot.send("sql:classpath:sql/select-recipients.sql", event, variables)
            .getMessage()
            .getBody();
    assertThat(bot.send("outbox:owe", recipients, variables).getException()).isNull();
  }

  private Batch claim() {
    return Objects.requireNonNull(outbox.claim(), "nothing is due");
  }

  /** Delivers one message, to a chat that does not rest. */
  private Batch deliverNext() {
    rows.update("UPDATE chat SET hold_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    Batch batch = claim();
    bot.deliver(batch);
    return batch;
  }

  private List<Long> deliveredListings() {
    return deliverNext().alerts().stream().map(Alert::listingId).toList();
  }

  private Outbox outboxOfAnotherNode() {
    return new Outbox(
        database,
        new Leases(database),
        new dev.lowstock.alert.AlertText(new dev.lowstock.alert.Messages(null), false),
        (language, at, zone) -> at.toString(),
        java.util.Set.of("telegram"),
        java.util.Set.of(),
        new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
  }

  private int remainingClaims() {
    int claims = 0;
    while (outbox.claim() != null) {
      claims++;
    }
    return claims;
  }

  private interface Claimer {
    Collection<Object> claim(String node) throws Exception;
  }

  private static List<Object> inFourThreads(Claimer claimer) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Collection<Object>>> nodes = new ArrayList<>();
      for (int node = 0; node < 4; node++) {
        String name = "node " + node;
        nodes.add(() -> claimer.claim(name));
      }
      List<Object> all = new ArrayList<>();
      for (Future<Collection<Object>> claimed : threads.invokeAll(nodes)) {
        all.addAll(claimed.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Listing listing(long id, long seller, String state, long changedAt) {
    return new Listing(
        id,
        seller,
        state,
        "Listing " + id,
        seller == BLUE_MUGS ? "BlueMugs" : "RedPots",
        "https://www.etsy.com/listing/" + id + "/sandbox",
        changedAt,
        null,
        null);
  }

  private static ChatRequest request(String answer) {
    return new ChatRequest(answer, ADA, "1", null, "", null, null, null, false, false, "Ada");
  }

  private static Map<String, Object> chat(String address) {
    return Map.of("channel", "telegram", "address", address, "userId", "1");
  }

  private static Map<String, Object> with(
      Map<String, Object> variables, String name, Object value) {
    Map<String, Object> more = new HashMap<>(variables);
    more.put(name, value);
    return more;
  }

  private void unblocks(String chat) {
    Map<String, Object> member =
        Map.of("chat", privately(chat), "new_chat_member", Map.of("status", "member"));
    update(Map.of("update_id", 1, "my_chat_member", member));
  }

  private void says(String chat, String text) {
    Map<String, Object> message =
        Map.of("chat", privately(chat), "from", Map.of("id", 1), "text", text);
    update(Map.of("update_id", 1, "message", message));
  }

  private static Map<String, Object> privately(String chat) {
    return Map.of("id", Long.valueOf(chat), "type", "private");
  }

  private void update(Map<String, Object> update) {
    assertThat(bot.call("answer-update", update, Map.of()).getException()).isNull();
  }

  private void reply(String chat, String text) {
    assertThat(bot.send("outbox:reply", text, chat(chat)).getException()).isNull();
  }

  private Exchange call(String route, Map<String, ?> variables) {
    Exchange exchange = bot.call(route, variables);
    assertThat(exchange.getException()).isNull();
    return exchange;
  }

  /** Runs one statement as Java does. */
  private int updated(String statement, Map<String, Object> values) {
    return database.statements().update(statement, values);
  }

  private long idOf(String address) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT id FROM chat WHERE address = ?", Long.class, address));
  }

  /** For how long the chat is left alone, rounded up. */
  private int secondsHeld() {
    Map<String, Object> times =
        rows.queryForMap("SELECT hold_until, CURRENT_TIMESTAMP AS now FROM chat");
    Duration held =
        Duration.between(Columns.instant(times, "now"), Columns.instant(times, "hold_until"));
    return held.isNegative() ? 0 : (int) Math.ceil(held.toMillis() / 1000.0);
  }

  private long cursor() {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT since_tsz FROM feed_cursor", Long.class));
  }

  private int count(String from) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT COUNT(*) FROM " + from, Integer.class));
  }

  private @Nullable String value(String query) {
    return rows.queryForObject(query, String.class);
  }

  /** Owes the first chat a notice, and fails at the next. */
  private record FailingNotices(OwedMessages owed) implements LogInNotices {
    @Override
    public void keepChat(LogInChat chat) {}

    @Override
    public void tellDone(LogInChat chat, Seller seller) {}

    @Override
    public void oweLinkTold(List<ShopHearer> others, LogInChat linked, long id) {}

    @Override
    public void oweAccessRevoked(List<ShopHearer> hearers, @Nullable String loginUrl) {
      owed.owe(
          OwedMessage.to(hearers.get(0).chat(), null, new Message("Etsy withdrew it", List.of())));
      throw new IllegalStateException("the second notice cannot be owed");
    }
  }
}
