package dev.lowstock.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lowstock.bot.QuietBot;
import dev.lowstock.etsy.api.CallMeters;
import dev.lowstock.etsy.api.EtsyQuota;
import dev.lowstock.etsy.api.EtsyTold;
import dev.lowstock.operate.AdminNews;
import dev.lowstock.outbox.Outbox;
import dev.lowstock.telegram.TelegramTroubles;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What ADMIN_CHAT hears of the bot's own troubles, with two nodes on one database, as the bot tells
 * it. Time is moved in the rows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AdminContract {
  private static final String ROUTES =
      "classpath:routes/tell-admin.camel.yaml,"
          + "classpath:routes/deliver-alerts.camel.yaml,classpath:routes/keep-house.camel.yaml";
  private static final String ADMIN = "-100200300";
  private static final long BLUE_MUGS = 10_000_001;

  private int chats;
  private Database database;
  private JdbcTemplate rows;
  private QuietBot one;
  private QuietBot other;

  abstract Database open(Path folder);

  @BeforeAll
  void twoNodes(@TempDir Path folder) throws Exception {
    database = open(folder);
    rows = new JdbcTemplate(database.dataSource());
    one = node();
    other = node();
  }

  @AfterAll
  void end() {
    one.close();
    other.close();
    database.close();
  }

  @BeforeEach
  void allIsWell() {
    for (QuietBot node : List.of(one, other)) {
      EtsyTold.takesKey(meters(node));
      EtsyTold.callsLeft(quota(node), 5000);
    }
    rows.update(
        "UPDATE trouble SET since = NULL, seen_at = NULL,"
            + " ended_at = CURRENT_TIMESTAMP - INTERVAL '10' SECOND");
    // What another test has had passed over is past.
    rows.update(
        "UPDATE trouble SET ended_at = CURRENT_TIMESTAMP WHERE name = 'updates_passed_over'");
    for (String table : List.of("chat", "seller")) {
      rows.update("DELETE FROM " + table);
    }
  }

  @Test
  void nothingIsSaidWhileAllIsWell() {
    tell(one, other);

    assertThat(said()).isEmpty();
  }

  @Test
  void refusedMessageIsToldOnceAndOnceWhenItIsGone() {
    refusedAlert();

    tell(one, other, one);
    assertThat(said()).singleElement().asString().contains("outbox dead");

    rows.update("UPDATE alert SET state = 'dropped' WHERE state = 'refused'");
    tell(other, one, other);
    assertThat(said()).hasSize(2).last().asString().contains("No refused message");

    refusedAlert();
    tell(one, other);
    assertThat(said()).hasSize(3);
  }

  @Test
  void eventThatWaitsIsToldWithItsReasonOnceAndOnceWhenNoneDoes() {
    rows.update("INSERT INTO seller (seller_id) VALUES (?)", BLUE_MUGS);
    rows.update(
        "INSERT INTO stock_event (event_key, kind, listing_id, seller_id, trouble, noticed_at,"
            + " due_at) VALUES ('waits', 'sold_out', 42, ?, 'filter-stock-events does not set"
            + " tell', CURRENT_TIMESTAMP - INTERVAL '55' SECOND,"
            + " CURRENT_TIMESTAMP + INTERVAL '60' SECOND)",
        BLUE_MUGS);
    tell(one);
    assertThat(said()).isEmpty();

    rows.update("UPDATE stock_event SET noticed_at = noticed_at - INTERVAL '10' SECOND");
    tell(one, other, one);
    assertThat(said()).singleElement().asString().contains("filter-stock-events does not set tell");

    database.retryStockEvents();
    assertThat(
            rows.queryForObject(
                "SELECT COUNT(*) FROM stock_event WHERE due_at <= CURRENT_TIMESTAMP", Long.class))
        .isEqualTo(1);
    rows.update("UPDATE stock_event SET described_at = CURRENT_TIMESTAMP");
    tell(other, one);
    assertThat(said()).hasSize(2).last().asString().contains("No alert is waiting");
  }

  @Test
  void nodesThatSeeItAtTheSameTimeTellItOnce() throws Exception {
    refusedAlert();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<Boolean> done :
          threads.invokeAll(List.<Callable<Boolean>>of(() -> told(one), () -> told(other)))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(said()).hasSize(1);
  }

  @Test
  void keyThatOneNodeFindsRefusedIsToldOnceAndOverWhenAnotherFindsItTaken() {
    EtsyTold.refusesKey(meters(one), 2);
    tell(one, other, one);
    assertThat(said()).singleElement().asString().contains("Etsy refuses our key");

    secondsPass(10);
    EtsyTold.takesKey(meters(other));
    tell(other);
    assertThat(said()).hasSize(2).last().asString().contains("takes our key again");

    // The first node has not asked since, and what it knows is older.
    tell(one, other, one);
    assertThat(said()).hasSize(2);
  }

  @Test
  void oneRefusalOfTheKeyIsNoTrouble() {
    EtsyTold.refusesKey(meters(one), 1);

    tell(one);

    assertThat(said()).isEmpty();
  }

  @Test
  void quotaIsGoneUntilThereIsEnoughForLooks() {
    EtsyTold.callsLeft(quota(one), 0);
    tell(one, other, one);
    assertThat(said()).singleElement().asString().contains("used up");

    EtsyTold.callsLeft(quota(one), 3);
    tell(one);
    assertThat(said()).hasSize(1);

    secondsPass(10);
    EtsyTold.callsLeft(quota(one), 5000);
    tell(one, other);
    assertThat(said()).hasSize(2).last().asString().contains("enough calls");
  }

  @Test
  void etsyIsAwayWhenNoShopCouldBeLookedAtForAnHour() {
    shop(BLUE_MUGS, 30, 90);
    shop(BLUE_MUGS + 1, 61, 90);
    tell(one, other);
    assertThat(said()).singleElement().asString().contains("for an hour");

    rows.update("UPDATE shop_watch SET failing_since = NULL, looked_at = CURRENT_TIMESTAMP");
    tell(other, one);
    assertThat(said()).hasSize(2).last().asString().contains("Etsy answers again");
  }

  @Test
  void etsyIsNotAwayForAnHourInWhichTheBotWasOff() {
    shop(BLUE_MUGS, 485, 490);
    rows.update(
        "INSERT INTO feed_cursor (name, since_tsz, until_tsz, page_offset, read_at)"
            + " VALUES ('listings', 0, 0, 0, CURRENT_TIMESTAMP - INTERVAL '8' HOUR)");
    try {
      rows.update("UPDATE awake SET since = CURRENT_TIMESTAMP - INTERVAL '30' MINUTE");
      tell(one);
      assertThat(said()).isEmpty();

      rows.update("UPDATE awake SET since = CURRENT_TIMESTAMP - INTERVAL '61' MINUTE");
      tell(one);
      assertThat(said()).singleElement().asString().contains("for an hour");
    } finally {
      rows.update("DELETE FROM feed_cursor");
      rows.update("UPDATE awake SET since = CURRENT_TIMESTAMP - INTERVAL '1' DAY");
    }
  }

  @Test
  void etsyIsNotAwayWhileAnyShopIsLookedAt() {
    shop(BLUE_MUGS, 61, 90);
    shop(BLUE_MUGS + 1, 61, 5);

    tell(one);

    assertThat(said()).isEmpty();
  }

  @Test
  void updatesThatArePassedOverAreToldOnceUntilNoneWasForAnHour() {
    passOver(one);
    tell(one, other);
    passOver(one);
    tell(one, other);
    assertThat(said()).singleElement().asString().contains("got no answer");

    rows.update(
        "UPDATE trouble SET seen_at = seen_at - INTERVAL '61' MINUTE WHERE ended_at IS NULL");
    tell(other);
    assertThat(said()).hasSize(2).last().asString().contains("For an hour");
  }

  @Test
  void chatsThatMayNotBeWrittenToAreToldOnceEach() {
    closedChat("-4001");
    closedChat("-4002");
    tellClosed(one, other, one);
    assertThat(said()).singleElement().asString().contains("-4001, -4002");

    closedChat("-4003");
    tellClosed(other, one);
    assertThat(said()).hasSize(2).last().asString().contains("-4003").doesNotContain("-4001");

    rows.update("UPDATE chat SET closed_tries = 1 WHERE address = ?", ADMIN);
    tellClosed(one, other);
    assertThat(said()).hasSize(2);
  }

  @Test
  void chatThatWasGoneHearsOfTheNextTrouble() {
    rows.update(
        "INSERT INTO chat (channel, address, retired_at) VALUES ('telegram', ?, CURRENT_TIMESTAMP)",
        ADMIN);
    refusedAlert();

    tell(one);

    assertThat(
            rows.queryForList(
                "SELECT id FROM chat WHERE address = ? AND retired_at IS NULL", ADMIN))
        .hasSize(1);
    assertThat(said()).hasSize(1);
  }

  @Test
  void chatThatCannotBeReachedIsWarnedOf() {
    refusedAlert();
    tell(one);
    Outbox.Batch batch = Objects.requireNonNull(one.outbox().claim());

    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try {
      one.deliver(batch);
    } finally {
      root.detachAppender(log);
    }

    assertThat(log.list)
        .filteredOn(event -> event.getLevel() == Level.WARN)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.startsWith("ADMIN_CHAT " + ADMIN + " cannot be reached"));
    assertThat(
            rows.queryForList(
                "SELECT id FROM chat WHERE address = ? AND retired_at IS NOT NULL", ADMIN))
        .hasSize(1);
  }

  @Test
  void healthNamesWhyShopsCannotBeLookedAt() {
    shop(BLUE_MUGS, 5, 90);
    rows.update("UPDATE shop_watch SET trouble = 'Etsy answered 403: check ETSY_CONSUMER_KEY'");

    HealthCheck etsy =
        one.camel().getRegistry().lookupByNameAndType("etsyHealth", HealthCheck.class);
    await()
        .atMost(30, SECONDS)
        .untilAsserted(
            () ->
                assertThat(etsy.call().getMessage().orElse(""))
                    .contains(
                        "1 shop(s) cannot be looked at, such as: Etsy answered 403: check"
                            + " ETSY_CONSUMER_KEY"));
    assertThat(etsy.call().getState()).isEqualTo(HealthCheck.State.UP);
  }

  private QuietBot node() throws Exception {
    return QuietBot.with(
        database,
        Map.of("ETSY_API", "v3", "ADMIN_CHAT", ADMIN),
        ROUTES,
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:notify-telegram")
                .errorHandler(noErrorHandler())
                .process(
                    exchange -> {
                      throw TelegramTroubles.gone();
                    });
          }
        });
  }

  private void tell(QuietBot... nodes) {
    for (QuietBot node : nodes) {
      node.bean("adminNews", AdminNews.class).tellTroubles();
    }
  }

  private void tellClosed(QuietBot... nodes) {
    for (QuietBot node : nodes) {
      node.bean("adminNews", AdminNews.class).tellClosedChats();
    }
  }

  private void closedChat(String address) {
    rows.update(
        "INSERT INTO chat (channel, address, closed_tries, closed_at)"
            + " VALUES ('telegram', ?, 1, CURRENT_TIMESTAMP)",
        address);
  }

  private boolean told(QuietBot node) {
    tell(node);
    return true;
  }

  private static CallMeters meters(QuietBot node) {
    return node.callMeters();
  }

  private static EtsyQuota quota(QuietBot node) {
    return node.etsyQuota();
  }

  private static void passOver(QuietBot node) {
    Objects.requireNonNull(node.camel().getRegistry().findSingleByType(MeterRegistry.class))
        .counter("tg_updates", "kind", "message", "outcome", "passed_over")
        .increment();
  }

  /** Since what has been seen of the troubles. */
  private void secondsPass(int seconds) {
    rows.update("UPDATE trouble SET seen_at = seen_at - " + seconds + " * INTERVAL '1' SECOND");
  }

  private void refusedAlert() {
    rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', ?)", "ada" + chats++);
    rows.update(
        "INSERT INTO alert (chat_id, message, state) SELECT MAX(id), '{}', 'refused' FROM chat");
  }

  private void shop(long seller, int failingMinutes, int lookedMinutes) {
    rows.update("INSERT INTO seller (seller_id) VALUES (?)", seller);
    rows.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed) VALUES (?, 'a', 'b')",
        seller);
    rows.update("INSERT INTO chat (channel, address) VALUES ('telegram', ?)", "ada" + seller);
    rows.update(
        "INSERT INTO subscription (chat_id, seller_id) SELECT MAX(id), ? FROM chat", seller);
    rows.update(
        "INSERT INTO shop_watch (seller_id, shop_id, failing_since, looked_at) VALUES (?, ?,"
            + " CURRENT_TIMESTAMP - "
            + failingMinutes
            + " * INTERVAL '1' MINUTE, CURRENT_TIMESTAMP - "
            + lookedMinutes
            + " * INTERVAL '1' MINUTE)",
        seller,
        seller);
  }

  private List<String> said() {
    return new ArrayList<>(
        rows.queryForList(
            "SELECT a.message FROM alert a JOIN chat c ON c.id = a.chat_id"
                + " WHERE c.address = ? ORDER BY a.id",
            String.class,
            ADMIN));
  }
}
