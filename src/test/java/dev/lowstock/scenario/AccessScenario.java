package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyV3Fault;
import dev.lowstock.sandbox.OpenApiCheck;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The access to a shop, which lasts an hour, is renewed, and may be taken back. */
final class AccessScenario {
  /** A token is renewed when less than ten minutes are left. */
  private static final Duration SHORT_LIVED = Duration.ofMinutes(10).plusSeconds(2);

  private static final String PAUSED = "Etsy no longer lets me read BlueMugs";

  private Town town;
  private Program program;
  private SandboxShop shop;
  private SandboxListing mug;
  private SandboxListing lamp;
  private Person ada;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.openV3(directory).hurries();
    shop = town.etsy.shop("BlueMugs");
    mug = shop.lists("Blue mug", 1, "MUG-BLUE");
    lamp = shop.lists("Desk lamp", 1, "LAMP");
    ada = town.telegram.person("Ada");
    program = town.runs();
  }

  @AfterEach
  void close() {
    assertThat(OpenApiCheck.faults(town.etsy.calls())).isEmpty();
    town.close();
  }

  @Test
  void accessIsRenewedBeforeItEnds() {
    town.etsy.accessTokensLive(SHORT_LIVED);
    town.watches(ada, shop);

    awaitTokenCalls(3);
    town.awaitLook(shop);
    mug.sellsOut();

    Town.awaitTold(ada, mug);
    assertThat(ServerPage.etsyCalls(program, "refused")).isZero();
    assertThat(ServerPage.etsyCalls(program, "ok")).isPositive();
    assertThat(Town.timesSaid(ada, PAUSED)).isZero();
  }

  @Test
  void shopIsWatchedOnWhileEtsyCannotRenewAndRenewedLater() {
    // given
    town.etsy.accessTokensLive(SHORT_LIVED);
    town.watches(ada, shop);
    town.etsy.breaks(EtsyEndpoint.TOKEN, EtsyV3Fault.serverError());
    int before = town.etsy.count(EtsyEndpoint.TOKEN);
    awaitTokenCalls(before + 2);

    // when
    mug.sellsOut();

    // then
    Town.awaitTold(ada, mug);

    // when Etsy can again
    town.etsy.accessTokensLive(Duration.ofHours(1));
    town.etsy.heals();
    int broken = town.etsy.count(EtsyEndpoint.TOKEN);
    awaitTokenCalls(broken + 1);
    town.awaitLook(shop);
    int renewed = town.etsy.count(EtsyEndpoint.TOKEN);
    town.awaitLook(shop);

    // then it is asked no more
    assertThat(town.etsy.count(EtsyEndpoint.TOKEN)).isEqualTo(renewed);
    lamp.sellsOut();
    Town.awaitTold(ada, lamp);
    assertThat(Town.timesSaid(ada, PAUSED)).isZero();
  }

  @Test
  void accessThatEndsEarlierThanPromisedIsRenewedSilently() {
    town.watches(ada, shop);
    int before = town.etsy.count(EtsyEndpoint.TOKEN);

    town.etsy.expiresAccessTokens();
    mug.sellsOut();

    Town.awaitTold(ada, mug);
    assertThat(town.etsy.count(EtsyEndpoint.TOKEN)).isEqualTo(before + 1);
    assertThat(Town.timesSaid(ada, PAUSED)).isZero();
  }

  static Stream<Named<Consumer<Town>>> endings() {
    return Stream.of(
        Named.of("app removed", town -> town.etsy.shop("BlueMugs").removesTheApp()),
        Named.of("password changed", town -> town.etsy.shop("BlueMugs").changesPassword()),
        Named.of("renewed, and the answer lost", AccessScenario::losesARenewal));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void accessThatIsGoneIsToldOnceAndTheNextLogInTellsWhatSoldOutMeanwhile(Consumer<Town> ending) {
    // given
    SandboxListing vase = shop.lists("White vase", 9);
    final Person bob = town.telegram.person("Bob");
    town.watches(ada, shop);
    town.logsIn(bob, shop);

    // when
    ending.accept(town);

    // then
    ChatMessage notice =
        ada.awaitMessage(message -> message.text().contains(PAUSED), Town.PATIENCE);
    bob.awaitMessage(message -> message.text().contains(PAUSED), Town.PATIENCE);
    assertThat(notice.buttons()).extracting("label").containsExactly("Log in again");

    // when things sell meanwhile, and the program starts anew
    mug.sellsOut();
    vase.sells(8);
    assertThat(program.sigterm().awaitExit(Town.PATIENCE)).isIn(0, 143);
    program = town.runs();
    ada.says("/status");
    ada.awaitMessage("Etsy access: withdrawn");
    final int calls = town.etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP);
    logsInAgain();

    // then
    ChatMessage summary =
        ada.awaitMessage(
            message -> message.text().contains("I can read BlueMugs again"), Town.PATIENCE);
    assertThat(summary.text()).contains("1 sold out and 1 low");
    bob.awaitMessage("I can read BlueMugs again");
    assertThat(town.etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP)).isGreaterThan(calls);
    assertThat(Town.awaitTold(ada, mug).text()).contains("MUG-BLUE");
    ada.awaitMessage("Low: White vase");
    lamp.sellsOut();
    Town.awaitTold(ada, lamp);
    Town.awaitTold(bob, lamp);
    assertThat(Town.timesTold(ada, mug)).isEqualTo(1);
    assertThat(Town.timesSaid(ada, PAUSED)).isEqualTo(1);
    assertThat(Town.timesSaid(bob, PAUSED)).isEqualTo(1);
  }

  /** Etsy renews, ends the tokens of before, and its answer does not arrive. */
  private static void losesARenewal(Town town) {
    town.etsy.breaks(EtsyEndpoint.TOKEN, EtsyV3Fault.serverErrorAfterwards(), 1);
    town.etsy.expiresAccessTokens();
  }

  private void logsInAgain() {
    ada.presses("Log in again");
    String button =
        await()
            .atMost(Town.PATIENCE)
            .until(() -> Town.loginUrls(ada), urls -> urls.size() == 2)
            .get(1);
    assertThat(ServerPage.decide(shop.grants(button), "yes").text()).contains("Done!");
  }

  private void awaitTokenCalls(int count) {
    await().atMost(Town.PATIENCE).until(() -> town.etsy.count(EtsyEndpoint.TOKEN) >= count);
  }
}
