package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise: never lost; told once, except that each send in flight when the process dies may be
 * repeated once.
 */
@Order(10)
final class KilledInABurstScenario {
  private static final int KILLS = 5;
  private static final int SELL_OUTS = 200;
  private static final List<String> SHOPS = List.of("BlueMugs", "DeskLamps", "WhiteVases");

  private final Random random = new Random(seed());
  private final List<Seller> sellers = new ArrayList<>();
  private Town town;

  private record Seller(Person person, SandboxShop shop, List<SandboxListing> soldOut) {}

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.open(directory).startsProcesses().hurries();
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void nothingIsLostAndAtMostTheSendsInFlightAreRepeated() throws InterruptedException {
    // given
    Program program = town.runs();
    for (String name : SHOPS) {
      SandboxShop shop = town.etsy.shop(name);
      Person person = town.logsIn(town.telegram.person("Owner of " + name), shop);
      sellers.add(new Seller(person, shop, new ArrayList<>()));
    }

    // when
    for (int kill = 1; kill <= KILLS; kill++) {
      CountDownLatch moment = random.nextBoolean() ? inTheMiddleOfASend() : atSomeCall();
      burst(kill);
      moment.await();
      program.kill9();
      program = town.runs();
    }

    // then
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(untold()).isEmpty());
    town.awaitQuiet(program);
    for (Seller seller : sellers) {
      // One chat has one send in flight.
      assertThat(repeats(seller)).as("repeats for " + seller.person()).isLessThanOrEqualTo(KILLS);
    }
  }

  /** The moment at which Telegram has accepted one of the next messages and not yet said so. */
  private CountDownLatch inTheMiddleOfASend() {
    // Each chat gets one message at least, however much folds into it.
    AtomicInteger sends = new AtomicInteger(1 + random.nextInt(SHOPS.size()));
    CountDownLatch moment = new CountDownLatch(1);
    town.telegram.onMessage(
        message -> {
          if (sends.decrementAndGet() == 0) {
            moment.countDown();
          }
        });
    return moment;
  }

  /** The moment at which so many calls have come to Etsy or Telegram since now. */
  private CountDownLatch atSomeCall() {
    int calls = calls() + 1 + random.nextInt(SELL_OUTS + 10);
    CountDownLatch moment = new CountDownLatch(1);
    Thread watch =
        new Thread(
            () -> {
              await()
                  .atMost(Town.PATIENCE)
                  .pollInterval(Duration.ofMillis(1))
                  .until(() -> calls() >= calls);
              moment.countDown();
            });
    watch.setDaemon(true);
    watch.start();
    return moment;
  }

  private int calls() {
    return town.etsy.count(EtsyEndpoint.FEED)
        + town.etsy.count(EtsyEndpoint.LISTING)
        + town.telegram.requests("sendMessage").size();
  }

  private void burst(int round) {
    for (int n = 0; n < SELL_OUTS; n++) {
      Seller seller = sellers.get(n % sellers.size());
      String name = round + "/" + n;
      SandboxListing listing = seller.shop().lists("Item " + name, 1, "SKU-" + name);
      listing.sellsOut();
      seller.soldOut().add(listing);
    }
  }

  private List<Long> untold() {
    return sellers.stream().flatMap(seller -> untold(seller).stream()).toList();
  }

  private static List<Long> untold(Seller seller) {
    Set<Long> told = new HashSet<>();
    seller.person().messages().forEach(message -> told.addAll(Town.listings(message)));
    return seller.soldOut().stream()
        .map(SandboxListing::id)
        .filter(id -> !told.contains(id))
        .toList();
  }

  /** How many messages name a listing that an earlier one has named. */
  private static int repeats(Seller seller) {
    Set<Long> told = new HashSet<>();
    int repeats = 0;
    for (ChatMessage message : seller.person().messages()) {
      List<Long> listings = Town.listings(message);
      repeats += listings.stream().anyMatch(told::contains) ? 1 : 0;
      told.addAll(listings);
    }
    return repeats;
  }

  private static long seed() {
    long seed = Long.getLong("lowstock.seed", System.nanoTime());
    System.out.println("KilledInABurstScenario: -Dlowstock.seed=" + seed);
    return seed;
  }
}
