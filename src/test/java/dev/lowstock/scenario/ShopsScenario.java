package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A seller with more than one shop. */
final class ShopsScenario {
  private static Town town;

  private SandboxShop mugs;
  private SandboxShop pots;
  private Person ada;

  @BeforeAll
  static void open(@TempDir Path directory) {
    town = Town.openV3(directory).hurries();
    town.runs();
  }

  @BeforeEach
  void meetAda(TestInfo test) {
    String name = Integer.toHexString(test.getDisplayName().hashCode());
    mugs = town.etsy.shop("BlueMugs" + name);
    pots = town.etsy.shop("RedPots" + name);
    ada = town.telegram.person("Ada of " + test.getDisplayName());
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void alertsNameTheShopOnlyWhileThereAreSeveral() {
    SandboxListing mug = mugs.lists("Mug", 1);
    SandboxListing cup = mugs.lists("Cup", 1);
    SandboxListing jug = mugs.lists("Jug", 1);
    town.watches(ada, mugs);
    mug.sellsOut();
    assertThat(Town.awaitTold(ada, mug).text()).doesNotContain(mugs.name());

    town.watches(ada, pots);
    cup.sellsOut();
    assertThat(Town.awaitTold(ada, cup).text()).contains("Shop: " + mugs.name());
    ada.says("/listings");
    says("Cup (" + mugs.name() + ") – sold out");

    ada.says("/shops");
    says(pots.name() + ": last look");
    ada.presses("Stop watching " + pots.name());
    says("Shall I stop watching " + pots.name());
    ada.presses("Yes, stop watching it");
    says("I still watch " + mugs.name());
    jug.sellsOut();
    assertThat(says("Sold out: Jug").text()).doesNotContain(mugs.name());
  }

  @Test
  void oneShopIsStoppedWhileTheOtherAndAnotherChatGoOn() {
    Person bob = town.telegram.person("Bob");
    town.watches(ada, mugs);
    town.watches(ada, pots);
    town.logsIn(bob, pots);

    ada.says("/stop");
    says("Which shop shall I stop watching?");
    ada.presses(pots.name());
    assertThat(says("Shall I stop watching " + pots.name()).text())
        .contains("unless another chat watches it");
    ada.presses("Yes, stop watching it");
    says("Done: I no longer watch " + pots.name());

    SandboxListing pot = pots.lists("Pot", 1);
    town.awaitLook(pots);
    pot.sellsOut();
    Town.awaitTold(bob, pot);
    SandboxListing mug = mugs.lists("Mug", 1);
    town.awaitLook(mugs);
    mug.sellsOut();
    Town.awaitTold(ada, mug);
    assertThat(Town.timesTold(ada, pot)).isZero();

    // when everything is stopped, which is then one shop
    ada.says("/stop");
    says("Shall I forget " + mugs.name());
    ada.presses("Yes, forget everything");
    says("I have forgotten everything");
  }

  @Test
  void accessThatWasWithdrawnIsSeenInTheListOfShops() {
    town.watches(ada, mugs);
    mugs.removesTheApp();
    says("Etsy no longer lets me read " + mugs.name());

    ada.says("/shops");

    says(mugs.name() + ": I have had no access since");
    ada.presses("Log in again");
    ada.awaitMessage(m -> Town.timesSaid(ada, "choose Allow at Etsy") == 2, Town.PATIENCE);
  }

  private ChatMessage says(String text) {
    return ada.awaitMessage(message -> message.text().contains(text), Town.PATIENCE);
  }
}
