package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Named.named;

import dev.lowstock.sandbox.EtsyCall;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.EtsyV3Fault;
import dev.lowstock.sandbox.OpenApiCheck;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * API v3 answers wrongly, in every way that the sandbox knows: nothing is told that is not so, and
 * what is so is told once.
 */
@Order(3)
final class EtsyBadDayScenario {
  /** More than a page holds. */
  private static final int PLATES = 130;

  private static final List<SandboxListing> SOLD_OUT = new ArrayList<>();

  /** Another server, which must not learn of any key. */
  private static final SandboxEtsy ELSEWHERE = elsewhere();

  private static Town town;
  private static Cable road;
  private static Program program;
  private static SandboxShop shop;
  private static Person ada;

  @BeforeAll
  static void open(@TempDir Path directory) {
    town = Town.openV3(directory).hurries();
    town.environment.put("ETSY_POLL_PERIOD", "200ms");
    road = town.reachesEtsyByCable();
    program = town.runs();
    shop = town.etsy.shop("BlueMugs");
    for (int n = 0; n < PLATES; n++) {
      shop.lists("Plate " + n, 9);
    }
    ada = town.watches(town.telegram.person("Ada"), shop);
  }

  @AfterEach
  void heal() {
    town.etsy.heals();
    assertThat(program.isAlive()).isTrue();
  }

  @AfterAll
  static void nothingElseWasTold() {
    town.awaitLook(shop);
    town.awaitSecondOfSilence();
    assertThat(SOLD_OUT).allMatch(listing -> Town.timesTold(ada, listing) == 1);
    assertThat(
            ada.messages().stream().flatMap(message -> Town.listings(message).stream()).distinct())
        .hasSize(SOLD_OUT.size());
    assertThat(Town.timesSaid(ada, "Plate")).isZero();
    assertThat(OpenApiCheck.faults(town.etsy.calls())).isEmpty();
    town.close();
    road.close();
    assertThat(ELSEWHERE.calls()).isEmpty();
    ELSEWHERE.close();
  }

