package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a seller does not want to hear now, or at all. */
final class PauseScenario {
  private static final int SELL_OUTS = 120;

  private Town town;
  private SandboxShop blueMugs;
  private Person ada;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.openV3(directory).startsProcesses().hurries();
    blueMugs = town.etsy.shop("BlueMugs");
    ada = town.telegram.person("Ada");
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void whatHappensInAPauseIsOneMessageAtItsEnd() {
    // given a pause
    SandboxListing mug = blueMugs.lists("Blue mug", 5);
    SandboxListing cup = blueMugs.lists("Blue cup", 5);
    SandboxListing jug = blueMugs.lists("Blue jug", 9);
    Program program = town.runs();
    town.watches(ada, blueMugs);
    ada.says("/pause");
    ada.awaitMessage("How long shall I be quiet?");
    ada.presses("1 week");
    ada.awaitMessage("Paused until");

    // when a mug sells out and is back, a cup sells out, and few jugs are left
    mug.sellsOut();
    program.awaitLine("wait until");
    mug.restock(12);
    cup.sellsOut();
    jug.sells(7);
    await().atMost(Town.PATIENCE).until(() -> waiting(program) == 3);
    town.awaitLook(blueMugs);
    assertThat(program.kill9().lines()).isNotEmpty();
    town.runs();

    // then nothing is told, and the pause has outlived the process
    town.awaitSecondOfSilence();
    assertThat(Town.timesTold(ada, mug) + Town.timesTold(ada, cup)).isZero();
    ada.says("/status");
    assertThat(ada.awaitMessage("watched since").text()).contains("Paused until");

    // when
    ada.says("/resume");

    // then
    String told = ada.awaitMessage("While you paused").text();
    assertThat(told)
        .contains("Blue mug – sold out and is back in stock, 12 left")
        .contains("Sold out\n• Blue cup")
        .contains("Low\n• Blue jug – 2 left");
    town.awaitSecondOfSilence();
    assertThat(Town.timesSaid(ada, "Blue mug")).isEqualTo(1);
  }

  @Test
  void killsInAPauseAndAtItsEndLoseNothing() throws InterruptedException {
    // given a pause
    List<SandboxListing> mugs = new ArrayList<>();
    for (int n = 0; n < SELL_OUTS; n++) {
      mugs.add(blueMugs.lists("Mug " + n + ".", 2));
    }
    Program program = town.runs();
    town.watches(ada, blueMugs);
    ada.says("/pause 2 days");
    ada.awaitMessage("Paused until");

    // when the process dies while alerts are held
    mugs.subList(0, SELL_OUTS / 2).forEach(SandboxListing::sellsOut);
    program.awaitLine("wait until");
    program.kill9();
    mugs.subList(SELL_OUTS / 2, SELL_OUTS).forEach(SandboxListing::sellsOut);
    program = town.runs();
    program.awaitLine("wait until");
    program.kill9();
    Program third = town.runs();
    awaitHeld(third);
    assertThat(mugs).allMatch(mug -> Town.timesTold(ada, mug) == 0);

    // when it dies in the middle of the summary
    CountDownLatch sent = afterMessages(3);
    ada.says("/resume");
    sent.await();
    third.kill9();
    Program last = town.runs();

    // then
    mugs.forEach(mug -> Town.awaitTold(ada, mug));
    town.awaitQuiet(last);
    assertThat(repeats(ada)).isLessThanOrEqualTo(1);
  }

  @Test
  void mutedListingIsToldAgainOnceItIsBack() {
    // given
    SandboxListing mug = blueMugs.lists("Blue mug", 5);
    SandboxListing cup = blueMugs.lists("Blue cup", 5);
    town.runs();
    town.watches(ada, blueMugs);
    mug.sells(4);
    ada.awaitMessage("Low: Blue mug");

    // when she mutes it for a day
    ada.presses("Mute…");
    ada.awaitMessage("How long shall I tell you nothing about Blue mug?");
    ada.presses("Mute for a day");
    ada.awaitMessage("Blue mug is muted until");
    mug.sellsOut();
    cup.sellsOut();

    // then it is shown, and not told
    Town.awaitTold(ada, cup);
    ada.says("/status");
    String status = ada.awaitMessage("watched since").text();
    assertThat(status).contains("Muted:\n• Blue mug, until", "Sold out now:");
    assertThat(Town.timesSaid(ada, "Sold out: Blue mug")).isZero();

    // when she mutes the cup until it is back
    ada.presses("Mute…");
    ada.awaitMessage("How long shall I tell you nothing about Blue cup?");
    ada.presses("Until it's back in stock");
    ada.awaitMessage("Blue cup is muted until it's back in stock");
    cup.restock(4);
    town.awaitLook(blueMugs);
    cup.sellsOut();

    // then
    ada.awaitMessage(message -> Town.timesSaid(ada, "Sold out: Blue cup") == 2, Town.PATIENCE);
  }

  @Test
  void oneOfAKindListingsAreCountedAndSilencedByAButton() {
    // given
    SandboxListing vase = blueMugs.lists("Only vase", 1);
    blueMugs.lists("Only bowl", 1);
    SandboxListing mug = blueMugs.lists("Blue mug", 3);
    town.runs();
    town.watches(ada, blueMugs);
    ChatMessage summary = ada.awaitMessage("2 of them are one of a kind.");
    assertThat(summary.text()).contains("Shall I tell you each time one of those sells out?");

    // when
    ada.presses("Don't tell me about those");
    ada.awaitMessage("I won't tell you. It stays in your lists.");
    vase.sellsOut();
    mug.sellsOut();

    // then
    Town.awaitTold(ada, mug);
    town.awaitSecondOfSilence();
    assertThat(Town.timesTold(ada, vase)).isZero();
    ada.says("/status");
    assertThat(ada.awaitMessage("watched since").text())
        .contains("One of a kind: I won't tell you when it sells", "Only vase");
  }

  /** The moment at which Telegram has accepted so many messages from now on. */
  private CountDownLatch afterMessages(int count) {
    AtomicInteger left = new AtomicInteger(count);
    CountDownLatch moment = new CountDownLatch(1);
    town.telegram.onMessage(
        message -> {
          if (left.decrementAndGet() == 0) {
            moment.countDown();
          }
        });
    return moment;
  }

  private void awaitHeld(Program program) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> ServerPage.gauge(program, "outbox_alerts") == SELL_OUTS);
    town.awaitLook(blueMugs);
  }

  private static long waiting(Program program) {
    return (long) ServerPage.gauge(program, "outbox_alerts");
  }

  /** How many messages name a listing that an earlier one has named. */
  private static int repeats(Person person) {
    Set<Long> told = new HashSet<>();
    int repeats = 0;
    for (ChatMessage message : person.messages()) {
      List<Long> listings = Town.listings(message);
      repeats += listings.stream().anyMatch(told::contains) ? 1 : 0;
      told.addAll(listings);
    }
    return repeats;
  }
}
