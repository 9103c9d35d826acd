package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.TelegramFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed between two steps of its work, and started again. */
final class DyingScenario {
  private static Town town;
  private static Program program;
  private static SandboxShop blueMugs;

  @BeforeAll
  static void open(@TempDir Path directory) {
    town = Town.open(directory).startsProcesses().hurries();
    program = town.runs();
    blueMugs = town.etsy.shop("BlueMugs");
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void logInGoesOnWhenTheProgramDiesWhileItTradesThePin() {
    // given
    Person ada = town.telegram.person("Ada");
    String pin = town.allows(blueMugs, town.startsLogIn(ada));
    town.etsy.breaks(EtsyEndpoint.ACCESS_TOKEN, EtsyFault.hang());
    int asked = town.etsy.count(EtsyEndpoint.ACCESS_TOKEN);

    // when
    ada.says("/pin " + pin);
    awaitCalls(EtsyEndpoint.ACCESS_TOKEN, asked + 1);
    program.kill9();
    town.etsy.heals();
    program = town.runs();

    // then
    Town.awaitWatched(ada, blueMugs);
  }

  @Test
  void pinThatWasSpentWhenTheProgramDiedIsSaidToBeWrongAndAnotherLogInWorks() {
    // given
    Person bob = town.telegram.person("Bob");
    String pin = town.allows(blueMugs, town.startsLogIn(bob));
    town.etsy.breaks(EtsyEndpoint.SELF, EtsyFault.hang());
    int asked = town.etsy.count(EtsyEndpoint.SELF);

    // when
    bob.says("/pin " + pin);
    awaitCalls(EtsyEndpoint.SELF, asked + 1);
    program.kill9();
    town.etsy.heals();
    program = town.runs();

    // then
    bob.awaitMessage("Etsy did not accept that code");

    town.logsIn(bob, blueMugs);
  }

  @Test
  void sellOutIsToldWhateverStepTheProgramDiesIn() {
    Person cleo = town.logsIn(town.telegram.person("Cleo"), blueMugs);

    // when it dies while Etsy is asked for the SKUs
    SandboxListing mug = blueMugs.lists("Blue mug", 1, "MUG-BLUE");
    town.etsy.breaks(EtsyEndpoint.LISTING, EtsyFault.hang());
    int asked = town.etsy.count(EtsyEndpoint.LISTING);
    mug.sellsOut();
    awaitCalls(EtsyEndpoint.LISTING, asked + 1);
    program.kill9();
    town.etsy.heals();
    program = town.runs();

    // then
    assertThat(Town.awaitTold(cleo, mug).text()).contains("SKU: MUG-BLUE");

    // when it dies before Telegram has accepted the message
    SandboxListing lamp = blueMugs.lists("Desk lamp", 1, "LAMP");
    town.telegram.failAlways("sendMessage", new TelegramFault.NeverAnswers());
    int sent = town.telegram.requests("sendMessage").size();
    lamp.sellsOut();
    await().until(() -> town.telegram.requests("sendMessage").size() > sent);
    program.kill9();
    town.telegram.heal();
    program = town.runs();

    // then
    Town.awaitTold(cleo, lamp);

    // when it dies after Telegram has accepted the message and before the answer arrives
    SandboxListing vase = blueMugs.lists("White vase", 1, "VASE");
    SandboxListing bowl = blueMugs.lists("Salad bowl", 1, "BOWL");
    AtomicReference<Program> victim = new AtomicReference<>(program);
    town.telegram.onMessage(message -> killOnce(victim, message, vase));
    vase.sellsOut();
    Town.awaitTold(cleo, vase);
    program.awaitEnd();
    program = town.runs();
    bowl.sellsOut();

    // then
    Town.awaitTold(cleo, bowl);
    assertThat(Town.timesTold(cleo, vase)).isBetween(1L, 2L);
    assertThat(Town.timesTold(cleo, mug)).isEqualTo(1);
    assertThat(Town.timesTold(cleo, lamp)).isEqualTo(1);
    assertThat(Town.timesTold(cleo, bowl)).isEqualTo(1);
  }

  private static void killOnce(
      AtomicReference<Program> victim, ChatMessage message, SandboxListing listing) {
    if (Town.listings(message).contains(listing.id())) {
      Program program = victim.getAndSet(null);
      if (program != null) {
        program.kill9();
      }
    }
  }

  private static void awaitCalls(EtsyEndpoint endpoint, int count) {
    await()
        .atMost(Town.PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> town.etsy.count(endpoint) >= count);
  }
}
