package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.Alert;
import dev.lowstock.bot.QuietBot;
import dev.lowstock.chat.EtsyAway;
import dev.lowstock.chat.EtsyAwayRows;
import dev.lowstock.etsy.webhook.WebhookEvent;
import dev.lowstock.etsy.webhook.WebhookRows;
import dev.lowstock.outbox.Chats;
import dev.lowstock.outbox.Outbox;
import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.outbox.OwedMessage;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.stock.StockEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What becomes of webhooks, of alerts that have waited for hours, and of chats while Etsy is away:
 * through the real routes, on any database. Time is moved in the rows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WaitingContract {
  private static final String SHARED =
      "classpath:routes/deliver-alerts.camel.yaml,classpath:routes/keep-house.camel.yaml,";
  private static final long BLUE_MUGS = 10_000_001;
  private static final long BLUE_MUGS_SHOP = 12_345;
  private static final long RED_POTS = 10_000_002;
  private static final long RED_POTS_SHOP = 54_321;
  private static final long MUG = 700_000_001;
  private static final String ADA = "1001";

  private final AtomicInteger wakes = new AtomicInteger();
  private final List<String> sent = new ArrayList<>();
  private Database database;
  private QuietBot bot;
  private QuietBot v2;
  private JdbcTemplate rows;
  private Outbox outbox;

  abstract Database open(Path folder);

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = open(folder);
    rows = new JdbcTemplate(database.dataSource());
    bot =
        QuietBot.with(
            database,
            "v3",
            SHARED
                + "classpath:routes/v3/receive-webhook.camel.yaml,"
                + "classpath:routes/v3/tell-etsy-away.camel.yaml",
            neighbours());
    v2 = QuietBot.with(database, "v2", "classpath:routes/deliver-alerts.camel.yaml", neighbours());
    outbox = bot.outbox();
    bot.looksWanted().wakes(wakes::incrementAndGet);
  }

  @AfterAll
  void stop() {
    v2.close();
    bot.close();
    database.close();
  }

  @BeforeEach
  void twoShopsAndAda() {
    for (String table : List.of("webhook_delivery", "chat", "seller")) {
      rows.update("DELETE FROM " + table);
    }
    wakes.set(0);
    sent.clear();
    awake("100 DAY", "1 MINUTE");
    shop(BLUE_MUGS, BLUE_MUGS_SHOP);
    shop(RED_POTS, RED_POTS_SHOP);
    rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', ?)", ADA);
    rows.update(
        "INSERT INTO subscription (chat_id, seller_id) SELECT c.id, s.seller_id FROM chat c, seller"
            + " s");
  }

  // --- Webhooks ---------------------------------------------------------------------------------

  @Test
  void webhookWantsALookAtItsShopAlone() {
    assertThat(take(webhook("msg_1", "order.paid", BLUE_MUGS_SHOP, null))).isEqualTo("accepted");

    assertThat(wanted()).containsExactly(BLUE_MUGS);
    assertThat(count("webhook_delivery WHERE worked_at IS NULL")).isEqualTo(1);
  }

  @Test
  void repeatedWebhookWantsNothing() {
    take(webhook("msg_1", "order.paid", BLUE_MUGS_SHOP, null));
    rows.update("UPDATE shop_watch SET wanted_at = NULL");

    assertThat(take(webhook("msg_1", "order.paid", BLUE_MUGS_SHOP, null))).isEqualTo("repeated");

    assertThat(wanted()).isEmpty();
    assertThat(count("webhook_delivery")).isEqualTo(1);
  }

  @Test
  void webhookThatNamesOnlyAListingFindsItsShop() {
    listing(MUG, "active", 3);

    assertThat(take(webhook("msg_1", "listing.updated", null, MUG))).isEqualTo("accepted");
    assertThat(take(webhook("msg_2", "listing.updated", null, 42L))).isEqualTo("foreign_shop");

    assertThat(wanted()).containsExactly(BLUE_MUGS);
    assertThat(rows.queryForObject("SELECT MAX(shop_id) FROM webhook_delivery", Long.class))
        .isEqualTo(BLUE_MUGS_SHOP);
  }

  @Test
  void whatAsksForNoLookIsWorkedAlready() {
    assertThat(take(webhook("msg_1", "order.shipped", BLUE_MUGS_SHOP, null)))
        .isEqualTo("unknown_type");
    assertThat(take(webhook("msg_2", "order.paid", 999L, null))).isEqualTo("foreign_shop");

    assertThat(wanted()).isEmpty();
    assertThat(count("webhook_delivery WHERE worked_at IS NOT NULL")).isEqualTo(2);
    assertThat(count("webhook_delivery WHERE shop_id = 999")).isZero();
  }

  @Test
  void sameDeliveryAtTheSameTimeIsOne() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<String>> deliveries = new ArrayList<>();
      for (int n = 0; n < 200; n++) {
        WebhookEvent event = webhook("msg_" + n / 4, "order.paid", BLUE_MUGS_SHOP, null);
        deliveries.add(() -> take(event));
      }
      List<String> outcomes = new ArrayList<>();
      for (Future<String> outcome : threads.invokeAll(deliveries)) {
        outcomes.add(outcome.get());
      }
      assertThat(outcomes.stream().filter("accepted"::equals)).hasSize(50);
      assertThat(outcomes.stream().filter("repeated"::equals)).hasSize(150);
    } finally {
      threads.shutdownNow();
    }
    assertThat(count("webhook_delivery")).isEqualTo(50);
  }

  @Test
  void webhooksAreForgottenWhenEtsyRepeatsThemNoMore() {
    take(webhook("old, worked", "order.shipped", BLUE_MUGS_SHOP, null));
    take(webhook("old, waiting", "order.paid", BLUE_MUGS_SHOP, null));
    take(webhook("old, of a shop that left", "order.paid", RED_POTS_SHOP, null));
    rows.update("DELETE FROM seller WHERE seller_id = ?", RED_POTS);
    rows.update("UPDATE webhook_delivery SET received_at = received_at - INTERVAL '73' HOUR");
    take(webhook("new, worked", "order.shipped", BLUE_MUGS_SHOP, null));

    sql("forget-worked-webhooks");

    assertThat(rows.queryForList("SELECT webhook_id FROM webhook_delivery", String.class))
        .containsExactlyInAnyOrder("old, waiting", "new, worked");
  }

  // --- Alerts that have waited ------------------------------------------------------------------

  @Test
  void alertOfLessThanSixHoursIsToldAtOnce() {
    listing(MUG, "active", 3);
    owe(MUG, StockEvent.SOLD_OUT);
    age("5 HOUR");

    assertThat(claim().old()).isFalse();
  }

  @Test
  void oldAlertThatIsStillTrueIsVouchedForAndTold() {
    listing(MUG, "sold_out", 0);
    owe(MUG, StockEvent.SOLD_OUT);
    age("7 HOUR");
    looked("1 HOUR");

    Batch old = claim();
    assertThat(old.old()).isTrue();
    deliver(bot, old);

    Batch fresh = claim();
    assertThat(fresh.old()).isFalse();
    deliver(bot, fresh);
    assertThat(states()).containsExactly("delivered");
    assertThat(sent).hasSize(1);
    assertThat(count("alert WHERE checked_at < CURRENT_TIMESTAMP - INTERVAL '50' MINUTE"))
        .isEqualTo(1);
  }

  @Test
  void oldAlertThatIsNoLongerTrueIsWithdrawnAndCounted() {
    listing(MUG, "active", 3);
    owe(MUG, StockEvent.SOLD_OUT);
    age("7 HOUR");
    looked("1 HOUR");

    deliver(bot, claim());

    assertThat(outbox.claim()).isNull();
    assertThat(states()).containsExactly("withdrawn");
    assertThat(rows.queryForObject("SELECT trouble FROM alert", String.class))
        .isEqualTo("no longer true");
    assertThat(count("alert WHERE closed_at IS NOT NULL")).isEqualTo(1);
    assertThat(count("chat WHERE lease_owner IS NULL")).isEqualTo(1);
    assertThat(sent).isEmpty();
  }

  @Test
  void alertOfAVariationIsStillTrueThoughAToolGaveAllProductsNewIds() {
    looked("1 HOUR");
    listing(3, "active", 5);
    offering(3, 31, 0);
    offering(3, 32, 5);
    long kept = owe(3, StockEvent.VARIATION_SOLD_OUT, 31);
    rows.update("UPDATE offering SET product_id = product_id + 9000");
    age("7 HOUR");

    deliver(bot, claim());

    assertThat(states()).containsExactly("due");
    assertThat(claim().ids()).containsExactly(kept);
  }

  @Test
  void eachKindIsJudgedByWhatIsTrueNow() {
    looked("1 HOUR");
    listing(1, "sold_out", 0);
    listing(2, "active", 0);
    listing(3, "active", 5);
    offering(3, 31, 0);
    offering(3, 32, 5);
    listing(4, "active", 2);
    listing(5, "active", 3);
    listing(6, "inactive", 1);
    listing(7, "edit", 1);
    listing(8, "sold_out", 0);
    rows.update("UPDATE listing SET missing_since = CURRENT_TIMESTAMP WHERE listing_id = 8");
    List<Long> kept =
        List.of(
            owe(1, StockEvent.SOLD_OUT),
            owe(2, StockEvent.SOLD_OUT),
            owe(3, StockEvent.VARIATION_SOLD_OUT, 31),
            owe(1, StockEvent.VARIATION_SOLD_OUT, 11),
            owe(3, StockEvent.LOW, 31),
            owe(4, StockEvent.LOW),
            owe(1, StockEvent.LOW),
            owe(6, StockEvent.TAKEN_DOWN),
            owe(7, StockEvent.TAKEN_DOWN),
            owe(3, StockEvent.RESTOCKED),
            owe(3, StockEvent.RESTOCKED, 32),
            owe(8, "of_my_own"));
    List<Long> withdrawn =
        List.of(
            owe(3, StockEvent.SOLD_OUT),
            owe(6, StockEvent.SOLD_OUT),
            owe(8, StockEvent.SOLD_OUT),
            owe(9, StockEvent.SOLD_OUT),
            owe(3, StockEvent.VARIATION_SOLD_OUT, 32),
            owe(3, StockEvent.VARIATION_SOLD_OUT, 33),
            owe(3, StockEvent.LOW, 32),
            owe(5, StockEvent.LOW),
            owe(3, StockEvent.TAKEN_DOWN),
            owe(1, StockEvent.RESTOCKED),
            owe(2, StockEvent.RESTOCKED),
            owe(6, StockEvent.RESTOCKED),
            owe(3, StockEvent.RESTOCKED, 31));
    age("7 HOUR");

    deliver(bot, claim());

    assertThat(ids("state = 'due' AND checked_at IS NOT NULL")).containsExactlyElementsOf(kept);
    assertThat(ids("state = 'withdrawn'")).containsExactlyElementsOf(withdrawn);
  }

  @Test
  void thresholdOfTheListingComesBeforeThatOfTheShop() {
    looked("1 HOUR");
    listing(1, "active", 4);
    listing(2, "active", 4);
    rows.update("UPDATE subscription SET low_threshold = 5");
    rows.update(
        "INSERT INTO listing_wish (chat_id, listing_id, low_threshold) SELECT id, 2, 3 FROM chat");
    long kept = owe(1, StockEvent.LOW);
    owe(2, StockEvent.LOW);
    age("7 HOUR");

    deliver(bot, claim());

    assertThat(ids("state = 'due'")).containsExactly(kept);
  }

  @Test
  void thresholdOfAVariationComesBeforeThatOfItsListing() {
    looked("1 HOUR");
    listing(1, "active", 9);
    offering(1, 11, 4);
    offering(1, 12, 4);
    rows.update("UPDATE subscription SET low_threshold = 1");
    rows.update(
        "INSERT INTO listing_wish (chat_id, listing_id, variation, low_threshold)"
            + " SELECT id, 1, 11, 4 FROM chat");
    long kept = owe(1, StockEvent.LOW, 11);
    owe(1, StockEvent.LOW, 12);
    age("7 HOUR");

    deliver(bot, claim());

    assertThat(ids("state = 'due'")).containsExactly(kept);
  }

  @Test
  void whatWasNotLookedAtLatelyWaitsForALook() {
    listing(MUG, "sold_out", 0);
    owe(MUG, StockEvent.SOLD_OUT);
    age("7 HOUR");
    looked("7 HOUR");

    deliver(bot, claim());

    assertThat(outbox.claim()).isNull();
    assertThat(states()).containsExactly("due");
    assertThat(wanted()).containsExactly(BLUE_MUGS);
    assertThat(wakes).hasValue(1);

    rows.update("UPDATE alert SET due_at = due_at - INTERVAL '60' SECOND");
    looked("0 HOUR");
    deliver(bot, claim());
    deliver(bot, claim());
    assertThat(states()).containsExactly("delivered");
  }

  @Test
  void whatNobodyCanLookAtAnyMoreIsWithdrawn() {
    listing(MUG, "sold_out", 0);
    owe(MUG, StockEvent.SOLD_OUT);
    age("7 HOUR");
    looked("7 HOUR");
    rows.update("UPDATE etsy_grant SET revoked_at = CURRENT_TIMESTAMP");

    deliver(bot, claim());

    assertThat(states()).containsExactly("withdrawn");
    assertThat(wanted()).isEmpty();
  }

  @Test
  void oldAlertIsToldAsItIsNow() {
    listing(MUG, "active", 1);
    rows.update("UPDATE listing SET title = 'Blue mug, large'");
    owe(MUG, StockEvent.LOW);
    rows.update("UPDATE stock_event SET title = 'Blue mug', quantity = 2");
    age("7 HOUR");
    looked("1 HOUR");

    deliver(bot, claim());

    assertThat(claim().alerts().get(0))
        .satisfies(
            alert -> {
              assertThat(alert.title()).isEqualTo("Blue mug, large");
              assertThat(alert.quantity()).isEqualTo(1);
            });
  }

  @Test
  void readyMadeMessageIsToldWhateverItsAge() {
    rows.update(
        "INSERT INTO alert (chat_id, message, created_at, due_at) SELECT id,"
            + " '{\"html\":\"Hello!\",\"buttons\":[]}', CURRENT_TIMESTAMP - INTERVAL '9' DAY,"
            + " CURRENT_TIMESTAMP - INTERVAL '9' DAY FROM chat");

    assertThat(claim().old()).isFalse();
  }

  @Test
  void newAlertsAreNotToldTogetherWithOldOnes() {
    looked("1 HOUR");
    listing(1, "sold_out", 0);
    listing(2, "sold_out", 0);
    listing(3, "sold_out", 0);
    long first = owe(1, StockEvent.SOLD_OUT);
    owe(2, StockEvent.SOLD_OUT);
    age("7 HOUR");
    rows.update("UPDATE stock_event SET noticed_at = CURRENT_TIMESTAMP WHERE listing_id = 1");
    long third = owe(3, StockEvent.SOLD_OUT);

    assertThat(claim().ids()).containsExactly(first);
    assertThat(third).isPositive();
  }

  @Test
  void manyThatWaitAreLookedAtInFewSteps() {
    looked("1 HOUR");
    for (int id = 1; id <= 450; id++) {
      listing(id, id % 3 == 0 ? "sold_out" : "active", id % 3 == 0 ? 0 : 9);
      owe(id, StockEvent.SOLD_OUT);
    }
    age("7 HOUR");

    int rechecks = 0;
    while (count("alert WHERE state = 'due'") > 0) {
      Batch next = claim();
      rechecks += next.old() ? 1 : 0;
      deliver(bot, next);
    }

    assertThat(rechecks).isEqualTo(5);
    assertThat(count("alert WHERE state = 'withdrawn'")).isEqualTo(300);
    assertThat(count("alert WHERE state = 'delivered'")).isEqualTo(150);
    assertThat(sent).hasSizeLessThan(15);
  }

  @Test
  void feedIsTheTruthOfV2() {
    looked("9 HOUR");
    listing(1, "sold_out", 0);
    listing(2, "active", 3);
    long kept = owe(1, StockEvent.SOLD_OUT);
    owe(2, StockEvent.SOLD_OUT);
    age("7 HOUR");

    deliver(v2, claim());

    assertThat(ids("state = 'due' AND checked_at IS NOT NULL")).containsExactly(kept);
    assertThat(count("alert WHERE state = 'withdrawn'")).isEqualTo(1);
    assertThat(claim().old()).isFalse();
    assertThat(wanted()).isEmpty();
  }

  // --- Etsy away --------------------------------------------------------------------------------

  @Test
  void chatIsToldOnceThatEtsyIsAwayAndOnceThatItIsBack() {
    failing(BLUE_MUGS, "61 MINUTE");
    failing(RED_POTS, "62 MINUTE");

    tell();
    tell();

    assertThat(messages()).hasSize(1).first().asString().contains("I haven't been able to look");
    assertThat(messages().get(0)).containsPattern("since \\w{3} \\d+ \\w{3,4}, \\d+:\\d\\d UTC");

    rows.update(
        "UPDATE shop_watch SET failing_since = NULL, looked_at = CURRENT_TIMESTAMP WHERE seller_id = ?",
        BLUE_MUGS);
    tell();
    assertThat(messages()).hasSize(1);

    rows.update("UPDATE shop_watch SET failing_since = NULL, looked_at = CURRENT_TIMESTAMP");
    tell();
    tell();
    assertThat(messages()).hasSize(2).last().asString().contains("again");

    failing(BLUE_MUGS, "61 MINUTE");
    tell();
    assertThat(messages()).hasSize(3);
  }

  @Test
  void eachTopicThatHearsOfAShopIsToldThatEtsyIsAwayAndBack() {
    rows.update("UPDATE subscription SET topic = 17 WHERE seller_id = ?", BLUE_MUGS);
    failing(BLUE_MUGS, "61 MINUTE");

    tell();
    rows.update("UPDATE shop_watch SET failing_since = NULL, looked_at = CURRENT_TIMESTAMP");
    tell();

    assertThat(
            rows.queryForList(
                "SELECT COALESCE(topic, 0) FROM alert ORDER BY topic, id", Long.class))
        .containsExactlyInAnyOrder(17L, 17L, 0L, 0L);
  }

  @Test
  void chatOfAShopThatNoCallsWereLeftForIsToldAfterAnHour() {
    rows.update("UPDATE subscription SET since = CURRENT_TIMESTAMP - INTERVAL '1' DAY");
    rows.update("UPDATE shop_watch SET looked_at = CURRENT_TIMESTAMP - INTERVAL '2' HOUR");

    assertThat(awayWhenHeldFor(0)).isEmpty();
    assertThat(awayWhenHeldFor(3500)).isEmpty();
    assertThat(awayWhenHeldFor(3700)).isNotEmpty();

    rows.update("UPDATE shop_watch SET looked_at = CURRENT_TIMESTAMP - INTERVAL '50' MINUTE");
    assertThat(awayWhenHeldFor(7200)).isEmpty();
  }

  private List<?> awayWhenHeldFor(long seconds) {
    return new EtsyAwayRows(database).away(3600, seconds);
  }

  @Test
  void shortTroubleIsNotTold() {
    failing(BLUE_MUGS, "59 MINUTE");

    tell();

    assertThat(messages()).isEmpty();
  }

  @Test
  void chatsDoNotHearOfEightHoursInWhichTheBotWasOff() {
    // given
    failing(BLUE_MUGS, "485 MINUTE");
    awake("500 MINUTE", "480 MINUTE");

    // when it is back, and the shop fails again
    sql("stay-awake");
    tell();

    // then
    assertThat(messages()).isEmpty();

    // when that lasts
    awake("59 MINUTE", "1 MINUTE");
    sql("stay-awake");
    tell();
    assertThat(messages()).isEmpty();
    awake("61 MINUTE", "9 MINUTE");
    sql("stay-awake");
    tell();

    // then
    assertThat(messages()).singleElement().asString().contains("I haven't been able to look");
  }

  @Test
  void neitherRetiredChatsNorThoseWithoutAccessAreTold() {
    failing(BLUE_MUGS, "2 HOUR");
    rows.update(
        "UPDATE etsy_grant SET revoked_at = CURRENT_TIMESTAMP WHERE seller_id = ?", BLUE_MUGS);
    tell();
    assertThat(messages()).isEmpty();

    failing(RED_POTS, "2 HOUR");
    rows.update("UPDATE chat SET retired_at = CURRENT_TIMESTAMP");
    tell();
    assertThat(messages()).isEmpty();
  }

  @Test
  void severalNodesTellOnce() throws Exception {
    failing(BLUE_MUGS, "2 HOUR");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Boolean>> nodes = new ArrayList<>();
      for (int node = 0; node < 16; node++) {
        nodes.add(
            () -> {
              tell();
              return true;
            });
      }
      for (Future<Boolean> node : threads.invokeAll(nodes)) {
        assertThat(node.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(messages()).hasSize(1);
  }

  // --- Chats that come back ---------------------------------------------------------------------

  @Test
  void chatThatCameBackIsToldInOneMessageWhatIsStillTrueOfWhatItMissed() {
    // given
    listing(MUG, "sold_out", 0);
    listing(MUG + 1, "active", 5);
    listing(MUG + 2, "active", 1);
    listing(MUG + 3, "sold_out", 0);
    listing(MUG + 4, "active", 9);
    offering(MUG + 4, 41, 0);
    offering(MUG + 4, 42, 9);
    owe(MUG, StockEvent.SOLD_OUT);
    retire();
    rows.update("UPDATE shop_watch SET seen_at = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    owe(MUG + 1, StockEvent.SOLD_OUT);
    owe(MUG + 1, StockEvent.RESTOCKED);
    owe(MUG + 2, StockEvent.LOW);
    owe(MUG + 3, StockEvent.LOW);
    owe(MUG + 3, StockEvent.SOLD_OUT);
    owe(MUG + 4, StockEvent.VARIATION_SOLD_OUT, 41, 42);
    missedWhileRetired();

    // when
    comesBack();

    // then nothing is told before its shops were looked at
    settleReturns();
    assertThat(outbox.claim()).isNull();
    assertThat(wanted()).containsExactlyInAnyOrder(BLUE_MUGS, RED_POTS);

    // when
    looked("0 SECOND");
    rows.update("UPDATE shop_watch SET seen_at = CURRENT_TIMESTAMP");
    settleReturns();
    deliver(bot, claim());

    // then
    Batch told = claim();
    assertThat(told.alerts())
        .extracting(Alert::listingId)
        .containsExactly(MUG, MUG + 3, MUG + 4, MUG + 2);
    assertThat(told.alerts().get(2).offerings())
        .extracting(OfferingChange::productId)
        .containsExactly(41L);
    deliver(bot, told);
    assertThat(outbox.claim()).isNull();
    assertThat(sent).hasSize(1);
    assertThat(states())
        .containsExactly(
            "delivered",
            "withdrawn",
            "withdrawn",
            "delivered",
            "withdrawn",
            "delivered",
            "delivered");
  }

  @Test
  void chatThatCameBackDoesNotWaitForAShopThatCannotBeLookedAt() {
    listing(MUG, "sold_out", 0);
    owe(MUG, StockEvent.SOLD_OUT);
    rows.update("UPDATE shop_watch SET seen_at = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    retire();
    comesBack();
    looked("1 HOUR");
    settleReturns();
    assertThat(outbox.claim()).isNull();

    rows.update("UPDATE chat SET returned_at = returned_at - INTERVAL '3' MINUTE");
    rows.update("UPDATE alert SET due_at = due_at - INTERVAL '3' MINUTE");
    settleReturns();
    deliver(bot, claim());

    assertThat(claim().alerts()).extracting(Alert::listingId).containsExactly(MUG);
  }

  @Test
  void chatThatCameBackHearsThatTheAccessToItsShopIsGone() {
    rows.update("UPDATE etsy_grant SET revoked_at = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    retire();
    rows.update(
        "UPDATE etsy_grant SET revoked_at = CURRENT_TIMESTAMP WHERE seller_id = ?", BLUE_MUGS);

    comesBack();

    assertThat(messages()).singleElement().asString().contains("I can't see its stock");
    assertThat(states()).containsExactly("due");
  }

  @Test
  void noticeForARetiredChatIsToldWhenItIsBack() {
    rows.update(
        "INSERT INTO alert (chat_id, message, created_at)"
            + " SELECT id, '\"Old\"', CURRENT_TIMESTAMP - INTERVAL '1' SECOND FROM chat");
    retire();
    long chat = Objects.requireNonNull(rows.queryForObject("SELECT id FROM chat", Long.class));
    bot.owedMessages().owe(new OwedMessage(chat, null, "\"One more chat\""));
    assertThat(states()).containsExactly("retired", "retired");

    comesBack();

    assertThat(states()).containsExactly("retired", "due");
  }

  private void retire() {
    chats().retire("telegram", ADA);
  }

  private void comesBack() {
    chats().hear("telegram", ADA, 0);
  }

  private void missedWhileRetired() {
    rows.update(
        "UPDATE alert SET state = 'retired', closed_at = CURRENT_TIMESTAMP, missed = TRUE"
            + " WHERE state = 'due'");
  }

  private void settleReturns() {
    chats().settleReturns();
  }

  private Chats chats() {
    return bot.bean("chats", Chats.class);
  }

  // --- What the tests say -----------------------------------------------------------------------

  private RouteBuilder neighbours() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:notify-telegram")
            .routeId("notify-telegram")
            .process(e -> sent.add(e.getVariable("address", String.class)));
      }
    };
  }

  private void shop(long seller, long shop) {
    rows.update("INSERT INTO seller (seller_id) VALUES (?)", seller);
    rows.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed) VALUES (?, 't', 's')",
        seller);
    rows.update("INSERT INTO shop_watch (seller_id, shop_id) VALUES (?, ?)", seller, shop);
  }

  private void listing(long id, String state, int quantity) {
    rows.update(
        "INSERT INTO listing (listing_id, seller_id, state, quantity, changed_tsz)"
            + " VALUES (?, ?, ?, ?, 0)",
        id,
        BLUE_MUGS,
        state,
        quantity);
  }

  private void offering(long listing, long product, int quantity) {
    rows.update(
        "INSERT INTO offering (listing_id, product_id, variation, quantity) VALUES (?, ?, ?, ?)",
        listing,
        product,
        product,
        quantity);
  }

  /** Owes Ada the alert of an event, and returns the alert's id. */
  private long owe(long listing, String kind, long... products) {
    List<OfferingChange> offerings =
        Arrays.stream(products).mapToObj(id -> new OfferingChange(id, null, "Blue", 0)).toList();
    String key = listing + ":" + kind + ":" + count("stock_event");
    rows.update(
        "INSERT INTO stock_event (event_key, kind, listing_id, seller_id, offerings, described_at)"
            + " VALUES (?, ?, ?, ?, ?, CURRENT_TIMESTAMP)",
        key,
        kind,
        listing,
        BLUE_MUGS,
        new OfferingJson().write(offerings));
    rows.update(
        "INSERT INTO alert (chat_id, event_id)"
            + " SELECT c.id, e.id FROM chat c, stock_event e WHERE e.event_key = ?",
        key);
    return Objects.requireNonNull(rows.queryForObject("SELECT MAX(id) FROM alert", Long.class));
  }

  /** All events were noticed so long ago. */
  private void age(String time) {
    rows.update("UPDATE stock_event SET noticed_at = CURRENT_TIMESTAMP - " + interval(time));
  }

  private void looked(String time) {
    rows.update(
        "UPDATE shop_watch SET wanted_at = NULL, looked_at = CURRENT_TIMESTAMP, full_look_at ="
            + " CURRENT_TIMESTAMP - "
            + interval(time));
  }

  private void awake(String since, String seen) {
    rows.update(
        "UPDATE awake SET since = CURRENT_TIMESTAMP - %s, seen_at = CURRENT_TIMESTAMP - %s"
            .formatted(interval(since), interval(seen)));
  }

  private void failing(long seller, String time) {
    rows.update(
        "UPDATE shop_watch SET failing_since = CURRENT_TIMESTAMP - "
            + interval(time)
            + " WHERE seller_id = ?",
        seller);
  }

  private static String interval(String time) {
    return "INTERVAL '" + time.replace(" ", "' ");
  }

  private static WebhookEvent webhook(
      String id, String type, @Nullable Long shop, @Nullable Long listing) {
    return new WebhookEvent(id, type, shop, listing, null);
  }

  private String take(WebhookEvent event) {
    return new WebhookRows(database, shop -> {}).record(event);
  }

  private Batch claim() {
    rows.update("UPDATE chat SET hold_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    return Objects.requireNonNull(outbox.claim(), "nothing is due");
  }

  /** As deliver-alerts does. */
  private void deliver(QuietBot node, Batch batch) {
    node.deliver(batch);
    assertThat(count("chat WHERE lease_owner IS NOT NULL")).isZero();
  }

  private void tell() {
    bot.bean("etsyAway", EtsyAway.class).tell();
  }

  private void sql(String statement) {
    database.statements().update(statement, Map.of());
  }

  private List<Long> wanted() {
    return rows.queryForList(
        "SELECT seller_id FROM shop_watch WHERE wanted_at IS NOT NULL", Long.class);
  }

  private List<String> states() {
    return rows.queryForList("SELECT state FROM alert ORDER BY id", String.class);
  }

  private List<String> messages() {
    return rows.queryForList("SELECT message FROM alert ORDER BY id", String.class);
  }

  private List<Long> ids(String condition) {
    return rows.queryForList(
        "SELECT id FROM alert WHERE " + condition + " ORDER BY id", Long.class);
  }

  private int count(String from) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT COUNT(*) FROM " + from, Integer.class));
  }
}
