package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Three nodes on one PostgreSQL, with clocks that differ by minutes: nothing is lost, and nothing
 * is told twice but for each send that was in flight when a node died or was cut off.
 *
 * <p>The long form: {@code -Dlowstock.rounds=10 -Dlowstock.sellOuts=2000}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ManyNodesScenario {
  private static final int ROUNDS = Integer.getInteger("lowstock.rounds", 2);
  private static final int SELL_OUTS = Integer.getInteger("lowstock.sellOuts", 300);
  private static final int SHOPS = 12;

  /** House number lowstock.sendsInFlight: what one node may have begun. */
  private static final int SENDS_IN_FLIGHT = 4;

  /** A lease, the wait for the timer that finds what it left, and the burst itself. */
  private static final Duration TAKEN_OVER = Duration.ofSeconds(60 + SELL_OUTS / 10);

  private final Random random = new Random(seed());
  private PostgresServer server;
  private Cluster cluster;

  @BeforeAll
  void open(@TempDir Path directory) {
    server = PostgresServer.start(directory.resolve("postgres"));
    cluster = new Cluster(Town.open(directory).hurries(), server, "feed");
    // All at once, on an empty database.
    cluster.startsAll();
    cluster.opens(SHOPS, 0);
  }

  @AfterAll
  void close() {
    cluster.close();
    server.close();
  }

  @BeforeEach
  void allRun() {
    cluster.startsAll();
  }

  @Test
  void nodesThatStartedAtOnceMigratedOnce() {
    assertThat(
            new JdbcTemplate(server.database("feed"))
                .queryForList(
                    "SELECT version FROM flyway_schema_history WHERE version IS NOT NULL",
                    String.class))
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  @Test
  void burstIsSharedAndToldOnceThoughClocksDiffer() {
    int before = cluster.repeats();
    cluster.sellsOut(SELL_OUTS);

    cluster.awaitAllTold(TAKEN_OVER);

    cluster.town.awaitSecondOfSilence();
    assertThat(cluster.repeats()).isEqualTo(before);
    System.out.println("ManyNodesScenario: delivered by the nodes: " + cluster.shares());
    for (int node = 0; node < Cluster.NODES; node++) {
      assertThat(cluster.lines(node, "delivered alerts")).as("node " + node).isPositive();
    }
  }

  @Test
  void killedNodesLoseNothingAndRepeatAtMostWhatTheyWereSending() throws InterruptedException {
    int before = cluster.repeats();
    for (int round = 1; round <= ROUNDS; round++) {
      cluster.sellsOut(SELL_OUTS);
      cluster.awaitCalls(1 + random.nextInt(SELL_OUTS));
      int killed = random.nextInt(Cluster.NODES);
      cluster.node(killed).kill9();
      cluster.starts(killed).awaitStarted();
    }

    cluster.awaitAllTold(TAKEN_OVER);

    cluster.town.awaitSecondOfSilence();
    int repeats = cluster.repeats() - before;
    System.out.println(
        "ManyNodesScenario: %d rounds of %d sell-outs, a node killed in each: 0 lost, %d repeated"
            .formatted(ROUNDS, SELL_OUTS, repeats));
    assertThat(repeats).isLessThanOrEqualTo(ROUNDS * SENDS_IN_FLIGHT);
  }

  @Test
  void commandsAreAnsweredWhenTheNodeThatPollsTelegramIsKilled() {
    int poller = cluster.poller();
    cluster.node(poller).kill9();
    var person = cluster.town.telegram.person("Somebody new");

    person.says("/help");

    person.awaitMessage(message -> message.text().contains("/status"), Duration.ofSeconds(60));
  }

  @Test
  void nodesThatAreCutOffOrStoodStillAreFollowedByTheOthersAndComeBack()
      throws InterruptedException {
    int before = cluster.repeats();
    Stream<ProcessHandle> stopped = Stream.of(cluster.node(1).handle());
    cluster.sellsOut(SELL_OUTS);
    cluster.awaitCalls(1 + random.nextInt(SELL_OUTS / 2));

    // One hears nothing from the database any more, one stands still; the third has to do it all.
    cluster.cableOf(2).holds();
    PostgresServer.signal("STOP", stopped);
    try {
      cluster.awaitAllTold(TAKEN_OVER);
      long delivered = cluster.lines(2, "delivered alerts");
      cluster.sellsOut(SELL_OUTS / 3);
      cluster.awaitAllTold(TAKEN_OVER);
      assertThat(cluster.lines(2, "delivered alerts")).isEqualTo(delivered);
    } finally {
      PostgresServer.signal("CONT", Stream.of(cluster.node(1).handle()));
      cluster.cableOf(2).heals();
    }
    cluster.town.awaitSecondOfSilence();
    assertThat(cluster.repeats() - before).isLessThanOrEqualTo(2 * SENDS_IN_FLIGHT);
    awaitItDeliversAgain(1);
    awaitItDeliversAgain(2);
    cluster.awaitAllTold(TAKEN_OVER);
    assertThat(cluster.repeats() - before).isLessThanOrEqualTo(2 * SENDS_IN_FLIGHT);
  }

  @Test
  void restartsOfTheDatabaseInABurstLoseNothing() throws InterruptedException {
    int before = cluster.repeats();
    cluster.sellsOut(SELL_OUTS);
    cluster.awaitCalls(1 + random.nextInt(SELL_OUTS));
    server.restarts();
    cluster.awaitAllTold(TAKEN_OVER);

    cluster.sellsOut(SELL_OUTS);
    cluster.awaitCalls(1 + random.nextInt(SELL_OUTS));
    server.crashes();
    cluster.awaitAllTold(TAKEN_OVER);

    cluster.town.awaitSecondOfSilence();
    System.out.println(
        "ManyNodesScenario: database restarted twice: 0 lost, %d repeated"
            .formatted(cluster.repeats() - before));
    assertThat(cluster.repeats() - before).isLessThanOrEqualTo(2 * Cluster.NODES * SENDS_IN_FLIGHT);
  }

  @Test
  void databaseThatStandsStillForTenSecondsLosesNothing() throws InterruptedException {
    int before = cluster.repeats();
    cluster.sellsOut(SELL_OUTS);
    cluster.awaitCalls(1 + random.nextInt(SELL_OUTS));
    server.stops();
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .pollDelay(Duration.ofSeconds(10))
          .until(() -> cluster.node(0).isAlive());
    } finally {
      server.goesOn();
    }

    cluster.awaitAllTold(TAKEN_OVER);

    cluster.town.awaitSecondOfSilence();
    System.out.println(
        "ManyNodesScenario: database stood still for 10 s: 0 lost, %d repeated"
            .formatted(cluster.repeats() - before));
    assertThat(cluster.repeats() - before).isLessThanOrEqualTo(Cluster.NODES * SENDS_IN_FLIGHT);
  }

  @Test
  void databaseThatTakesASecondForEachStatementMakesItSlowAndNothingElse() {
    int before = cluster.repeats();
    // A page with a hundred entries of an earlier burst would take minutes, a few statements each.
    cluster.awaitFeedIsPastIt();
    for (int node = 0; node < Cluster.NODES; node++) {
      cluster.cableOf(node).slows(Duration.ofMillis(700));
    }
    try {
      cluster.sellsOut(3);
      cluster.awaitAllTold(TAKEN_OVER);
      for (int node = 0; node < Cluster.NODES; node++) {
        assertThat(ServerPage.open(URI.create(cluster.node(node).healthUrl() + "/live")).status())
            .isEqualTo(200);
      }
    } finally {
      for (int node = 0; node < Cluster.NODES; node++) {
        cluster.cableOf(node).heals();
      }
    }
    cluster.town.awaitSecondOfSilence();
    assertThat(cluster.repeats()).isEqualTo(before);
    for (int node = 0; node < Cluster.NODES; node++) {
      assertThat(cluster.lines(node, "the lease has run out")).isZero();
      URI ready = URI.create(cluster.node(node).healthUrl() + "/ready");
      await().atMost(TAKEN_OVER).until(() -> ServerPage.open(ready).status() == 200);
    }
  }

  private void awaitItDeliversAgain(int node) {
    long before = cluster.lines(node, "delivered alerts");
    await()
        .atMost(TAKEN_OVER)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              cluster.sellsOut(SHOPS);
              return cluster.lines(node, "delivered alerts") > before;
            });
  }

  private static long seed() {
    long seed = Long.getLong("lowstock.seed", System.nanoTime());
    System.out.println("ManyNodesScenario: -Dlowstock.seed=" + seed);
    return seed;
  }
}
