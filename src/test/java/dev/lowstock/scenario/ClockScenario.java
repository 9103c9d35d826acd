package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.TelegramFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of the machine is set while the bot works: every sell-out is told once, and soon. */
class ClockScenario {
  private static final int BURST = 40;
  private static final int AN_HOUR_BACK = -3600;
  private static final int AN_HOUR_ON = 3600;

  private Town town;
  private Path clock;

  @BeforeEach
  void open(@TempDir Path directory) {
    Optional<Path> faketime = FakeTime.library();
    assumeTrue(faketime.isPresent(), "libfaketime is not installed: no clock is set under the bot");
    clock = directory.resolve("clock");
    isSet(0);
    town = Town.openV3(directory);
    FakeTime.follows(town.environment, faketime.orElseThrow(), clock);
  }

  @AfterEach
  void close() {
    if (town != null) {
      town.close();
    }
  }

  @Test
  void eachSellOutIsToldOnceThoughTheClockIsSetAnHourBackAndAnHourOn() {
    // given
    Program program = town.runs();
    SandboxShop shop = town.etsy.shop("BlueMugs");
    List<SandboxListing> listings = new ArrayList<>();
    for (int n = 0; n < 2 * BURST; n++) {
      listings.add(shop.lists("Mug " + n, 1, "MUG-" + n));
    }
    for (int n = 0; n < 2 * BURST; n++) {
      shop.lists("Plate " + n, 9);
    }
    Person ada = town.watches(town.telegram.person("Ada"), shop);
    Person grace = town.logsIn(town.telegram.person("Grace"), shop);

    // when it is set back in a burst, while Telegram has told a chat to wait
    town.telegram.failNext(1, "sendMessage", TelegramFault.rateLimits(3));
    sellOutAndSet(listings.subList(0, BURST), AN_HOUR_BACK, ada);

    // then
    program.awaitLine("was set back by");
    listings.subList(0, BURST).forEach(listing -> Town.awaitTold(ada, listing));
    listings.subList(0, BURST).forEach(listing -> Town.awaitTold(grace, listing));

    // when it is set on
    sellOutAndSet(listings.subList(BURST, 2 * BURST), AN_HOUR_ON, ada);

    // then
    program.awaitLine("was set forward by");
    listings.forEach(listing -> Town.awaitTold(ada, listing));
    listings.forEach(listing -> Town.awaitTold(grace, listing));
    town.awaitSecondOfSilence();
    assertThat(listings).allMatch(listing -> Town.timesTold(ada, listing) == 1);
    assertThat(listings).allMatch(listing -> Town.timesTold(grace, listing) == 1);
  }

  /** Once something of the burst was told, and before all of it has sold out. */
  private void sellOutAndSet(List<SandboxListing> burst, int seconds, Person told) {
    burst.subList(0, BURST / 2).forEach(SandboxListing::sellsOut);
    await()
        .atMost(Town.PATIENCE)
        .until(() -> burst.stream().anyMatch(listing -> Town.timesTold(told, listing) > 0));
    isSet(seconds);
    burst.subList(BURST / 2, BURST).forEach(SandboxListing::sellsOut);
  }

  /** How far off the bot finds its clock from now on. */
  private void isSet(int seconds) {
    try {
      Path next = Files.writeString(clock.resolveSibling("clock.new"), "%+d".formatted(seconds));
      Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
