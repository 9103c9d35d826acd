package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging in, with an Etsy whose tokens hold every character that has to be encoded. */
final class LoginScenario {
  private static Town town;

  @BeforeAll
  static void open(@TempDir Path directory) {
    town = Town.open(directory).hurries().endsTokensWith("+/=&% ~ü");
    town.runs();
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void twoPeopleLogInAtTheSameTime() {
    // given
    SandboxShop mugs = town.etsy.shop("MugsOfAda");
    SandboxShop lamps = town.etsy.shop("LampsOfBob");
    Person ada = town.telegram.person("Ada");
    Person bob = town.telegram.person("Bob");

    // when
    String adasPin = town.allows(mugs, town.startsLogIn(ada));
    String bobsPin = town.allows(lamps, town.startsLogIn(bob));
    ada.says("/pin " + adasPin);
    bob.says("/pin " + bobsPin);
    Town.awaitWatched(ada, mugs);
    Town.awaitWatched(bob, lamps);

    // then
    SandboxListing mug = soldOut(mugs, "Mug");
    SandboxListing lamp = soldOut(lamps, "Lamp");
    Town.awaitTold(ada, mug);
    Town.awaitTold(bob, lamp);
    assertThat(Town.timesTold(ada, lamp) + Town.timesTold(bob, mug)).isZero();
  }

  @Test
  void rightPinAfterAWrongOneIsAccepted() {
    SandboxShop shop = town.etsy.shop("ShopOfCleo");
    Person cleo = town.telegram.person("Cleo");
    String pin = town.allows(shop, town.startsLogIn(cleo));

    cleo.says("/pin 00000000");
    cleo.awaitMessage("Etsy did not accept that code");
    cleo.says("/pin   " + pin + " \n");

    Town.awaitWatched(cleo, shop);
  }

  @Test
  void pinWithoutALogInOrWithoutACodeIsExplained() {
    Person dora = town.telegram.person("Dora").says("/pin 12345678");
    dora.awaitMessage("Send /start first");

    town.startsLogIn(dora);
    dora.says("/pin");

    dora.awaitMessage("Send me the code that Etsy showed you");
  }

  @Test
  void pinMayBeSentAsPlainText() {
    SandboxShop shop = town.etsy.shop("ShopOfEmil");
    Person emil = town.telegram.person("Emil");

    emil.says(town.allows(shop, town.startsLogIn(emil)));

    Town.awaitWatched(emil, shop);
  }

  @Test
  void pinOfTheFirstButtonIsAcceptedAfterASecondStart() {
    SandboxShop shop = town.etsy.shop("ShopOfFay");
    Person fay = town.telegram.person("Fay");
    String first = town.startsLogIn(fay);
    town.startsLogIn(fay);

    fay.says("/pin " + town.allows(shop, first));

    Town.awaitWatched(fay, shop);
  }

  @Test
  void withdrawnAccessIsToldOnceAndSellOutsGoOnWithoutSkusUntilTheNextLogIn() {
    // given
    SandboxShop shop = town.etsy.shop("ShopOfGus");
    Person gus = town.logsIn(town.telegram.person("Gus"), shop);

    // when
    shop.removesTheApp();
    SandboxListing mug = soldOut(shop, "Mug");
    SandboxListing lamp = soldOut(shop, "Lamp");

    // then
    String missing = "SKU unknown: Etsy no longer lets me read this shop";
    assertThat(Town.awaitTold(gus, mug).text()).contains(missing);
    assertThat(Town.awaitTold(gus, lamp).text()).contains(missing);
    ChatMessage notice = gus.awaitMessage("Etsy no longer lets me read ShopOfGus");
    assertThat(notice.buttons()).singleElement().matches(button -> button.url().isPresent());

    // when
    gus.says("/pin " + town.allows(shop, Town.loginUrl(gus)));
    await().atMost(Town.PATIENCE).until(() -> count(gus, "I watch shopofgus now") == 2);
    SandboxListing vase = soldOut(shop, "Vase");

    // then
    assertThat(Town.awaitTold(gus, vase).text()).contains("SKU-Vase");
    assertThat(count(gus, "Etsy no longer lets me read ShopOfGus")).isEqualTo(1);
  }

  @Test
  void loggingInTwiceChangesNothing() {
    SandboxShop shop = town.etsy.shop("ShopOfHal");
    Person hal = town.logsIn(town.telegram.person("Hal"), shop);
    town.logsIn(hal, shop);

    SandboxListing mug = soldOut(shop, "Mug");
    Town.awaitTold(hal, mug);
    Town.awaitTold(hal, soldOut(shop, "Lamp"));

    assertThat(Town.timesTold(hal, mug)).isEqualTo(1);
  }

  @Test
  void chatMayWatchTwoSellersAndASellerMayHaveTwoChats() {
    // given
    SandboxShop mugs = town.etsy.shop("MugsOfIda");
    SandboxShop lamps = town.etsy.shop("LampsOfIda");
    Person ida = town.logsIn(town.telegram.person("Ida"), mugs);
    town.logsIn(ida, lamps);
    Person jon = town.logsIn(town.telegram.person("Jon"), lamps);

    // when
    SandboxListing mug = soldOut(mugs, "Mug");
    SandboxListing lamp = soldOut(lamps, "Lamp");

    // then
    assertThat(Town.awaitTold(ida, mug).text()).contains("MugsOfIda");
    assertThat(Town.awaitTold(ida, lamp).text()).contains("LampsOfIda");
    assertThat(Town.awaitTold(jon, lamp).text()).doesNotContain("LampsOfIda");
    assertThat(Town.timesTold(jon, mug)).isZero();
  }

  private static SandboxListing soldOut(SandboxShop shop, String title) {
    SandboxListing listing = shop.lists(title, 1, "SKU-" + title);
    listing.sellsOut();
    return listing;
  }

  private static long count(Person person, String text) {
    return person.messages().stream().filter(message -> message.text().contains(text)).count();
  }
}
