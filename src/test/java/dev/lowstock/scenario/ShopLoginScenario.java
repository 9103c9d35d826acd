package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.EtsyV3Fault;
import dev.lowstock.sandbox.OpenApiCheck;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Logging in to API v3, in the browser, with codes and tokens that have to be encoded. */
final class ShopLoginScenario {
  private static Town town;
  private static Program program;

  private SandboxShop shop;
  private SandboxListing mug;
  private Person ada;

  @BeforeAll
  static void open(@TempDir Path directory) {
    town = Town.openV3(directory).hurries().endsTokensWith("+/=&%");
    program = town.runs();
  }

  @BeforeEach
  void meetAda(TestInfo test) {
    shop = town.etsy.shop("BlueMugs" + Integer.toHexString(test.getDisplayName().hashCode()));
    mug = shop.lists("Blue mug", 1, "MUG-BLUE");
    ada = town.telegram.person("Ada of " + shop.name());
  }

  @AfterEach
  void everyCallIsAsEtsyDescribesIt() {
    town.etsy.heals();
    assertThat(OpenApiCheck.faults(town.etsy.calls())).isEmpty();
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void buttonLeadsToEtsyAndBackToAPageThatNamesTheChatAndLinksItOnYes() {
    URI callback = shop.grants(town.startsLogIn(ada));

    ServerPage question = ServerPage.open(callback);
    assertThat(question.status()).isEqualTo(200);
    assertThat(question.text()).contains("Is this your chat?", ada.name(), "Yes, tell this chat");
    assertThat(question.policy()).contains("default-src 'none'", "frame-ancestors 'none'");
    // Looking at the page links nothing.
    ada.says("/status");
    ada.awaitMessage("I'm not watching a shop for this chat");

    ServerPage done = ServerPage.decide(callback, "yes");
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.text()).contains("Done!", ada.name(), shop.name());
    Town.awaitWatched(ada, shop);
    tellsSellOut();
  }

  @Test
  void addressThatTheBrowserEndedOnMayBePastedInstead() {
    ada.says("/pin " + shop.grants(town.startsLogIn(ada)));
    Town.awaitWatched(ada, shop);
    tellsSellOut();

    // another shop, and as plain text
    SandboxShop lamps = town.etsy.shop("LampsOfAda");
    lamps.lists("Lamp", 1);
    ada.says(lamps.grants(town.startsLogIn(ada)).toString());
    Town.awaitWatched(ada, lamps);
  }

  @Test
  void consentThatWasRefusedLinksNothingAndMayBeGivenLater() {
    String button = town.startsLogIn(ada);
    URI refused = shop.refuses(button);

    ServerPage page = ServerPage.open(refused);
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.text()).contains("Nothing was linked", "You did not allow it");
    ada.says("/pin " + refused);
    ada.awaitMessage("All right, I linked nothing");

    assertThat(shop.logsIn(button)).contains("Done!");
    Town.awaitWatched(ada, shop);
  }

  @Test
  void addressThatWasUsedOrIsOfNoLogInIsRefused() {
    // given a log-in that was ended
    URI callback = shop.grants(town.startsLogIn(ada));
    assertThat(ServerPage.decide(callback, "yes").status()).isEqualTo(200);
    Town.awaitWatched(ada, shop);

    // when it is used again
    assertThat(ServerPage.open(callback).status()).isEqualTo(410);
    ServerPage again = ServerPage.decide(callback, "yes");
    assertThat(again.status()).isEqualTo(410);
    assertThat(again.text()).contains("This log-in was used already");

    // when the state is nobody's, or there is none
    URI foreign = URI.create(callback.toString().replaceFirst("state=[^&]{8}", "state=AAAAAAAA"));
    assertThat(ServerPage.open(foreign).status()).isEqualTo(404);
    assertThat(ServerPage.decide(foreign, "yes").status()).isEqualTo(404);
    URI bare = URI.create(callback.toString().replaceFirst("\\?.*", ""));
    assertThat(ServerPage.open(bare).text()).contains("Something is missing");

    // when somebody else pastes it, with a log-in open or without
    Person eve = town.telegram.person("Eve");
    eve.says("/pin " + callback);
    eve.awaitMessage("Send /start first");
    URI adas = shop.grants(town.startsLogIn(ada));
    town.startsLogIn(eve);
    eve.says("/pin " + adas);
    eve.awaitMessage("I have no open log-in here");
    eve.says("/status");
    eve.awaitMessage("I'm not watching a shop for this chat");
  }

  @Test
  void whoeverOpensSomebodyElsesLinkIsShownTheirChatAndNoLinksNothing() {
    // given a link that Mallory sent to the seller
    Person mallory = town.telegram.person("Mallory");
    URI callback = shop.grants(town.startsLogIn(mallory));

    // when
    assertThat(ServerPage.open(callback).text()).contains("Mallory", "No, link nothing");
    ServerPage declined = ServerPage.decide(callback, "no");

    // then
    assertThat(declined.text()).contains("Nothing was linked");
    assertThat(ServerPage.decide(callback, "yes").status()).isEqualTo(410);
    mallory.says("/pin " + callback);
    mallory.awaitMessage("There is no log-in waiting for a code");
    mallory.says("/status");
    mallory.awaitMessage("I'm not watching a shop for this chat");
  }

  @Test
  void pageMayBeLoadedAgainWhenEtsyWasAway() {
    URI callback = shop.grants(town.startsLogIn(ada));
    town.etsy.breaks(EtsyEndpoint.TOKEN, EtsyV3Fault.serverError(), 1);
    town.etsy.breaks(EtsyEndpoint.TOKEN, EtsyFault.webPage(503), 1);

    ServerPage away = ServerPage.decide(callback, "yes");
    assertThat(away.status()).isEqualTo(502);
    assertThat(away.text()).contains("Etsy does not answer", "load this page again");
    assertThat(ServerPage.decide(callback, "yes").status()).isEqualTo(502);

    assertThat(ServerPage.decide(callback, "yes").text()).contains("Done!");
    Town.awaitWatched(ada, shop);
  }

  @Test
  void shopThatEtsyDoesNotNameAtOnceIsAskedForOnceMore() {
    town.etsy.breaks(EtsyEndpoint.SHOP_BY_OWNER, EtsyV3Fault.serverError(), 1);

    assertThat(shop.logsIn(town.startsLogIn(ada))).contains("Done!");

    Town.awaitWatched(ada, shop);
  }

  @Test
  void logInGoesOnWhenTheProgramDiesBeforeTheSellerComesBack() {
    String button = town.startsLogIn(ada);
    program.kill9();
    URI callback = shop.grants(button);
    program = town.runs();

    assertThat(ServerPage.open(callback).text()).contains(ada.name());
    assertThat(ServerPage.decide(callback, "yes").text()).contains("Done!");
    Town.awaitWatched(ada, shop);
    tellsSellOut();
  }

  private void tellsSellOut() {
    Town.awaitSummary(ada, shop);
    mug.sellsOut();
    assertThat(Town.awaitTold(ada, mug).text()).contains("MUG-BLUE");
  }
}
