package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.bot.QuietBot;
import dev.lowstock.etsy.api.EtsyAnswer;
import dev.lowstock.etsy.api.EtsyCalls;
import dev.lowstock.etsy.login.LogInChat;
import dev.lowstock.etsy.login.LogIns;
import dev.lowstock.etsy.shops.Claimed;
import dev.lowstock.etsy.shops.LargeLooks;
import dev.lowstock.etsy.shops.Lesson;
import dev.lowstock.etsy.shops.LookLost;
import dev.lowstock.etsy.shops.LookOutcome;
import dev.lowstock.etsy.shops.LookRecords;
import dev.lowstock.etsy.shops.LookWaits;
import dev.lowstock.etsy.shops.ShopLook;
import dev.lowstock.etsy.shops.Sweep;
import dev.lowstock.etsy.shops.SweepOutcome;
import dev.lowstock.etsy.shops.SweepRows;
import dev.lowstock.etsy.shops.Sweeps;
import dev.lowstock.etsy.shops.SweptListing;
import dev.lowstock.planner.LookPlan;
import dev.lowstock.planner.SaleRate;
import dev.lowstock.route.RouteFiles;
import dev.lowstock.sandbox.EtsyCall;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.EtsyV3Fault;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.assertj.core.data.Offset;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Which shop is looked at next and which listings are swept over, and what that teaches of their
 * sales: through the real routes, on any database. Time is moved in the rows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PlannerContract {
  private static final String ADA = "1001";

  /** What the bot says of itself where nothing else is set. */
  private static final String REDIRECT = "https://bot.example.org/etsy/callback";

  /** 10 000 calls a day, a tenth of them kept for people, 0.15 of the rest for shops. */
  private static final double SECONDS_PER_SHOP_CALL = 86_400 / (10_000 * 0.9 * 0.15);

  private static final double SECONDS_PER_SWEEP_CALL = 86_400 / (10_000 * 0.9 * 0.85);

  /** Some time passes between two looks at a clock. */
  private static final double SLACK = 30;

  /** Fewer than that in a shop are not very many. */
  private static final int LARGE = 150;

  /** Of the shop that is just looked at. */
  private static final long WAREHOUSE = 9_999;

  private static final int BLUE_MUGS = 1;
  private static final int RED_POTS = 2;
  private static final int GREEN_CUPS = 3;

  private SandboxEtsy etsy;
  private Database database;
  private QuietBot bot;
  private QuietBot chooser;
  private SweepRows sweepRows;
  private JdbcTemplate rows;
  private int shops;
  private int deliveries;

  abstract Database open(Path folder);

  /** Another database of the kind, with nothing in it. */
  abstract DataSource empty() throws Exception;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    etsy = SandboxEtsy.start();
    etsy.registersRedirect(REDIRECT);
    database = open(folder);
    rows = new JdbcTemplate(database.dataSource());
    bot =
        QuietBot.with(
            database,
            Map.of(
                "ETSY_API", "v3",
                "ETSY_API_URL", etsy.url().toString(),
                "ETSY_CONNECT_URL", etsy.connectUrl().toString(),
                "ETSY_CONSUMER_KEY", etsy.keys().consumerKey(),
                "ETSY_SHARED_SECRET", etsy.keys().sharedSecret(),
                "lowstock.largeShop", Integer.toString(LARGE)),
            RouteFiles.find("v3", null).includePattern());
    chooser = QuietBot.with(database, "v3", "classpath:routes/v3/notice-stock-events.camel.yaml");
    sweepRows = new SweepRows(database, 2);
  }

  @AfterAll
  void stop() {
    chooser.close();
    bot.close();
    database.close();
    etsy.close();
  }

  @BeforeEach
  void callsSuffice() {
    etsy.heals();
    for (String table : List.of("webhook_delivery", "chat", "login", "seller")) {
      rows.update("DELETE FROM " + table);
    }
    rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', ?)", ADA);
    for (String kind : List.of("looks", "sweeps")) {
      paceIsFree(kind);
    }
    countRound(bot);
    countRound(chooser);
  }

  // --- Which shop is next -----------------------------------------------------------------------

  @Test
  void onlyDueShopsAreLookedAtWhileCallsSuffice() {
    shop(BLUE_MUGS, -1);
    shop(RED_POTS, -5);
    shop(GREEN_CUPS, 60);

    assertThat(chosen()).containsExactlyInAnyOrder(BLUE_MUGS, RED_POTS);
    assertThat(chosen()).isEmpty();
    assertThat(secondsUntilFree("looks")).as("what suffices is not paced").isNegative();
  }

  @Test
  void fewAreLookedAtAtATimeThoseThatWaitForLongestFirst() {
    for (int seller = 1; seller <= 6; seller++) {
      shop(seller, -seller);
    }

    assertThat(chosen()).containsExactlyInAnyOrder(6, 5, 4, 3);
    assertThat(chosen()).containsExactlyInAnyOrder(2, 1);
  }

  @Test
  void shopWhoseSellerEtsyRefusesIsLeftOutUntilTheHoldEnds() {
    shop(BLUE_MUGS, -60);
    shop(RED_POTS, -5);
    rows.update(
        "UPDATE etsy_grant SET held_until = CURRENT_TIMESTAMP + INTERVAL '1' MINUTE"
            + " WHERE seller_id = ?",
        BLUE_MUGS);
    update(BLUE_MUGS, "wanted_at = CURRENT_TIMESTAMP");

    assertThat(chosen()).containsExactly(RED_POTS);
    assertThat(chosen()).isEmpty();
    callsAreScarce(chooser);
    assertThat(chosen()).as("nor is it the next when calls are scarce").isEmpty();

    countRound(chooser);
    rows.update("UPDATE etsy_grant SET held_until = CURRENT_TIMESTAMP");
    assertThat(chosen()).containsExactly(BLUE_MUGS);
  }

  @Test
  void shopThatIsDueFirstIsNotWaitedForWhenCallsAreScarce() {
    shop(BLUE_MUGS, 60);
    shop(RED_POTS, 30);
    shop(GREEN_CUPS, 90);
    callsAreScarce(chooser);

    assertThat(chosen()).containsExactly(RED_POTS);
    assertThat(chosen()).as("before the pace allows it").isEmpty();
    paceIsFree("looks");
    assertThat(chosen()).containsExactly(BLUE_MUGS);
  }

  @Test
  void shopsThatAreLateWaitForThePaceWhenCallsAreScarce() {
    shop(BLUE_MUGS, -30);
    shop(RED_POTS, -60);
    callsAreScarce(chooser);
    paceIsFreeIn("looks", 3600);

    assertThat(chosen()).isEmpty();
    paceIsFree("looks");
    assertThat(chosen()).containsExactly(RED_POTS);
  }

  @Test
  void shopIsLookedAtWhenDueAgainOnceCallsSuffice() {
    shop(BLUE_MUGS, 60);
    shop(RED_POTS, -60);
    callsAreScarce(chooser);
    paceIsFreeIn("looks", 3600);
    assertThat(chosen()).isEmpty();

    countRound(chooser);

    assertThat(chosen()).containsExactly(RED_POTS);
  }

  @Test
  void lookInTurnIsPaidWithTheCallsThatItTakes() {
    shop(BLUE_MUGS, 60);
    callsAreScarce(chooser);
    rows.update("UPDATE shop_watch SET calls = 3");
    paceIsFreeIn("looks", -3600);

    assertThat(chosen()).containsExactly(BLUE_MUGS);

    assertThat(secondsUntilFree("looks"))
        .as("of an hour without looks five seconds are saved up")
        .isBetween(3 * SECONDS_PER_SHOP_CALL - 5 - SLACK, 3 * SECONDS_PER_SHOP_CALL - 5);
    Instant before = freeAt("looks");
    String claim =
        Objects.requireNonNull(
            rows.queryForObject("SELECT lease_owner FROM shop_watch", String.class));
    assertThat(database.statements().update("pay-look", Map.of("claim", claim, "millis", 1_500L)))
        .isOne();
    assertThat(freeAt("looks")).isEqualTo(before.plusMillis(3 * 1_500));
    assertThat(secondsUntilFree("sweeps")).as("sweeps have a pace of their own").isNegative();
  }

  @Test
  void nothingIsPaidWhileNoShopIsNext() {
    shop(BLUE_MUGS, 60);
    callsAreScarce(chooser);
    rows.update("UPDATE etsy_grant SET revoked_at = CURRENT_TIMESTAMP");
    Instant before = freeAt("looks");

    assertThat(chosen()).isEmpty();

    assertThat(freeAt("looks")).isEqualTo(before);
  }

  @Test
  void shopThatFailedOrSeemedEmptyIsLeftAloneUntilItIsDue() {
    shop(BLUE_MUGS, 10);
    rows.update("UPDATE shop_watch SET attempts = 2");
    shop(RED_POTS, 20);
    update(RED_POTS, "collapsed_at = CURRENT_TIMESTAMP");
    shop(GREEN_CUPS, 90);
    callsAreScarce(chooser);

    assertThat(chosen()).containsExactly(GREEN_CUPS);
    paceIsFree("looks");
    assertThat(chosen()).isEmpty();

    update(BLUE_MUGS, "due_at = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    assertThat(chosen()).as("in turn").containsExactly(BLUE_MUGS);
    update(RED_POTS, "due_at = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    assertThat(chosen()).as("at once: its seller waits").containsExactly(RED_POTS);
  }

  @Test
  void shopsWhoseSellersWaitAreLookedAtAtOnceEvenWhenCallsAreScarce() {
    shop(BLUE_MUGS, -1);
    update(BLUE_MUGS, "baseline_at = NULL");
    shop(RED_POTS, -1);
    update(RED_POTS, "paused_at = CURRENT_TIMESTAMP");
    shop(GREEN_CUPS, 3600);
    want(GREEN_CUPS);
    shop(4, -60);
    callsAreScarce(chooser);
    paceIsFreeIn("looks", 3600);
    Instant before = freeAt("looks");

    assertThat(chosen()).containsExactlyInAnyOrder(BLUE_MUGS, RED_POTS, GREEN_CUPS);

    assertThat(freeAt("looks")).isEqualTo(before);
    assertThat(count("shop_watch WHERE wanted_at IS NOT NULL")).isZero();
  }

  @Test
  void wantedShopsComeBeforeThoseThatAreDue() {
    for (int seller = 1; seller <= 5; seller++) {
      shop(seller, -seller);
    }
    want(1);

    assertThat(chosen()).containsExactlyInAnyOrder(1, 5, 4, 3);
  }

  @Test
  void lookThatFailedKeepsItsPlaceWhenSomebodyWantedIt() {
    SandboxShop shop = opens();
    SandboxListing listing = shop.lists("Mug", 3, "MUG");
    looks();
    etsy.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyFault.status(503, "Be right back"));

    update(shop.sellerId(), "due_at = CURRENT_TIMESTAMP");
    check(bot);
    assertThat(count("shop_watch WHERE attempts = 1 AND wanted_at IS NULL")).isOne();

    rows.update(
        "UPDATE listing SET suspected_at = CURRENT_TIMESTAMP WHERE listing_id = ?", listing.id());
    update(shop.sellerId(), "wanted_at = CURRENT_TIMESTAMP");
    check(bot);
    assertThat(count("shop_watch WHERE attempts = 2 AND wanted_at > CURRENT_TIMESTAMP")).isOne();
    assertThat(count("shop_watch WHERE wanted_at = due_at")).isOne();
  }

  @Test
  void shopThatNobodyLivedToRecordIsLookedAtAgain() {
    shop(BLUE_MUGS, 3600);
    update(BLUE_MUGS, "lease_owner = 'x', lease_until = CURRENT_TIMESTAMP + INTERVAL '9' SECOND");
    callsAreScarce(chooser);
    assertThat(chosen()).isEmpty();

    update(BLUE_MUGS, "lease_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    paceIsFreeIn("looks", 3600);
    assertThat(chosen()).containsExactly(BLUE_MUGS);
  }

  @Test
  void veryLargeShopIsNotClaimedWhileAnotherIsLookedAt() {
    shop(BLUE_MUGS, -60);
    shop(RED_POTS, -90);
    shop(GREEN_CUPS, -1);
    rows.update("UPDATE shop_watch SET listings = 2001 WHERE seller_id <> ?", GREEN_CUPS);
    update(BLUE_MUGS, "wanted_at = CURRENT_TIMESTAMP");
    LargeLooks large = largeLooks(chooser);
    large.enter(WAREHOUSE, 9_000);

    assertThat(chosen()).containsExactly(GREEN_CUPS);
    assertThat(count("shop_watch WHERE wanted_at IS NOT NULL")).as("it is still wanted").isOne();

    large.leave(WAREHOUSE);
    update(BLUE_MUGS, "wanted_at = NULL");
    assertThat(chosen()).containsExactlyInAnyOrder(BLUE_MUGS, RED_POTS);
    assertThatThrownBy(() -> large.enter(BLUE_MUGS + 5_000, 2_001))
        .as("the one that waited for longest goes first")
        .isInstanceOf(LookWaits.class);
    large.leave(RED_POTS + 5_000);
  }

  @Test
  void shopThatAWebhookWantsIsClaimedWithItOnce() {
    shop(BLUE_MUGS, 3600);
    shop(RED_POTS, -60);
    update(BLUE_MUGS, "wanted_at = CURRENT_TIMESTAMP");
    rows.update(
        "INSERT INTO webhook_delivery (webhook_id, event_type, shop_id)"
            + " VALUES ('msg_1', 'order.paid', ?)",
        BLUE_MUGS + 5_000);

    ShopLook look =
        Objects.requireNonNull(chooser.claimWantedShop(BLUE_MUGS + 5_000), "not claimed");

    assertThat(look.sellerId()).isEqualTo(BLUE_MUGS);
    assertThat(count("shop_watch WHERE wanted_at IS NULL AND attempts = 1")).isOne();
    assertThat(count("webhook_delivery WHERE look IS NOT NULL AND worked_at IS NULL")).isOne();
    update(BLUE_MUGS, "wanted_at = CURRENT_TIMESTAMP");
    assertThat(chooser.claimWantedShop(BLUE_MUGS + 5_000)).as("it is looked at").isNull();
    assertThat(chosen()).as("the others are not touched").containsExactly(RED_POTS);
  }

  @Test
  void shopThatMayNotBeLookedAtNowIsNotClaimedWithItsWebhook() {
    shop(BLUE_MUGS, -60);
    assertThat(chooser.claimWantedShop(BLUE_MUGS + 5_000)).as("nobody wants it").isNull();

    update(BLUE_MUGS, "wanted_at = CURRENT_TIMESTAMP, listings = 2001");
    largeLooks(chooser).enter(WAREHOUSE, 9_000);
    assertThat(chooser.claimWantedShop(BLUE_MUGS + 5_000)).as("another large one").isNull();
    largeLooks(chooser).leave(WAREHOUSE);
    update(BLUE_MUGS, "listings = 1");
    rows.update("UPDATE etsy_grant SET held_until = CURRENT_TIMESTAMP + INTERVAL '1' MINUTE");
    assertThat(chooser.claimWantedShop(BLUE_MUGS + 5_000)).as("Etsy refuses it").isNull();
    rows.update("UPDATE etsy_grant SET held_until = NULL, revoked_at = CURRENT_TIMESTAMP");
    assertThat(chooser.claimWantedShop(BLUE_MUGS + 5_000)).as("no access").isNull();
    rows.update("UPDATE etsy_grant SET revoked_at = NULL");
    rows.update("UPDATE chat SET retired_at = CURRENT_TIMESTAMP");
    assertThat(chooser.claimWantedShop(BLUE_MUGS + 5_000)).as("nobody would hear").isNull();
    rows.update("UPDATE chat SET retired_at = NULL");

    assertThat(chooser.claimWantedShop(BLUE_MUGS + 5_000)).isNotNull();
  }

  @Test
  void sellOutThatEtsyTellsTwiceNeedsNoSecondLook() {
    SandboxShop shop = opens();
    SandboxListing mug = shop.lists("Mug", 1);
    SandboxListing cup = shop.lists("Cup", 3);
    looks();
    mug.sellsOut();
    tells(shop, mug);
    looksAgain(shop);
    update(shop.sellerId(), "due_at = CURRENT_TIMESTAMP + INTERVAL '1' HOUR");

    tells(shop, mug);
    looksAgain(shop);
    String soon = "shop_watch WHERE due_at < CURRENT_TIMESTAMP + INTERVAL '16' SECOND";
    assertThat(count(soon)).isZero();

    tells(shop, cup);
    looksAgain(shop);
    assertThat(count(soon)).as("Etsy may answer from a copy that is behind").isOne();
  }

  @Test
  void veryLargeShopThatIsWantedGoesBeforeOneThatIsDue() {
    shop(BLUE_MUGS, 3600);
    shop(RED_POTS, -90);
    rows.update("UPDATE shop_watch SET listings = 2001");
    update(BLUE_MUGS, "wanted_at = CURRENT_TIMESTAMP");

    assertThat(chosen()).containsExactly(BLUE_MUGS);
    largeLooks(chooser).leave(BLUE_MUGS + 5_000);
    assertThat(chosen()).containsExactly(RED_POTS);
    largeLooks(chooser).leave(RED_POTS + 5_000);
  }

  @Test
  void veryLargeShopIsNotTheNextInTurnWhileAnotherIsLookedAt() {
    shop(BLUE_MUGS, 60);
    rows.update("UPDATE shop_watch SET listings = 2001");
    LargeLooks large = largeLooks(chooser);
    large.enter(WAREHOUSE, 9_000);
    callsAreScarce(chooser);

    assertThat(chosen()).isEmpty();
    large.leave(WAREHOUSE);
    assertThat(chosen()).containsExactly(BLUE_MUGS);
    large.leave(BLUE_MUGS + 5_000);
  }

  @Test
  void shopThatTurnsOutVeryLargeIsGivenBackAndIsTheNextOnceAnotherHasBeenLookedAt() {
    SandboxShop shop = opens();
    for (int n = 0; n <= LARGE; n++) {
      shop.lists("Mug " + n, 9);
    }
    LargeLooks large = largeLooks(bot);
    large.enter(WAREHOUSE, 9_000);

    check(bot);
    assertThat(count("shop_watch WHERE baseline_at IS NULL AND attempts = 0 AND looks = 0"))
        .isOne();
    int calls = etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP);
    check(bot);
    assertThat(etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP)).as("it waits").isEqualTo(calls);

    large.leave(WAREHOUSE);
    looks();
    assertThat(count("shop_watch WHERE baseline_at IS NOT NULL")).isOne();
    assertThat(count("listing")).isEqualTo(LARGE + 1);
    assertThat(large.mostListings()).as("others may be looked at").isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void lookThatFailsLetsTheNextVeryLargeShopBeLookedAt() {
    SandboxShop shop = opens();
    shop.lists("Mug", 9);
    rows.update("UPDATE shop_watch SET listings = ?", LARGE + 1);
    etsy.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyFault.status(503, "Be right back"));

    check(bot);

    assertThat(count("shop_watch WHERE attempts = 1 AND baseline_at IS NULL")).isOne();
    assertThat(largeLooks(bot).mostListings()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void lookOfANodeThatHasLostTheShopRecordsNothing() {
    shop(BLUE_MUGS, 3600);
    listing(BLUE_MUGS * 1_000L + 1, BLUE_MUGS, 9);
    update(BLUE_MUGS, "lease_owner = 'another node'");
    final Map<String, Object> shop = rows.queryForMap("SELECT * FROM shop_watch");
    final Map<String, Object> listing = rows.queryForMap("SELECT * FROM listing");

    assertThat(record(BLUE_MUGS, outcome(BLUE_MUGS, 1))).isInstanceOf(LookLost.class);

    assertThat(rows.queryForMap("SELECT * FROM shop_watch")).isEqualTo(shop);
    assertThat(rows.queryForMap("SELECT * FROM listing")).isEqualTo(listing);
  }

  @Test
  void lookThatAStopBreaksOffRecordsNothingAndItsShopIsDueAgain() {
    SandboxShop shop = opens();
    shop.lists("Mug", 9);
    int calls = etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP);

    bot.stopsAsItLooksAtShops();

    assertThat(etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP)).isEqualTo(calls);
    assertThat(count("listing")).isZero();
    assertThat(count("shop_watch WHERE lease_owner IS NULL AND looks = 0 AND trouble IS NULL"))
        .isOne();
    assertThat(count("shop_watch WHERE due_at > CURRENT_TIMESTAMP")).isOne();
  }

  @Test
  void routeThatFailsHasTheShopLookedAtAgainAndNothingIsRecorded() {
    SandboxShop shop = opens();
    SandboxListing mug = shop.lists("Blue mug", 9);
    looks();
    mug.sellsOut();
    update(shop.sellerId(), "wanted_at = CURRENT_TIMESTAMP");

    bot.lookAtShops(
        exchange -> {
          throw new IllegalStateException("a step of the operator's");
        });

    assertThat(count("shop_watch WHERE lease_owner IS NULL AND looks = 1 AND attempts = 1"))
        .isOne();
    assertThat(row(mug)).containsEntry("quantity", 9);
    looksAgain(shop);
    assertThat(kinds()).containsExactly("sold_out");
  }

  @Test
  void shopsWithoutAccessOrAChatAreNeverLookedAt() {
    for (int seller = 1; seller <= 3; seller++) {
      shop(seller, -60);
      update(seller, "wanted_at = CURRENT_TIMESTAMP");
    }
    shop(4, 3600);
    rows.update(
        "UPDATE etsy_grant SET revoked_at = CURRENT_TIMESTAMP WHERE seller_id = ?", BLUE_MUGS);
    rows.update("DELETE FROM subscription WHERE seller_id = ?", RED_POTS);
    rows.update(
        "INSERT INTO chat (channel, address, retired_at) VALUES ('telegram', 'gone',"
            + " CURRENT_TIMESTAMP)");
    rows.update(
        "UPDATE subscription SET chat_id = (SELECT id FROM chat WHERE address = 'gone')"
            + " WHERE seller_id = ?",
        GREEN_CUPS);

    assertThat(chosen()).isEmpty();
    callsAreScarce(chooser);
    assertThat(chosen()).containsExactly(4);
    paceIsFree("looks");
    assertThat(chosen()).isEmpty();
  }

  // --- Sweeps -----------------------------------------------------------------------------------

  @Test
  void sweepTakesTheHundredThatAreDueFirst() {
    SandboxShop shop = opens();
    for (int n = 0; n < 120; n++) {
      shop.lists("Mug " + n, 9);
    }
    looks();
    rows.update("UPDATE listing SET seen_at = NULL");
    List<Long> ids = new ArrayList<>(shop.listings().stream().map(SandboxListing::id).toList());
    Collections.reverse(ids);
    for (int n = 0; n < ids.size(); n++) {
      rows.update(
          "UPDATE listing SET sweep_at = CURRENT_TIMESTAMP + CAST(? AS INTEGER) * INTERVAL '1'"
              + " SECOND WHERE listing_id = ?",
          n - 50,
          ids.get(n));
    }
    callsAreScarce(bot);

    boolean more = sweepsAndMayGoOn();

    assertThat(idsOf(lastSweep())).containsExactlyInAnyOrderElementsOf(ids.subList(0, 100));
    assertThat(count("listing WHERE seen_at > CURRENT_TIMESTAMP - INTERVAL '1' HOUR"))
        .isEqualTo(100);
    assertThat(count("listing WHERE seen_at IS NOT NULL AND sweep_at < CURRENT_TIMESTAMP"))
        .isZero();
    assertThat(secondsUntilFree("sweeps"))
        .isBetween(SECONDS_PER_SWEEP_CALL - 5 - SLACK, SECONDS_PER_SWEEP_CALL);
    assertThat(more).as("the next is asked for at once").isTrue();

    rows.update(
        "UPDATE listing SET sweep_at = sweep_at + INTERVAL '1' DAY WHERE seen_at IS NOT NULL");
    paceIsFree("sweeps");
    sweeps();
    assertThat(idsOf(lastSweep())).containsAll(ids.subList(100, 120));
  }

  @Test
  void thereAreNoSweepsWhileCallsSuffice() {
    SandboxShop shop = opens();
    shop.lists("Blue mug", 9);
    looks();
    int before = etsy.count(EtsyEndpoint.LISTINGS_BATCH);

    sweeps();

    assertThat(etsy.count(EtsyEndpoint.LISTINGS_BATCH)).isEqualTo(before);
  }

  @Test
  void sweepIsMadeOnceAtATimeAndWhenThePaceAllowsIt() {
    SandboxShop shop = opens();
    shop.lists("Blue mug", 9);
    looks();
    callsAreScarce(bot);
    int before = etsy.count(EtsyEndpoint.LISTINGS_BATCH);

    sweepLeaseEndsIn(30);
    sweeps();
    assertThat(etsy.count(EtsyEndpoint.LISTINGS_BATCH)).as("somebody else's").isEqualTo(before);

    sweepLeaseEndsIn(-1);
    sweeps();
    assertThat(etsy.count(EtsyEndpoint.LISTINGS_BATCH)).isEqualTo(before + 1);
    assertThat(count("look_pace WHERE lease_until IS NOT NULL")).isZero();

    sweeps();
    assertThat(etsy.count(EtsyEndpoint.LISTINGS_BATCH)).as("too early").isEqualTo(before + 1);
  }

  @Test
  void oneOfManyNodesMakesTheSweep() throws Exception {
    List<Boolean> claimed = atOnce(Collections.nCopies(8, () -> sweepRows.claim("a node")));

    assertThat(claimed).containsOnlyOnce(true).hasSize(8);
  }

  @Test
  void sweepOverNothingWaitsForTheNextCheck() {
    shop(BLUE_MUGS, 3600);
    callsAreScarce(bot);

    boolean more = sweepsAndMayGoOn();

    assertThat(secondsUntilFree("sweeps")).as("it has not failed").isNegative();
    assertThat(more).as("it would be made again and again without a pause").isFalse();
  }

  @Test
  void saleThatCrossesNothingIsKeptAndLearnedOnce() {
    SandboxShop shop = opens();
    SandboxListing mug = shop.lists("Blue mug", 9);
    looks();
    aDayPasses();
    callsAreScarce(bot);
    mug.sells(3);

    sweeps();

    Map<String, Object> kept = row(mug);
    assertThat(kept).containsEntry("quantity", 6).containsEntry("suspected_at", null);
    assertThat(Columns.real(kept, "sold")).isEqualTo(3, Offset.offset(0.01));
    assertThat(Columns.real(kept, "sold_days")).isBetween(0.95, 1.0);
    assertThat(secondsSince(kept, "sold_at")).isLessThan(SLACK);
    assertThat(secondsSince(kept, "seen_at")).isLessThan(SLACK);
    assertThat(Columns.instant(kept, "sweep_at")).isAfter(Columns.instant(kept, "now"));
    assertThat(count("shop_watch WHERE wanted_at IS NULL AND unannounced = 1")).isOne();

    paceIsFree("sweeps");
    sweeps();
    looksAgain(shop);
    assertThat(Columns.real(row(mug), "sold")).isEqualTo(3, Offset.offset(0.01));
    assertThat(count("shop_watch WHERE unannounced = 1")).isOne();
    assertThat(kinds()).isEmpty();
  }

  @Test
  void listingThatMayHaveCrossedALineIsSuspectedAndLookedAtAtOnce() {
    SandboxShop shop = opens();
    SandboxListing mug = shop.lists("Blue mug", 9);
    SandboxListing pot = shop.lists("Red pot", 9);
    looks();
    aDayPasses();
    callsAreScarce(bot);
    // A shop of several pages: it is cheaper to look at the listing.
    rows.update("UPDATE shop_watch SET calls = 2");
    paceIsFreeIn("looks", 3600);
    mug.sells(7);

    sweeps();

    assertThat(row(mug)).containsEntry("quantity", 9);
    assertThat(count("listing WHERE suspected_at IS NOT NULL")).isOne();
    assertThat(secondsSince(row(mug), "suspected_at")).isLessThan(SLACK);
    assertThat(count("shop_watch WHERE wanted_at IS NOT NULL AND unannounced = 0")).isOne();
    assertThat(secondsUntilFree("sweeps"))
        .as("its own call and that of the look")
        .isBetween(2 * SECONDS_PER_SWEEP_CALL - 5 - SLACK, 2 * SECONDS_PER_SWEEP_CALL);

    int lists = etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP);
    looks();

    assertThat(etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP)).isEqualTo(lists);
    assertThat(kinds()).containsExactly("low");
    Map<String, Object> seen = row(mug);
    assertThat(seen).containsEntry("quantity", 2).containsEntry("suspected_at", null);
    assertThat(Columns.real(seen, "sold")).isEqualTo(7, Offset.offset(0.01));
    assertThat(Columns.instant(seen, "sweep_at")).isAfter(Columns.instant(seen, "now"));
    assertThat(row(pot)).containsEntry("quantity", 9).containsEntry("suspected_at", null);
    assertThat(count("shop_watch WHERE wanted_at IS NULL AND unannounced = 1")).isOne();
  }

  @Test
  void soldOutTakenDownAndRestockedListingsAreSuspected() {
    SandboxShop shop = opens();
    SandboxListing soldOut = shop.lists("Blue mug", 9);
    SandboxListing takenDown = shop.lists("Red pot", 1);
    SandboxListing restocked = shop.lists("Green cup", 9);
    SandboxListing same = shop.lists("Black jug", 9);
    looks();
    callsAreScarce(bot);
    soldOut.sellsOut();
    takenDown.deactivates();
    restocked.restock(3);

    sweeps();

    assertThat(suspected())
        .containsExactlyInAnyOrder(soldOut.id(), takenDown.id(), restocked.id())
        .doesNotContain(same.id());
    looks();
    assertThat(suspected()).isEmpty();
    assertThat(kinds()).contains("sold_out");
    assertThat(row(soldOut)).containsEntry("state", "sold_out").containsEntry("sweep_at", null);
    assertThat(row(takenDown)).containsEntry("state", "inactive").containsEntry("sweep_at", null);
    assertThat(row(restocked)).containsEntry("quantity", 12);
  }

  @Test
  void listingsOfAShopThatNobodyWatchesLeaveTheSweepsUntilItIsLookedAtAgain() {
    SandboxShop shop = opens();
    SandboxListing mug = shop.lists("Blue mug", 9);
    looks();
    callsAreScarce(bot);
    rows.update("UPDATE chat SET retired_at = CURRENT_TIMESTAMP");
    Map<String, Object> before = row(mug);
    int calls = etsy.count(EtsyEndpoint.LISTINGS_BATCH);

    sweeps();

    assertThat(etsy.count(EtsyEndpoint.LISTINGS_BATCH)).isEqualTo(calls);
    assertThat(row(mug)).containsEntry("sweep_at", null);
    assertThat(row(mug).get("seen_at")).isEqualTo(before.get("seen_at"));

    rows.update("UPDATE chat SET retired_at = NULL");
    looksAgain(shop);

    assertThat(row(mug)).doesNotContainEntry("sweep_at", null);
  }

  @Test
  void listingsOfASellerWhoWithdrewTheAccessLeaveTheSweeps() {
    SandboxShop shop = opens();
    SandboxListing mug = shop.lists("Blue mug", 9);
    looks();
    callsAreScarce(bot);
    rows.update("UPDATE etsy_grant SET revoked_at = CURRENT_TIMESTAMP");

    sweeps();

    assertThat(row(mug)).containsEntry("sweep_at", null);
  }

  @Test
  void whatALookRecordedMeanwhileIsNotOverwritten() throws IOException {
    SandboxShop shop = opens();
    SandboxListing mug = shop.lists("Blue mug", 9);
    SandboxListing pot = shop.lists("Red pot", 9);
    looks();
    callsAreScarce(bot);
    Sweeps sweeps =
        new Sweeps(new LookPlan(InstantSource.system(), () -> 0.1, Duration.ofMinutes(1)));
    Sweep sweep = sweeps.open(sweepRows.due());
    EtsyCalls etsyCalls = bot.etsyCalls();
    EtsyAnswer answer = etsyCalls.make(sweeps.next(sweep));
    mug.sells(3);
    pot.sellsOut();
    looksAgain(shop);

    sweeps.read(sweep, answer);
    sweepRows.settle(sweeps.outcome(sweep), "a node");

    assertThat(row(mug)).containsEntry("quantity", 6);
    assertThat(row(pot)).containsEntry("quantity", 0).containsEntry("sweep_at", null);
    looksAgain(shop);
    assertThat(kinds()).containsExactly("sold_out");
  }

  @Test
  void sweepThatFailsIsMadeAgainTenSecondsLater() {
    SandboxShop shop = opens();
    SandboxListing mug = shop.lists("Blue mug", 9);
    looks();
    callsAreScarce(bot);
    Map<String, Object> before = row(mug);
    etsy.breaks(EtsyEndpoint.LISTINGS_BATCH, EtsyV3Fault.serverError(), 1);
    int calls = etsy.count(EtsyEndpoint.LISTINGS_BATCH);
    mug.sells(3);

    sweeps();

    assertThat(secondsUntilFree("sweeps")).isBetween(10 - SLACK, 10.0);
    assertThat(count("look_pace WHERE lease_until IS NOT NULL")).isZero();
    assertThat(row(mug).get("sweep_at")).isEqualTo(before.get("sweep_at"));
    assertThat(row(mug)).containsEntry("quantity", 9);

    paceIsFree("sweeps");
    sweeps();
    assertThat(etsy.count(EtsyEndpoint.LISTINGS_BATCH)).isEqualTo(calls + 2);
    assertThat(row(mug)).containsEntry("quantity", 6);
  }

  @Test
  void sweepThatIsBrokenOffKeepsNothingAndItsLeaseRunsOut() {
    SandboxShop shop = opens();
    SandboxListing mug = shop.lists("Blue mug", 9);
    looks();
    callsAreScarce(bot);
    mug.sells(3);
    int calls = etsy.count(EtsyEndpoint.LISTINGS_BATCH);

    boolean more = bot.sweeps().sweep(() -> true);

    assertThat(more).isFalse();
    assertThat(etsy.count(EtsyEndpoint.LISTINGS_BATCH)).isEqualTo(calls);
    assertThat(row(mug)).containsEntry("quantity", 9);
    assertThat(count("look_pace WHERE lease_until > CURRENT_TIMESTAMP")).isOne();
  }

  @Test
  void looksAndSweepsThatRecordTheSameListingsDoNotStandInEachOthersWay() throws Exception {
    int shopsAtOnce = 3;
    int size = 30;
    List<SweptListing> swept = new ArrayList<>();
    for (int seller = 1; seller <= shopsAtOnce; seller++) {
      shop(seller, 3600);
      for (int n = 1; n <= size; n++) {
        long id = seller * 1_000L + n;
        listing(id, seller, 9);
        swept.add(
            new SweptListing(
                id, seller, 9, 9, SaleRate.unknown(Instant.now()), true, false, false, 60_000L));
      }
    }
    SweepOutcome outcome = new SweepOutcome(swept, List.of(1L, 3L), List.of(2L), 1_000);
    List<Callable<List<Exception>>> nodes = new ArrayList<>();
    nodes.add(
        () ->
            troubles(
                () -> {
                  try {
                    sweepRows.settle(outcome, "a node");
                    return null;
                  } catch (RuntimeException e) {
                    return e;
                  }
                }));
    for (int seller = 1; seller <= shopsAtOnce; seller++) {
      long looked = seller;
      LookOutcome look = outcome(looked, size);
      nodes.add(
          () ->
              troubles(
                  () -> {
                    update(looked, "lease_owner = 'look'");
                    return record(looked, look);
                  }));
    }

    assertThat(atOnce(nodes)).allSatisfy(troubles -> assertThat(troubles).isEmpty());
  }

  // --- What looks teach -------------------------------------------------------------------------

  @Test
  void saleRateIsLearnedFromLooks() {
    SandboxShop shop = opens();
    SandboxListing mug = shop.lists("Blue mug", 9);
    looks();
    assertThat(row(mug)).containsEntry("sold", 0.0).containsEntry("sold_days", 0.0);
    assertThat(row(mug)).doesNotContainEntry("sweep_at", null);

    aDayPasses();
    mug.sells(3);
    looksAgain(shop);
    Map<String, Object> first = row(mug);
    assertThat(Columns.real(first, "sold")).isEqualTo(3, Offset.offset(0.01));
    assertThat(Columns.real(first, "sold_days")).isBetween(0.95, 1.0);
    assertThat(secondsSince(first, "sold_at")).isLessThan(SLACK);

    aDayPasses();
    mug.sells(2);
    looksAgain(shop);
    Map<String, Object> second = row(mug);
    double faded = Math.exp(-1 / 30.0);
    assertThat(Columns.real(second, "sold")).isEqualTo(3 * faded + 2, Offset.offset(0.01));
    assertThat(Columns.real(second, "sold_days")).isBetween(1.85, 2.0);
    assertThat(second).containsEntry("quantity", 4).doesNotContainEntry("sweep_at", null);
    assertThat(usualSales()).as("usually a unit in ten days").isGreaterThan(0.1);

    aDayPasses();
    mug.sellsOut();
    looksAgain(shop);
    Map<String, Object> soldOut = row(mug);
    assertThat(Columns.real(soldOut, "sold")).isGreaterThan(8);
    assertThat(Columns.real(soldOut, "sold_days"))
        .as("sold out at some time of the day")
        .isBetween(2.2, 2.6);
    assertThat(soldOut).containsEntry("sweep_at", null);

    aDayPasses();
    mug.restock(5);
    looksAgain(shop);
    Map<String, Object> restocked = row(mug);
    assertThat(Columns.instant(restocked, "sweep_at")).isAfter(Columns.instant(restocked, "now"));
    assertThat(Columns.real(restocked, "sold_days"))
        .as("while it is sold out it cannot sell")
        .isLessThan(Columns.real(soldOut, "sold_days"));
    assertThat(Columns.real(restocked, "sold")).isLessThan(Columns.real(soldOut, "sold"));
  }

  @Test
  void looksThatFoundSalesAreCountedByWhetherAWebhookWantedThem() {
    SandboxShop shop = opens();
    SandboxListing mug = shop.lists("Blue mug", 9);
    looks();
    looksAgain(shop);
    assertThat(count("shop_watch WHERE announced = 0 AND unannounced = 0")).isOne();

    mug.sells(1);
    rows.update(
        "INSERT INTO webhook_delivery (webhook_id, event_type, shop_id)"
            + " VALUES ('msg_1', 'order.paid', ?)",
        shop.shopId());
    looksAgain(shop);
    assertThat(count("shop_watch WHERE announced = 1 AND unannounced = 0")).isOne();

    mug.sells(1);
    looksAgain(shop);
    assertThat(count("shop_watch WHERE announced < 1 AND announced > 0.9 AND unannounced = 1"))
        .isOne();

    looksAgain(shop);
    assertThat(count("shop_watch WHERE unannounced = 1")).as("no sale, no news").isOne();
  }

  // --- Databases that were there before
  // -----------------------------------------------------------

  @Test
  void whatWasForSaleBeforeThePlannerCameIsSweptOver() throws Exception {
    DataSource old = empty();
    Flyway.configure().dataSource(old).target("2").load().migrate();
    JdbcTemplate then = new JdbcTemplate(old);
    then.update("INSERT INTO seller (seller_id) VALUES (1)");
    then.update("INSERT INTO shop_watch (seller_id, shop_id) VALUES (1, 11)");
    then.update(
        "INSERT INTO listing (listing_id, seller_id, state, quantity, changed_tsz) VALUES"
            + " (1, 1, 'active', 9, 0), (2, 1, 'sold_out', 0, 0), (3, 1, 'active', 9, 0),"
            + " (4, 1, 'inactive', 9, 0)");
    then.update("UPDATE listing SET missing_since = CURRENT_TIMESTAMP WHERE listing_id = 3");

    Flyway.configure().dataSource(old).target("3").load().migrate();

    assertThat(
            then.queryForList(
                "SELECT listing_id FROM listing WHERE sweep_at <= CURRENT_TIMESTAMP", Long.class))
        .containsExactly(1L);
    assertThat(then.queryForObject("SELECT COUNT(sweep_at) FROM listing", Long.class)).isOne();
    assertThat(
            then.queryForList(
                "SELECT name FROM look_pace WHERE lease_until IS NULL"
                    + " AND free_at <= CURRENT_TIMESTAMP",
                String.class))
        .containsExactlyInAnyOrder("looks", "sweeps");
    assertThat(then.queryForObject("SELECT usual_sales FROM shop_watch", Double.class))
        .isEqualTo(0.1);
  }

  // --- What the tests say -----------------------------------------------------------------------

  /** A shop that was seen before, and is due in so many seconds. */
  private void shop(long seller, int seconds) {
    rows.update("INSERT INTO seller (seller_id) VALUES (?)", seller);
    rows.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed) VALUES (?, 't', 's')",
        seller);
    rows.update(
        "INSERT INTO shop_watch (seller_id, shop_id, baseline_at, full_look_at, due_at)"
            + " VALUES (?, ?, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP,"
            + " CURRENT_TIMESTAMP + CAST(? AS INTEGER) * INTERVAL '1' SECOND)",
        seller,
        seller + 5_000,
        seconds);
    rows.update(
        "INSERT INTO subscription (chat_id, seller_id) SELECT id, ? FROM chat WHERE address = ?",
        seller,
        ADA);
  }

  private void update(long seller, String columns) {
    rows.update("UPDATE shop_watch SET " + columns + " WHERE seller_id = ?", seller);
  }

  private void listing(long id, long seller, int quantity) {
    rows.update(
        "INSERT INTO listing (listing_id, seller_id, state, quantity, changed_tsz, sweep_at)"
            + " VALUES (?, ?, 'active', ?, 0, CURRENT_TIMESTAMP)",
        id,
        seller,
        quantity);
  }

  /** Records what a look brought, and returns what went wrong. */
  private @Nullable Exception record(long seller, LookOutcome outcome) {
    LookRecords records = bot.lookRecords();
    try {
      records.record(Claimed.shop(seller, null), outcome, look -> {});
      return null;
    } catch (Exception e) {
      return e;
    }
  }

  /** Of a look that learned of the last listing of a shop first. */
  private static LookOutcome outcome(long seller, int size) {
    List<Lesson.OfListing> lessons =
        LongStream.rangeClosed(1, size)
            .mapToObj(
                n ->
                    new Lesson.OfListing(
                        seller * 1_000 + size + 1 - n, SaleRate.unknown(Instant.now()), 60_000L))
            .toList();
    return new LookOutcome(
        List.of(),
        List.of(),
        List.of(),
        false,
        false,
        false,
        false,
        false,
        1,
        size,
        60_000,
        new Lesson(0.1, 0, 0, lessons));
  }

  private void tells(SandboxShop shop, SandboxListing listing) {
    rows.update(
        "INSERT INTO webhook_delivery (webhook_id, event_type, shop_id, listing_id)"
            + " VALUES (?, 'inventory.out_of_stock', ?, ?)",
        "msg_" + deliveries++,
        shop.shopId(),
        listing.id());
  }

  /** A shop of the sandbox whose seller has logged in. */
  private SandboxShop opens() {
    shops++;
    SandboxShop shop = etsy.shop("BlueMugs" + shops);
    LogIns logIns = bot.logIns();
    LogInChat chat = new LogInChat("telegram", ADA, null, ADA, "en", "Ada");
    try {
      logIns.complete(chat, shop.grants(logIns.start(chat)).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(count("shop_watch")).isOne();
    return shop;
  }

  /** Looks at the shops whose turn it is. */
  private void looks() {
    check(bot);
    assertThat(count("shop_watch WHERE attempts > 0")).isZero();
  }

  private void looksAgain(SandboxShop shop) {
    long before = looksAt(shop);
    update(shop.sellerId(), "wanted_at = CURRENT_TIMESTAMP");
    looks();
    assertThat(looksAt(shop)).isEqualTo(before + 1);
  }

  private long looksAt(SandboxShop shop) {
    return Objects.requireNonNull(
        rows.queryForObject(
            "SELECT looks FROM shop_watch WHERE seller_id = ?", Long.class, shop.sellerId()));
  }

  private void sweeps() {
    boolean unused = sweepsAndMayGoOn();
  }

  private boolean sweepsAndMayGoOn() {
    return bot.sweeps().sweep(() -> false);
  }

  private List<Integer> chosen() {
    return chooser.claimShops().stream().map(shop -> (int) shop.sellerId()).toList();
  }

  private static void check(QuietBot node) {
    node.lookAtShops();
  }

  private static LargeLooks largeLooks(QuietBot node) {
    return node.largeLooks();
  }

  private static void countRound(QuietBot node) {
    node.sweeps().countRound();
  }

  /** As if a look at each shop took hundreds of calls. */
  private void callsAreScarce(QuietBot node) {
    rows.update("UPDATE shop_watch SET calls = calls + 500");
    countRound(node);
    rows.update("UPDATE shop_watch SET calls = calls - 500");
  }

  private void paceIsFree(String kind) {
    paceIsFreeIn(kind, -1);
  }

  private void paceIsFreeIn(String kind, int seconds) {
    rows.update(
        "UPDATE look_pace SET lease_until = NULL,"
            + " free_at = CURRENT_TIMESTAMP + CAST(? AS INTEGER) * INTERVAL '1' SECOND"
            + " WHERE name = ?",
        seconds,
        kind);
  }

  private void sweepLeaseEndsIn(int seconds) {
    rows.update(
        "UPDATE look_pace"
            + " SET lease_until = CURRENT_TIMESTAMP + CAST(? AS INTEGER) * INTERVAL '1' SECOND"
            + " WHERE name = 'sweeps'",
        seconds);
  }

  private Instant freeAt(String kind) {
    return Columns.instant(pace(kind), "free_at");
  }

  private double secondsUntilFree(String kind) {
    return -secondsSince(pace(kind), "free_at");
  }

  private Map<String, Object> pace(String kind) {
    return rows.queryForMap(
        "SELECT free_at, CURRENT_TIMESTAMP AS now FROM look_pace WHERE name = ?", kind);
  }

  /** By the clock of the database. */
  private static double secondsSince(Map<String, Object> row, String column) {
    return Duration.between(Columns.instant(row, column), Columns.instant(row, "now")).toMillis()
        / 1000.0;
  }

  private void aDayPasses() {
    rows.update(
        "UPDATE listing SET sold_at = sold_at - INTERVAL '1' DAY,"
            + " seen_at = seen_at - INTERVAL '1' DAY");
    rows.update("UPDATE shop_watch SET seen_at = seen_at - INTERVAL '1' DAY");
  }

  private Map<String, Object> row(SandboxListing listing) {
    return rows.queryForMap(
        "SELECT l.*, CURRENT_TIMESTAMP AS now FROM listing l WHERE listing_id = ?", listing.id());
  }

  private List<Long> suspected() {
    return rows.queryForList(
        "SELECT listing_id FROM listing WHERE suspected_at IS NOT NULL", Long.class);
  }

  private double usualSales() {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT usual_sales FROM shop_watch", Double.class));
  }

  private List<String> kinds() {
    return rows.queryForList("SELECT kind FROM stock_event ORDER BY id", String.class);
  }

  private EtsyCall lastSweep() {
    List<EtsyCall> calls = etsy.calls(EtsyEndpoint.LISTINGS_BATCH);
    return calls.get(calls.size() - 1);
  }

  private static List<Long> idsOf(EtsyCall call) {
    String ids = Objects.requireNonNull(call.query()).substring("listing_ids=".length());
    return Arrays.stream(ids.split(",", -1)).map(Long::valueOf).toList();
  }

  private void want(long seller) {
    database.statements().update("want-looks", Map.of("sellers", List.of(seller)));
  }

  private int count(String from) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT COUNT(*) FROM " + from, Integer.class));
  }

  /** What goes wrong when something is done many times. */
  private static List<Exception> troubles(Callable<@Nullable Exception> work) throws Exception {
    List<Exception> troubles = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      Exception trouble = work.call();
      if (trouble != null) {
        troubles.add(trouble);
      }
    }
    return troubles;
  }

  private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(work)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
