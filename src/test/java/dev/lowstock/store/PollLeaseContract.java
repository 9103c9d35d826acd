package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.bot.QuietBot;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.telegram.PollLease;
import dev.lowstock.telegram.UpdateConsumer;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Several nodes on one database: which of them polls Telegram. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PollLeaseContract {
  private static final String ROUTE = "classpath:routes/poll-telegram.camel.yaml";
  static final Duration PATIENCE = Duration.ofSeconds(30);

  final List<String> answers = new CopyOnWriteArrayList<>();
  private final List<QuietBot> nodes = new ArrayList<>();
  private Database database;
  private JdbcTemplate rows;
  SandboxTelegram telegram;
  Person ada;
  private volatile @Nullable Exception trouble;

  abstract Database open(Path folder);

  @BeforeAll
  void openDatabase(@TempDir Path folder) {
    database = open(folder);
    rows = new JdbcTemplate(database.dataSource());
  }

  @AfterAll
  void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void start() {
    rows.update("UPDATE node_lease SET lease_owner = NULL, lease_until = NULL");
    telegram = SandboxTelegram.start();
    ada = telegram.person("Ada").knowsTheBot();
  }

  @AfterEach
  void stop() {
    nodes.forEach(QuietBot::close);
    nodes.clear();
    answers.clear();
    telegram.close();
  }

  @Test
  void oneNodePollsAndTheOthersStandBy() throws Exception {
    QuietBot first = node("first", "15");
    awaitPolling(first);
    QuietBot second = node("second", "15");
    await().atMost(PATIENCE).until(() -> health(second).equals("UP another node polls"));

    ada.says("Hello");

    await().atMost(PATIENCE).until(() -> answers.contains("first"));
    assertThat(isPolling(first)).isTrue();
    assertThat(isPolling(second)).isFalse();
    assertThat(answers).containsExactly("first");
    assertThat(health(first)).matches("UP the last poll was answered \\d+ s ago");
    assertThat(pollAge(second)).isNaN();
    assertThat(polls(first)).isEqualTo(1);
    assertThat(polls(second)).isZero();
  }

  @Test
  void leaseOfANodeThatDiedEndsByTheDatabasesClock() throws Exception {
    QuietBot first = node("first", "15");
    awaitPolling(first);
    QuietBot second = node("second", "15");
    nodes.remove(first);
    first.close();
    await().atMost(PATIENCE).until(() -> health(second).equals("UP another node polls"));
    assertThat(isPolling(second)).isFalse();

    rows.update("UPDATE node_lease SET lease_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");

    awaitPolling(second);
    ada.says("Hello");
    await().atMost(PATIENCE).until(() -> answers.contains("second"));
  }

  @Test
  void nodeThatStopsGivesTheLeaseBack() throws Exception {
    QuietBot first = node("first", "15");
    awaitPolling(first);
    QuietBot second = node("second", "15");
    String owner = first.camel().getName();
    nodes.remove(first);
    first.close();

    database.releaseNodeLeases(owner);

    awaitPolling(second);
  }

  @Test
  void nodeThatCannotRenewItsLeaseStopsBeforeItEnds() throws Exception {
    QuietBot first = node("first", "30");
    awaitPolling(first);

    try (Connection blocker = database.dataSource().getConnection();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      // What the lease is renewed in is locked: the database hangs.
      statement.executeUpdate("UPDATE node_lease SET name = name");
      // It does so for twenty seconds already, for the node as for the lease.
      Instant leaseUntil = leaseUntil().minusSeconds(20);
      PollLease lease = pollLease(first);
      long askedAt = lease.ask() - TimeUnit.SECONDS.toNanos(20);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                // Again and again, as an answer of before may be late.
                lease.answered(askedAt, 1, 30);
                return !isPolling(first);
              });
      assertThat(Instant.now()).isBefore(leaseUntil);
      assertThat(health(first)).startsWith("UP not polling: the database has not said");
      assertThat(polls(first)).isZero();
      blocker.rollback();
    }

    awaitPolling(first);
    ada.says("Hello");
    await().atMost(PATIENCE).until(() -> answers.contains("first"));
  }

  @Test
  void updateThatTheDatabaseWasAwayForComesAgain() throws Exception {
    QuietBot first = node("first", "5");
    awaitPolling(first);

    try (Connection blocker = database.dataSource().getConnection();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.executeUpdate("UPDATE node_lease SET name = name");
      trouble = new SQLTransientConnectionException("the database is away");
      ada.says("Hello");
      await().atMost(PATIENCE).until(() -> !isPolling(first));
      assertThat(telegram.unconfirmedUpdates()).isEqualTo(1);
      trouble = null;
      blocker.rollback();
    }

    await().atMost(PATIENCE).until(() -> answers.contains("first"));
    await().atMost(PATIENCE).until(() -> telegram.unconfirmedUpdates() == 0);
    assertThat(answers).containsExactly("first");
  }

  @Test
  void nodeWhoseLeaseWasTakenStandsBy() throws Exception {
    QuietBot first = node("first", "15");
    awaitPolling(first);

    rows.update(
        "UPDATE node_lease SET lease_owner = 'another',"
            + " lease_until = CURRENT_TIMESTAMP + INTERVAL '60' SECOND");

    await().atMost(PATIENCE).until(() -> !isPolling(first));
    await().atMost(PATIENCE).until(() -> health(first).equals("UP another node polls"));
  }

  @Test
  void suspendedRouteStandsByUntilItIsResumed() throws Exception {
    QuietBot first = node("first", "15");
    awaitPolling(first);

    first.camel().getRouteController().suspendRoute("poll-telegram");
    assertThat(isPolling(first)).isFalse();
    ada.says("Hello");

    first.camel().getRouteController().resumeRoute("poll-telegram");
    awaitPolling(first);
    await().atMost(PATIENCE).until(() -> answers.contains("first"));
  }

  private QuietBot node(String name, String leaseSeconds) throws Exception {
    return node(name, leaseSeconds, telegram.baseUri());
  }

  QuietBot node(String name, String leaseSeconds, String telegramUrl) throws Exception {
    QuietBot bot =
        QuietBot.with(
            database,
            Map.of(
                "TELEGRAM_TOKEN",
                SandboxTelegram.TOKEN,
                "TELEGRAM_API_URL",
                telegramUrl,
                "lowstock.pollPatienceSeconds",
                "1",
                "lowstock.pollLeaseSeconds",
                leaseSeconds,
                "lowstock.pollLeasePeriod",
                "100"),
            ROUTE,
            new RouteBuilder() {
              @Override
              public void configure() {
                from("direct:answer-update")
                    .routeId("answer-update")
                    .errorHandler(noErrorHandler())
                    .process(
                        exchange -> {
                          Exception now = trouble;
                          if (now != null) {
                            throw now;
                          }
                          answers.add(name);
                        });
              }
            });
    nodes.add(bot);
    bot.camel().getRouteController().startRoute("answer-update");
    bot.camel().getRouteController().startRoute("poll-telegram");
    return bot;
  }

  static void awaitPolling(QuietBot bot) {
    await().atMost(PATIENCE).until(() -> isPolling(bot));
  }

  private static boolean isPolling(QuietBot bot) {
    return ((UpdateConsumer) bot.camel().getRoute("poll-telegram").getConsumer()).isPolling();
  }

  static String health(QuietBot bot) {
    HealthCheck.Result result =
        HealthCheckRegistry.get(bot.camel()).getCheck("telegram").orElseThrow().call();
    return result.getState() + " " + result.getMessage().orElse("");
  }

  private Instant leaseUntil() {
    return rows.queryForObject(
            "SELECT lease_until FROM node_lease WHERE name = 'telegram-poll'", OffsetDateTime.class)
        .toInstant();
  }

  private static PollLease pollLease(QuietBot bot) {
    return bot.pollLease();
  }

  private static double pollAge(QuietBot bot) {
    return meters(bot).get("tg_poll_answer_age").timeGauge().value();
  }

  private static double polls(QuietBot bot) {
    return meters(bot).get("tg_polls").gauge().value();
  }

  private static MeterRegistry meters(QuietBot bot) {
    return bot.camel().getRegistry().lookupByNameAndType("metricsRegistry", MeterRegistry.class);
  }
}
