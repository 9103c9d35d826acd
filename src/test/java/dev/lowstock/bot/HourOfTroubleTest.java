package dev.lowstock.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Named.named;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.EtsyV3Fault;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.TelegramFault;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Etsy, and then Telegram, answers wrongly for more than an hour. The hour passes in the rows: what
 * is due later is due now, as soon as the bot waits for it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HourOfTroubleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration HOUR = Duration.ofMinutes(61);

  /** 1, 2, 4 … 32 s and then every 60 s are 66. */
  private static final int CALLS_IN_AN_HOUR = 70;

  /** Less is left of a wait only when it is about to end. */
  private static final Duration SETTLED = Duration.ofMillis(500);

  private static final Map<String, String> HOUSE_NUMBERS =
      Map.of(
          "lowstock.leftoversPeriod", "20",
          "lowstock.etsyAwayPeriod", "200",
          "lowstock.etsyCallSeconds", "5");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Deque<SandboxListing> forSale = new ArrayDeque<>();
  private WatchedBot bot;
  private JdbcTemplate rows;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    HOUSE_NUMBERS.forEach(System::setProperty);
    bot = WatchedBot.startV3(directory);
    bot.etsy.limitsCalls(100, 100_000_000);
    rows =
        new JdbcTemplate(
            new SingleConnectionDataSource(
                DriverManager.getConnection(
                    "jdbc:hsqldb:file:" + directory.resolve("lowstock"), "SA", ""),
                true));
    for (int n = 0; n < 20; n++) {
      forSale.add(bot.shop.lists("Mug number " + n + ".", 1));
    }
    bot.watchesV3();
    log.start();
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);
  }

  @AfterAll
  void close() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    bot.close();
    HOUSE_NUMBERS.keySet().forEach(System::clearProperty);
  }

  @BeforeEach
  void beginsWell() {
    bot.etsy.heals();
    bot.telegram.heal();
    await().atMost(PATIENCE).until(() -> count("alert WHERE state = 'due'") == 0);
    log.list.clear();
  }

  static Stream<Named<EtsyFault>> faultsOfEtsy() {
    return Stream.of(
        named("503", EtsyFault.status(503, "Resource temporarily unavailable")),
        named("403", EtsyV3Fault.keyUnknown()),
        named("404", EtsyV3Fault.notFound()));
  }

  @ParameterizedTest
  @MethodSource("faultsOfEtsy")
  void etsyIsAskedOnceAMinuteAndWhatSoldOutIsToldOnceAfterwards(EtsyFault fault) {
    // given
    long away = said("I haven't been able to look");
    long back = said("on Etsy again");
    int before = bot.etsy.calls().size();
    bot.etsy.breaksEverywhere(fault);
    SandboxListing mug = forSale.remove();
    mug.sellsOut();

    // when
    passes(HOUR, "shop_watch", "due_at", "failing_since");
    // The bot ran all the while.
    rows.update("UPDATE awake SET since = since - INTERVAL '61' MINUTE");
    int calls = bot.etsy.calls().size() - before;
    await().atMost(PATIENCE).until(() -> said("I haven't been able to look") > away);
    passes(Duration.ofMinutes(10), "shop_watch", "due_at", "failing_since");

    // then
    assertThat(calls).isBetween(60, CALLS_IN_AN_HOUR);
    assertThat(troubles()).hasSizeLessThan(2 * CALLS_IN_AN_HOUR);

    // when
    bot.etsy.heals();
    rows.update("UPDATE shop_watch SET due_at = CURRENT_TIMESTAMP WHERE lease_owner IS NULL");

    // then
    await().atMost(PATIENCE).until(() -> said("on Etsy again") > back);
    await().atMost(PATIENCE).until(() -> said(mug.title()) > 0);
    assertThat(said("I haven't been able to look")).isEqualTo(away + 1);
    assertThat(said("on Etsy again")).isEqualTo(back + 1);
    assertThat(said(mug.title())).isEqualTo(1);
  }

  @Test
  void chatsDoNotHearThatEtsyWasAwayWhenTheBotWasOffForEightHours() {
    // given a shop that failed when the machine went to sleep
    long before = bot.ada.messages().size();
    bot.etsy.breaksEverywhere(EtsyFault.status(503, "Resource temporarily unavailable"));
    await().atMost(PATIENCE).until(() -> count("shop_watch WHERE failing_since IS NOT NULL") == 1);
    SandboxListing mug = forSale.remove();
    mug.sellsOut();

    // when eight hours pass
    rows.update(
        "UPDATE awake SET since = since - INTERVAL '9' HOUR, seen_at = seen_at - INTERVAL '8' HOUR");
    await()
        .atMost(PATIENCE)
        .until(() -> count("awake WHERE since > CURRENT_TIMESTAMP - INTERVAL '5' MINUTE") == 1);
    rows.update("UPDATE shop_watch SET failing_since = failing_since - INTERVAL '8' HOUR");
    int calls = bot.etsy.calls().size();
    rows.update("UPDATE shop_watch SET due_at = CURRENT_TIMESTAMP WHERE lease_owner IS NULL");
    await().atMost(PATIENCE).until(() -> bot.etsy.calls().size() > calls);
    bot.etsy.heals();
    rows.update("UPDATE shop_watch SET due_at = CURRENT_TIMESTAMP WHERE lease_owner IS NULL");

    // then
    await().atMost(PATIENCE).until(() -> said(mug.title()) > 0);
    assertThat(bot.ada.messages().size()).isEqualTo((int) before + 1);
  }

  @Test
  void answerThatComesByteByByteIsGivenUpAndWhatSoldOutIsToldOnceAfterwards() {
    // given
    bot.etsy.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyFault.trickle(Duration.ofMillis(500)));
    SandboxListing mug = forSale.remove();
    mug.sellsOut();

    // when
    await().atMost(PATIENCE).until(() -> !troubles().isEmpty());

    // then
    assertThat(troubles()).allMatch(line -> line.getFormattedMessage().startsWith("Shop "));
    assertThat(said(mug.title())).isZero();

    // when
    bot.etsy.heals();

    // then
    await().atMost(PATIENCE).until(() -> said(mug.title()) > 0);
    assertThat(said(mug.title())).isEqualTo(1);
  }

  static Stream<Named<TelegramFault>> faultsOfTelegram() {
    return Stream.of(
        named("500", TelegramFault.refuses(500, "Internal Server Error")),
        named("403", TelegramFault.refuses(403, "Forbidden: the moon is full")),
        named("401", TelegramFault.refuses(401, "Unauthorized")),
        named("429, a minute", TelegramFault.rateLimits(60)));
  }

  @ParameterizedTest
  @MethodSource("faultsOfTelegram")
  void telegramIsTriedOnceAMinuteForAChatAndItIsToldOnceAfterwards(TelegramFault fault) {
    // given
    int before = bot.telegram.requests("sendMessage").size();
    bot.telegram.failAlways("sendMessage", fault);
    SandboxListing mug = forSale.remove();
    mug.sellsOut();
    await().atMost(PATIENCE).until(() -> count("alert WHERE state = 'due'") == 1);

    // when
    passes(HOUR, "chat", "hold_until");

    // then
    assertThat(bot.telegram.requests("sendMessage").size() - before)
        .isBetween(60, CALLS_IN_AN_HOUR);
    assertThat(troubles()).hasSizeLessThan(2 * CALLS_IN_AN_HOUR);
    assertThat(said(mug.title())).isZero();

    // when
    bot.telegram.heal();
    rows.update("UPDATE chat SET hold_until = CURRENT_TIMESTAMP WHERE lease_owner IS NULL");

    // then
    await().atMost(PATIENCE).until(() -> count("alert WHERE state = 'due'") == 0);
    assertThat(said(mug.title())).isEqualTo(1);
  }

  /**
   * So much time passes for the one row of a table, whose first column says what it waits for: what
   * is taken off its waits, and what passes meanwhile.
   */
  private void passes(Duration time, String table, String... columns) {
    String waitsFor = columns[0];
    String sets =
        String.join(
            ", ",
            Stream.of(columns)
                .map(
                    column ->
                        column + " = " + column + " - CAST(? AS BIGINT) * INTERVAL '0.001' SECOND")
                .toList());
    long begin = System.nanoTime();
    Duration takenOff = Duration.ZERO;
    while (takenOff.plusNanos(System.nanoTime() - begin).compareTo(time) < 0) {
      Duration wait =
          await()
              .atMost(PATIENCE)
              .pollInterval(Duration.ofMillis(5))
              .until(() -> waits(table, waitsFor), left -> left.compareTo(SETTLED) > 0);
      Object[] millis = Stream.of(columns).map(column -> wait.toMillis()).toArray();
      rows.update("UPDATE " + table + " SET " + sets, millis);
      takenOff = takenOff.plus(wait);
    }
  }

  private Duration waits(String table, String column) {
    List<Timestamp> until =
        rows.queryForList(
            "SELECT " + column + " FROM " + table + " WHERE lease_owner IS NULL", Timestamp.class);
    return until.isEmpty()
        ? Duration.ZERO
        : Duration.between(Instant.now(), until.get(0).toInstant());
  }

  private long said(String words) {
    return bot.ada.messages().stream().filter(message -> message.text().contains(words)).count();
  }

  private List<ILoggingEvent> troubles() {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .toList();
  }

  private int count(String rest) {
    Integer count = rows.queryForObject("SELECT COUNT(*) FROM " + rest, Integer.class);
    return count == null ? 0 : count;
  }
}
