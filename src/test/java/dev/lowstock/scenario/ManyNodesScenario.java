package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.Person;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
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
@Order(4)
final class ManyNodesScenario {
  private static final int ROUNDS = Integer.getInteger("lowstock.rounds", 2);
  private static final int SELL_OUTS = Integer.getInteger("lowstock.sellOuts", 300);
  private static final int SHOPS = 12;

  /** House number lowstock.sendsInFlight: what one node may have begun. */
  private static final int SENDS_IN_FLIGHT = 4;

  /** A lease, the wait for the timer that finds what it left, and the burst itself. */
  private static final Duration TAKEN_OVER = Duration.ofSeconds(60 + SELL_OUTS / 10);

  /** A lease on polling of 15 s, a look at it every 3 s, and what a busy machine needs. */
  private static final Duration POLL_TAKEN_OVER = Duration.ofSeconds(30);

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
    List<Long> delivered = cluster.delivered();
    cluster.sellsOut(SELL_OUTS);

    cluster.awaitQuiet(TAKEN_OVER);

    List<Long> shares = cluster.deliveredSince(delivered);
    System.out.println(
        "ManyNodesScenario: a burst of %d sell-outs: messages delivered by the nodes: %s, %d repeated"
            .formatted(SELL_OUTS, shares, cluster.repeats() - before));
    assertThat(cluster.repeats()).isEqualTo(before);
    assertThat(shares).allMatch(messages -> messages > 0);
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

    cluster.awaitQuiet(TAKEN_OVER);

    int repeats = cluster.repeats() - before;
    System.out.println(
        "ManyNodesScenario: %d rounds of %d sell-outs, a node killed in each: 0 lost, %d repeated"
            .formatted(ROUNDS, SELL_OUTS, repeats));
    assertThat(repeats).isLessThanOrEqualTo(ROUNDS * SENDS_IN_FLIGHT);
  }

  @Test
  void commandsAreAnsweredWhenTheNodeThatPollsTelegramIsKilled() {
    Person person = cluster.town.telegram.person("Somebody new");
    int poller = cluster.awaitPoller(Town.PATIENCE);
    cluster.node(poller).kill9();
    Instant killed = Instant.now();
    person.says("/help");

    int next = cluster.awaitPoller(POLL_TAKEN_OVER);

    Duration taken = Duration.between(killed, Instant.now());
    person.awaitMessage(
        message -> message.text().contains("/status"), POLL_TAKEN_OVER.minus(taken));
    System.out.println(
        "ManyNodesScenario: node %d polled Telegram and was killed; node %d polls after %.1f s"
            .formatted(poller, next, taken.toMillis() / 1000.0));
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
    double sent;
    PostgresServer.signal("STOP", stopped);
    try {
      awaitEnd(cluster.chatLeases());
      sent = cluster.sent(2);
      cluster.sellsOut(SELL_OUTS / 3);
      cluster.awaitQuiet(TAKEN_OVER);
      assertThat(cluster.sent(2)).as("sent though it was cut off").isEqualTo(sent);
    } finally {
      PostgresServer.signal("CONT", Stream.of(cluster.node(1).handle()));
      cluster.cableOf(2).heals();
    }
    awaitItDeliversAgain(1);
    awaitItDeliversAgain(2);
    assertThat(cluster.sent(2)).isGreaterThan(sent);
    cluster.awaitQuiet(TAKEN_OVER);
    int repeats = cluster.repeats() - before;
    System.out.println(
        "ManyNodesScenario: a node cut off and one stopped: 0 lost, %d repeated"
            .formatted(repeats));
    assertThat(repeats).isLessThanOrEqualTo(2 * SENDS_IN_FLIGHT);
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
    cluster.awaitQuiet(TAKEN_OVER);

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

    cluster.awaitQuiet(TAKEN_OVER);

    System.out.println(
        "ManyNodesScenario: database stood still for 10 s: 0 lost, %d repeated"
            .formatted(cluster.repeats() - before));
    assertThat(cluster.repeats() - before).isLessThanOrEqualTo(Cluster.NODES * SENDS_IN_FLIGHT);
  }

  @Test
  void databaseThatTakesASecondForEachStatementMakesItSlowAndNothingElse() {
    int before = cluster.repeats();
    List<Long> lost = leasesLost();
    // A page with a hundred entries of an earlier burst would take minutes, a few statements each.
    cluster.awaitFeedIsPastIt();
    for (int node = 0; node < Cluster.NODES; node++) {
      cluster.cableOf(node).slows(Duration.ofMillis(700));
    }
    try {
      cluster.sellsOut(3);
      cluster.awaitQuiet(TAKEN_OVER);
      for (int node = 0; node < Cluster.NODES; node++) {
        assertThat(ServerPage.open(URI.create(cluster.node(node).healthUrl() + "/live")).status())
            .isEqualTo(200);
      }
    } finally {
      for (int node = 0; node < Cluster.NODES; node++) {
        cluster.cableOf(node).heals();
      }
    }
    assertThat(cluster.repeats()).isEqualTo(before);
    assertThat(leasesLost()).isEqualTo(lost);
    for (int node = 0; node < Cluster.NODES; node++) {
      URI ready = URI.create(cluster.node(node).healthUrl() + "/ready");
      await().atMost(TAKEN_OVER).until(() -> ServerPage.open(ready).status() == 200);
    }
  }

  /** How many sends each node has left to others, as its lease had run out. */
  private List<Long> leasesLost() {
    return IntStream.range(0, Cluster.NODES)
        .mapToObj(node -> cluster.lines(node, "the lease has run out"))
        .toList();
  }

  /** Waits until by the database's clock none of these leases lasts any more. */
  private void awaitEnd(Set<String> leases) {
    await()
        .atMost(TAKEN_OVER)
        .until(() -> cluster.chatLeases().stream().noneMatch(leases::contains));
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
