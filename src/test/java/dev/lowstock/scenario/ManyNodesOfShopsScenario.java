package dev.lowstock.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes on one PostgreSQL with API v3 and webhooks: one dies in each burst; all get a new
 * key.
 *
 * <p>The long form: {@code -Dlowstock.rounds=10 -Dlowstock.sellOuts=500}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(7)
final class ManyNodesOfShopsScenario {
  private static final int ROUNDS = Integer.getInteger("lowstock.rounds", 1);
  private static final int SELL_OUTS = Integer.getInteger("lowstock.sellOuts", 120);
  private static final int SHOPS = 6;

  /** House number lowstock.sendsInFlight: what one node may have begun. */
  private static final int SENDS_IN_FLIGHT = 4;

  private static final Duration TAKEN_OVER = Duration.ofSeconds(60);

  private final Random random = new Random(seed());
  private PostgresServer server;
  private Cluster cluster;

  @BeforeAll
  void open(@TempDir Path directory) {
    server = PostgresServer.start(directory.resolve("postgres"));
    cluster = new Cluster(Town.openV3(directory).hurries().sendsWebhooks(), server, "shops");
    cluster.startsAll();
    // Some stay, so that no shop is ever empty.
    cluster.opens(SHOPS, (ROUNDS + 2) * SELL_OUTS / SHOPS + 10);
  }

  @BeforeEach
  void allRun() {
    cluster.startsAll();
  }

  @AfterAll
  void close() {
    cluster.close();
    server.close();
  }

  @Test
  void killedNodesLoseNothingAndRepeatAtMostWhatTheyWereSending() throws InterruptedException {
    int before = cluster.repeats();
    List<Long> delivered = cluster.delivered();
    for (int round = 1; round <= ROUNDS; round++) {
      cluster.sellsOut(SELL_OUTS);
      cluster.awaitCalls(1 + random.nextInt(2 * SHOPS));
      int killed = random.nextInt(Cluster.NODES);
      cluster.node(killed).kill9();
      cluster.starts(killed).awaitStarted();
    }

    cluster.awaitQuiet(Duration.ofSeconds(90 + ROUNDS * SELL_OUTS / 50));

    int repeats = cluster.repeats() - before;
    System.out.println(
        "ManyNodesOfShopsScenario: %d rounds of %d sell-outs, a node killed in each: 0 lost, %d repeated, delivered %s"
            .formatted(ROUNDS, SELL_OUTS, repeats, cluster.deliveredSince(delivered)));
    assertThat(repeats).isLessThanOrEqualTo(ROUNDS * SENDS_IN_FLIGHT);
  }

  @Test
  void newKeyIsTakenIntoServiceWhileNodesRun() {
    String old = cluster.town.environment.get("SECRET_KEY");
    String newest =
        Base64.getEncoder().encodeToString("of thirty-two bytes, for a test.".getBytes(UTF_8));
    int before = cluster.repeats();

    // when one node after the other knows both
    cluster.node(2).sigterm().awaitEnd();
    cluster.town.environment.put("SECRET_KEY", newest + "," + old);
    cluster.sellsOut(SHOPS);
    cluster.restarts(0);
    cluster.sellsOut(SHOPS);
    cluster.restarts(1);
    cluster.town.etsy.expiresAccessTokens();
    cluster.sellsOut(SHOPS);

    // then
    List<String> rekey = cluster.plays("rekey");
    assertThat(rekey)
        .anyMatch(line -> line.contains("is encrypted with the first key of SECRET_KEY"));
    cluster.awaitAllTold(TAKEN_OVER);

    // when a token is renewed that was encrypted anew, and then the old key is left out
    cluster.town.etsy.expiresAccessTokens();
    cluster.sellsOut(SHOPS);
    cluster.awaitAllTold(TAKEN_OVER);
    cluster.town.environment.put("SECRET_KEY", newest);
    cluster.restarts(0);
    cluster.sellsOut(SHOPS);
    cluster.restarts(1);
    cluster.town.etsy.expiresAccessTokens();
    cluster.sellsOut(SHOPS);

    // then
    cluster.awaitQuiet(TAKEN_OVER);
    assertThat(cluster.repeats()).isEqualTo(before);
  }

  @Test
  void telegramBringsUpdatesToAnyNodeAndPollingGoesOnWhereThatEnds() {
    SandboxTelegram telegram = cluster.town.telegram;
    Person person = telegram.person("Somebody new");
    int removed = telegram.requests("deleteWebhook").size();
    stopsAll();
    cluster.town.environment.put(
        "TELEGRAM_WEBHOOK_URL", "http://127.0.0.1:" + cluster.town.environment.get("HTTP_PORT"));

    // when it was polled so far, and then one node after the other is gone
    person.says("/help");
    cluster.startsAll();
    awaitHelped(person, 1);
    for (int node = 0; node < Cluster.NODES; node++) {
      cluster.node(node).kill9();
      person.says("/help");
      awaitHelped(person, 2 + node);
      cluster.starts(node).awaitStarted();
    }
    stopsAll();

    // then
    assertThat(telegram.webhookAnswers()).contains(204);
    assertThat(telegram.requests("deleteWebhook")).as("taken back by a stop").hasSize(removed);

    // when it is polled again
    cluster.town.environment.remove("TELEGRAM_WEBHOOK_URL");
    person.says("/help");
    cluster.startsAll();

    // then
    awaitHelped(person, 2 + Cluster.NODES);
  }

  private void stopsAll() {
    for (int node = 0; node < Cluster.NODES; node++) {
      cluster.node(node).sigterm();
    }
    for (int node = 0; node < Cluster.NODES; node++) {
      cluster.node(node).awaitEnd();
    }
  }

  /** Waits until so many commands were answered, each once, and Telegram knows it. */
  private void awaitHelped(Person person, int times) {
    await().atMost(TAKEN_OVER).until(() -> person.messages().size() >= times);
    await().atMost(TAKEN_OVER).until(() -> cluster.town.telegram.unconfirmedUpdates() == 0);
    assertThat(person.messages())
        .hasSize(times)
        .allMatch(message -> message.text().contains("/status"));
  }

  private static long seed() {
    long seed = Long.getLong("lowstock.seed", System.nanoTime());
    System.out.println("ManyNodesOfShopsScenario: -Dlowstock.seed=" + seed);
    return seed;
  }
}