  private static SandboxEtsy elsewhere() {
    try {
      return SandboxEtsy.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Named<EtsyFault>> faults() {
    return Stream.of(
        named("status 500", EtsyV3Fault.serverError()),
        named("status 503", EtsyV3Fault.error(503, "Service Unavailable")),
        named("status 400", EtsyV3Fault.error(400, "Invalid value for limit")),
        named("status 404", EtsyV3Fault.notFound()),
        named("429 of the second", EtsyV3Fault.perSecondLimit(Duration.ofSeconds(1))),
        named("429 in plain words", EtsyFault.status(429, "Slow down")),
        named("web page", EtsyFault.webPage(200)),
        named("web page 502", EtsyFault.webPage(502)),
        named("redirect", EtsyFault.status(302, "Moved")),
        named("empty body", EtsyFault.body("")),
        named("null", EtsyFault.body("null")),
        named("array", EtsyFault.body("[]")),
        named("nothing in it", EtsyFault.body("{}")),
        named("truncated JSON", EtsyFault.truncatedJson()),
        named("malformed JSON", EtsyFault.malformedJson()),
        named("results null", EtsyFault.nullResults()),
        named("results missing", EtsyFault.missingResults()),
        named("results empty", EtsyFault.emptyResults()),
        named("no listings", EtsyV3Fault.noListings()),
        named("count 0", EtsyFault.count(0)),
        named("count too high", EtsyFault.count(900)),
        named("listing id a word", EtsyFault.field("listing_id", "\"a word\"")),
        named("quantity null", EtsyFault.field("quantity", "null")),
        named("quantity a word", EtsyFault.field("quantity", "\"none\"")),
        named("title an object", EtsyFault.field("title", "{\"a\":1}")),
        named("no state", EtsyFault.withoutField("state")),
        named("unknown state", EtsyFault.field("state", "\"abducted\"")),
        named("no times", EtsyFault.withoutField("updated_timestamp")),
        named("unknown fields", EtsyFault.unknownFields()),
        named("stray null", EtsyFault.strayResult("null")),
        named("stray number", EtsyFault.strayResult("42")),
        named("everything twice", EtsyFault.everyResultTwice()),
        named("first page again", EtsyFault.firstPageAgain()),
        named("item repeated", EtsyV3Fault.itemRepeated()),
        named("item skipped", EtsyV3Fault.itemSkipped()),
        named("inventory missing", EtsyV3Fault.inventoryMissing()),
        named("inventory refused", EtsyV3Fault.inventoryRefused()),
        named("cut off", EtsyFault.cutOff()),
        named("answer lost", EtsyFault.lostAnswer()),
        named("late", EtsyFault.delay(Duration.ofMillis(700))),
        named("huge field", EtsyFault.hugeField(20)),
        named("huge page", EtsyFault.hugePage(20)),
        named("50 MB", EtsyFault.hugePage(50)),
        named("gzip bomb", EtsyFault.gzipBomb(200)),
        named("not packed", EtsyFault.notPacked()),
        named("invalid UTF-8", EtsyFault.invalidUtf8()),
        named("quantity 1e400", EtsyFault.field("quantity", "1e400")),
        named("quantity 2^63", EtsyFault.field("quantity", "9223372036854775808")),
        named("quantity negative", EtsyFault.field("quantity", "-1")),
        named("listing id 2^63", EtsyFault.field("listing_id", "9223372036854775808")),
        named("times 1e400", EtsyFault.field("updated_timestamp", "1e400")),
        named("elsewhere", EtsyFault.redirect(307, ELSEWHERE.url())),
        named("nested", EtsyFault.nested(100_000)),
        named("silence", EtsyFault.hang()));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void sellOutIsToldOnceThoughTheListIsWrong(EtsyFault fault) {
    sellsOutWhile(EtsyEndpoint.LISTINGS_BY_SHOP, fault);
  }

  static Stream<Named<EtsyFault>> faultsOfTheBatch() {
    return Stream.of(
        named("status 500", EtsyV3Fault.serverError()),
        named("one of it unknown", EtsyV3Fault.notFound()),
        named("web page", EtsyFault.webPage(200)),
        named("results empty", EtsyFault.emptyResults()),
        named("no listings", EtsyV3Fault.noListings()),
        named("malformed JSON", EtsyFault.malformedJson()),
        named("inventory missing", EtsyV3Fault.inventoryMissing()),
        named("no state", EtsyFault.withoutField("state")),
        named("cut off", EtsyFault.cutOff()));
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheBatch")
  void sellOutIsToldOnceThoughTheBatchIsWrong(EtsyFault fault) {
    sellsOutWhile(EtsyEndpoint.INVENTORY_BATCH, fault);
  }

  @Test
  void sellOutIsToldOnceThoughEtsyRefusesConnections() {
    SandboxListing mug = shop.lists("Blue mug", 1);
    town.awaitLook(shop);

    road.isCut();
    mug.sellsOut();
    program.awaitLine("Connection refused");
    road.heals();

    told(mug);
  }

  @Test
  void sellOutIsToldOnceThoughAnAnswerIsResetInTheMiddle() {
    SandboxListing mug = shop.lists("Blue mug", 1);
    town.awaitLook(shop);

    road.resetsAnswerAfter("\"results\"");
    mug.sellsOut();
    program.awaitLine("Connection reset");

    told(mug);
  }

  @Test
  void shopThatSeemsToBeEmptyIsNotToldAsSoldOut() {
    // given
    SandboxListing mug = shop.lists("Mug that sells while all seems gone", 1);
    SandboxListing lamp = shop.lists("Lamp that sells later", 1);
    town.awaitLook(shop);
    int before = ada.messages().size();

    // when Etsy knows of no listing, in no list and not by its id
    town.etsy.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyV3Fault.noListings());
    town.etsy.breaks(EtsyEndpoint.INVENTORY_BATCH, EtsyV3Fault.notFound());
    town.awaitLook(shop);
    town.awaitLook(shop);
    mug.sellsOut();
    town.awaitLook(shop);
    assertThat(ada.messages()).hasSize(before);
    town.etsy.heals();

    // then
    told(mug);
    lamp.sellsOut();
    told(lamp);
    assertThat(ada.messages()).hasSize(before + 2);
  }

  @Test
  void noCallIsMadeUntilTheTimeThatA429Names() {
    SandboxListing mug = shop.lists("Blue mug", 1);
    town.awaitLook(shop);

    Duration wait = Duration.ofSeconds(4);
    Instant start = Instant.now();
    town.etsy.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyV3Fault.perSecondLimit(wait), 1);
    mug.sellsOut();

    told(mug);
    assertThat(longestPauseSince(start)).isGreaterThanOrEqualTo(wait);
  }

  @Test
  void whenTheDaysCallsAreUsedUpNoneIsMadeAndHealthSaysSo(@TempDir Path directory) {
    try (Town poor = Town.openV3(directory).hurries()) {
      // given
      SandboxShop lamps = poor.etsy.shop("DeskLamps");
      SandboxListing lamp = lamps.lists("Desk lamp", 1);
      Program its = poor.runs();
      Person bob = poor.watches(poor.telegram.person("Bob"), lamps);

      // when
      poor.etsy.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyV3Fault.dailyLimit(), 1);
      its.awaitLine("Etsy answered 429");
      int calls = poor.etsy.calls().size();
      lamp.sellsOut();
      bob.says("/status");

      // then
      bob.awaitMessage("Last look: ");
      await()
          .during(Duration.ofSeconds(4))
          .atMost(Town.PATIENCE)
          .until(() -> poor.etsy.calls().size() == calls);
      assertThat(ServerPage.health(its)).contains("no call for another 86");

      // when it starts anew, and Etsy takes calls again
      its.kill9();
      poor.runs();

      // then
      Town.awaitTold(bob, lamp);
      assertThat(Town.timesTold(bob, lamp)).isEqualTo(1);
      assertThat(OpenApiCheck.faults(poor.etsy.calls())).isEmpty();
    }
  }

  private static void sellsOutWhile(EtsyEndpoint endpoint, EtsyFault fault) {
    SandboxListing mug = shop.lists("Blue mug", 1, "MUG-BLUE");
    town.awaitLook(shop);

    town.etsy.breaks(endpoint, fault, 1);
    mug.sellsOut();

    told(mug);
  }

  private static void told(SandboxListing listing) {
    SOLD_OUT.add(listing);
    Town.awaitTold(ada, listing);
  }

  private static Duration longestPauseSince(Instant start) {
    List<Instant> times =
        town.etsy.calls().stream()
            .map(EtsyCall::receivedAt)
            .filter(time -> time.isAfter(start))
            .toList();
    Duration longest = Duration.ZERO;
    for (int n = 1; n < times.size(); n++) {
      Duration pause = Duration.between(times.get(n - 1), times.get(n));
      longest = pause.compareTo(longest) > 0 ? pause : longest;
    }
    return longest;
  }
}
