package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes on one PostgreSQL with API v3 and webhooks, of which one dies in each burst.
 *
 * <p>The long form: {@code -Dlowstock.rounds=10 -Dlowstock.sellOuts=2000}.
 */
final class ManyNodesOfShopsScenario {
  private static final int ROUNDS = Integer.getInteger("lowstock.rounds", 1);
  private static final int SELL_OUTS = Integer.getInteger("lowstock.sellOuts", 120);
  private static final int SHOPS = 6;

  /** House number lowstock.sendsInFlight: what one node may have begun. */
  private static final int SENDS_IN_FLIGHT = 4;

  private final Random random = new Random(seed());
  private PostgresServer server;
  private Cluster cluster;

  @BeforeEach
  void open(@TempDir Path directory) {
    server = PostgresServer.start(directory.resolve("postgres"));
    cluster = new Cluster(Town.openV3(directory).hurries().sendsWebhooks(), server, "shops");
    cluster.startsAll();
    // Some stay, so that no shop is ever empty.
    cluster.opens(SHOPS, (ROUNDS + 2) * SELL_OUTS / SHOPS);
  }

  @AfterEach
  void close() {
    cluster.close();
    server.close();
  }

  @Test
  void killedNodesLoseNothingAndRepeatAtMostWhatTheyWereSending() throws InterruptedException {
    for (int round = 1; round <= ROUNDS; round++) {
      cluster.sellsOut(SELL_OUTS);
      cluster.awaitCalls(1 + random.nextInt(2 * SHOPS));
      int killed = random.nextInt(Cluster.NODES);
      cluster.node(killed).kill9();
      cluster.starts(killed).awaitStarted();
    }

    cluster.awaitAllTold(Duration.ofSeconds(90 + ROUNDS * SELL_OUTS / 50));

    cluster.town.awaitSecondOfSilence();
    System.out.println(
        "ManyNodesOfShopsScenario: %d rounds of %d sell-outs, a node killed in each: 0 lost, %d repeated, delivered %s"
            .formatted(ROUNDS, SELL_OUTS, cluster.repeats(), cluster.shares()));
    assertThat(cluster.repeats()).isLessThanOrEqualTo(ROUNDS * SENDS_IN_FLIGHT);
  }

  private static long seed() {
    long seed = Long.getLong("lowstock.seed", System.nanoTime());
    System.out.println("ManyNodesOfShopsScenario: -Dlowstock.seed=" + seed);
    return seed;
  }
}
