package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.OpenApiCheck;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise with API v3: never lost; told once, except that each send in flight when the process
 * dies may be repeated once. A process that dies while Etsy renews an access costs its seller a
 * log-in, and what sold out meanwhile is told after that.
 */
final class ShopKilledInABurstScenario {
  private static final int KILLS = 5;
  private static final int LISTINGS = 70;
  private static final List<String> SHOPS = List.of("BlueMugs", "DeskLamps", "WhiteVases");

  /** A token is renewed when less than ten minutes are left: here, every few seconds. */
  private static final Duration SHORT_LIVED = Duration.ofMinutes(10).plusSeconds(3);

  private final Random random = new Random(seed());
  private final List<Seller> sellers = new ArrayList<>();
  private Town town;

  private record Seller(
      Person person,
      SandboxShop shop,
      Deque<SandboxListing> forSale,
      List<SandboxListing> soldOut,
      AtomicInteger logInsAgain) {}

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.openV3(directory).startsProcesses().hurries().sendsWebhooks();
    town.etsy.accessTokensLive(SHORT_LIVED);
  }

  @AfterEach
  void close() {
    assertThat(OpenApiCheck.faults(town.etsy.calls())).isEmpty();
    town.close();
  }

  @Test
  void nothingIsLostAndAtMostTheSendsInFlightAreRepeated() throws InterruptedException {
    // given
    Program program = town.runs();
    for (String name : SHOPS) {
      SandboxShop shop = town.etsy.shop(name);
      Deque<SandboxListing> listings = new ArrayDeque<>();
      for (int n = 0; n < LISTINGS; n++) {
        listings.add(shop.lists("Item " + n + " of " + name, 1, "SKU-" + n));
      }
      Person person = town.watches(town.telegram.person("Owner of " + name), shop);
      sellers.add(new Seller(person, shop, listings, new ArrayList<>(), new AtomicInteger()));
    }

    // when
    for (int kill = 1; kill <= KILLS; kill++) {
      CountDownLatch moment = moment();
      burst();
      // A shop that is paused may bring no such moment; then any will do.
      boolean unused = moment.await(10, TimeUnit.SECONDS);
      program.kill9();
      program = town.runs();
    }

    // then
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> {
              logInAgain();
              assertThat(untold()).isEmpty();
            });
    town.awaitQuiet(program);
    for (Seller seller : sellers) {
      // One chat has one send in flight.
      assertThat(repeats(seller)).as("repeats for " + seller.person()).isLessThanOrEqualTo(KILLS);
      assertThat(seller.soldOut()).hasSizeGreaterThan(LISTINGS / 2);
    }
  }

  private CountDownLatch moment() {
    return switch (random.nextInt(4)) {
      case 0 -> inTheMiddleOfASend();
      case 1 -> atCall("refresh", () -> town.etsy.count(EtsyEndpoint.TOKEN), 2);
      case 2 -> atCall("webhook", () -> town.etsy.webhookAttempts().size(), LISTINGS);
      default -> atCall("look", this::looks, 8);
    };
  }

  /** The moment at which Telegram has accepted one of the next messages and not yet said so. */
  private CountDownLatch inTheMiddleOfASend() {
    AtomicInteger sends = new AtomicInteger(1 + random.nextInt(SHOPS.size()));
    CountDownLatch moment = new CountDownLatch(1);
    town.telegram.onMessage(
        message -> {
          if (sends.decrementAndGet() == 0) {
            moment.countDown();
          }
        });
    System.out.println("killed at a send");
    return moment;
  }

  /** The moment at which a few more of these calls have been made. */
  private CountDownLatch atCall(String what, IntSupplier calls, int most) {
    int count = calls.getAsInt() + 1 + random.nextInt(most);
    CountDownLatch moment = new CountDownLatch(1);
    Thread watch =
        new Thread(
            () -> {
              await()
                  .atMost(Town.PATIENCE)
                  .pollInterval(Duration.ofMillis(1))
                  .until(() -> calls.getAsInt() >= count);
              moment.countDown();
            });
    watch.setDaemon(true);
    watch.start();
    System.out.println("killed at a " + what);
    return moment;
  }

  private int looks() {
    return town.etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP)
        + town.etsy.count(EtsyEndpoint.INVENTORY_BATCH)
        + town.etsy.count(EtsyEndpoint.RECEIPT_LISTINGS);
  }

  /** A few listings stay, so that no shop is empty at the end. */
  private void burst() {
    for (Seller seller : sellers) {
      for (int n = 0; n < (LISTINGS - 10) / KILLS; n++) {
        SandboxListing listing = seller.forSale().remove();
        listing.sellsOut();
        seller.soldOut().add(listing);
      }
    }
  }

  private void logInAgain() {
    for (Seller seller : sellers) {
      long notices = Town.timesSaid(seller.person(), "Etsy no longer lets me read");
      if (notices > seller.logInsAgain().get()) {
        seller.logInsAgain().incrementAndGet();
        assertThat(seller.shop().logsIn(town.startsLogIn(seller.person()))).contains("Done!");
      }
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
    System.out.println("ShopKilledInABurstScenario: -Dlowstock.seed=" + seed);
    return seed;
  }
}
