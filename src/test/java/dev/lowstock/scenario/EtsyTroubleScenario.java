package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import dev.lowstock.sandbox.EtsyCall;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.EtsyV3Fault;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
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

/** Etsy answers wrongly, in every way that the sandbox knows. */
@Order(6)
final class EtsyTroubleScenario {
  /** Another server, which must not learn of any key. */
  private static final SandboxEtsy ELSEWHERE = elsewhere();

  private static Town town;
  private static Cable road;
  private static Program program;
  private static SandboxShop blueMugs;
  private static Person ada;

  @BeforeAll
  static void open(@TempDir Path directory) {
    // In place of half a minute, for the answer that comes byte by byte.
    town = Town.open(directory).hurries().withJavaOption("-Dlowstock.etsyCallSeconds=5");
    town.environment.put("ETSY_POLL_PERIOD", "150ms");
    road = town.reachesEtsyByCable();
    program = town.runs();
    blueMugs = town.etsy.shop("BlueMugs");
    ada = town.logsIn(town.telegram.person("Ada"), blueMugs);
  }

  @AfterEach
  void heal() {
    town.etsy.heals();
    assertThat(program.isAlive()).isTrue();
  }

  @AfterAll
  static void close() {
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
        named("status 500", EtsyFault.status(500, "Temporary Etsy issue")),
        named("status 503", EtsyFault.status(503, "Resource temporarily unavailable")),
        named("status 429", EtsyFault.status(429, "Slow down", Duration.ofSeconds(1))),
        named("quota", EtsyFault.status(403, "You have exceeded your quota of: 10000")),
        named("status 403", EtsyFault.status(403, "Invalid API key")),
        named("status 400", EtsyFault.status(400, "Invalid value for time_offset")),
        named("web page", EtsyFault.webPage(200)),
        named("web page 502", EtsyFault.webPage(502)),
        named("redirect", EtsyFault.status(302, "Moved")),
        named("retired", EtsyFault.retired()),
        named("empty body", EtsyFault.body("")),
        named("null", EtsyFault.body("null")),
        named("array", EtsyFault.body("[]")),
        named("nothing in it", EtsyFault.body("{}")),
        named("truncated JSON", EtsyFault.truncatedJson()),
        named("malformed JSON", EtsyFault.malformedJson()),
        named("results null", EtsyFault.nullResults()),
        named("results missing", EtsyFault.missingResults()),
        named("results empty", EtsyFault.emptyResults()),
        named("count 0", EtsyFault.count(0)),
        named("count too high", EtsyFault.count(250)),
        named("no pagination", EtsyFault.noPagination()),
        named("seller null", EtsyFault.field("user_id", "null")),
        named("listing id a word", EtsyFault.field("listing_id", "\"a word\"")),
        named("title an object", EtsyFault.field("title", "{\"a\":1}")),
        named("no state", EtsyFault.withoutField("state")),
        named("unknown state", EtsyFault.field("state", "\"abducted\"")),
        named("unknown fields", EtsyFault.unknownFields()),
        named("stray null", EtsyFault.strayResult("null")),
        named("stray number", EtsyFault.strayResult("42")),
        named("everything twice", EtsyFault.everyResultTwice()),
        named("first page again", EtsyFault.firstPageAgain()),
        named("cut off", EtsyFault.cutOff()),
        named("answer lost", EtsyFault.lostAnswer()),
        named("late", EtsyFault.delay(Duration.ofMillis(700))),
        named("huge field", EtsyFault.hugeField(20)),
        named("huge page", EtsyFault.hugePage(20)),
        named("50 MB", EtsyFault.hugePage(50)),
        named("gzip bomb", EtsyFault.gzipBomb(200)),
        named("not packed", EtsyFault.notPacked()),
        named("invalid UTF-8", EtsyFault.invalidUtf8()),
        named("count 1e400", EtsyV3Fault.recordField("count", "1e400")),
        named("count 2^63", EtsyV3Fault.recordField("count", "9223372036854775808")),
        named("count negative", EtsyFault.count(-1)),
        named("listing id 1e400", EtsyFault.field("listing_id", "1e400")),
        named("listing id 2^63", EtsyFault.field("listing_id", "9223372036854775808")),
        named("seller negative", EtsyFault.field("user_id", "-1")),
        named("quantity 1e400", EtsyFault.field("quantity", "1e400")),
        named("times 2^63", EtsyFault.field("last_modified_tsz", "9223372036854775808")),
        named("times negative", EtsyFault.field("last_modified_tsz", "-1")),
        named("elsewhere", EtsyFault.redirect(307, ELSEWHERE.url())),
        named("byte by byte", EtsyFault.trickle(Duration.ofMillis(500))),
        named("nested", EtsyFault.nested(100_000)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void sellOutIsToldOnceThoughTheFeedGoesWrong(EtsyFault fault) {
    SandboxListing mug = blueMugs.lists("Blue mug", 1, "MUG-BLUE");
    town.etsy.breaks(EtsyEndpoint.FEED, fault, 1);

    mug.sellsOut();

    assertThat(Town.awaitTold(ada, mug).text()).contains("SKU: MUG-BLUE");
    assertThat(Town.timesTold(ada, mug)).isEqualTo(1);
  }

  @Test
  void sellOutIsToldOnceThoughEtsyRefusesConnections() {
    SandboxListing mug = blueMugs.lists("Blue mug", 1);

    road.isCut();
    mug.sellsOut();
    program.awaitLine("Connection refused");
    road.heals();

    Town.awaitTold(ada, mug);
    assertThat(Town.timesTold(ada, mug)).isEqualTo(1);
  }

  @Test
  void sellOutIsToldOnceThoughAnAnswerIsResetInTheMiddle() {
    SandboxListing mug = blueMugs.lists("Blue mug", 1);

    road.resetsAnswerAfter("\"results\"");
    mug.sellsOut();
    program.awaitLine("Connection reset");

    Town.awaitTold(ada, mug);
    assertThat(Town.timesTold(ada, mug)).isEqualTo(1);
  }

  @Test
  void feedIsAskedForTheSamePlaceUntilItAnswers() {
    // given
    SandboxListing mug = blueMugs.lists("Blue mug", 1);
    town.etsy.othersSellOut(250);
    town.etsy.breaks(EtsyEndpoint.FEED, EtsyFault.status(503, "Be right back"), 1);
    town.etsy.breaks(EtsyEndpoint.FEED, EtsyFault.retired(), 1);
    int before = town.etsy.count(EtsyEndpoint.FEED);

    // when
    mug.sellsOut();

    // then
    Town.awaitTold(ada, mug);
    List<EtsyCall> calls = town.etsy.calls(EtsyEndpoint.FEED);
    assertThat(calls.subList(before + 1, before + 3))
        .allMatch(call -> String.valueOf(call.query()).equals(calls.get(before).query()));
    assertThat(pause(calls, before)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(pause(calls, before + 1)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    program.awaitLine("this looks like the retired v2 API");
  }

  private static Duration pause(List<EtsyCall> calls, int before) {
    return Duration.between(calls.get(before).receivedAt(), calls.get(before + 1).receivedAt());
  }

  @Test
  void alertGoesOutWithoutSkusWhenEtsyCannotSayThem() {
    // when Etsy stays broken
    town.etsy.breaks(EtsyEndpoint.LISTING, EtsyFault.status(500, "Temporary Etsy issue"));
    SandboxListing mug = blueMugs.lists("Blue mug", 1, "MUG-BLUE");
    mug.sellsOut();

    // then
    assertThat(Town.awaitTold(ada, mug).text()).contains("SKU unknown: Etsy did not answer");

    // when the listing is gone
    town.etsy.heals();
    town.etsy.breaks(
        EtsyEndpoint.LISTING, EtsyFault.status(404, "Listing not found for listing_id: 1"));
    SandboxListing lamp = blueMugs.lists("Desk lamp", 1, "LAMP");
    lamp.sellsOut();

    // then
    assertThat(Town.awaitTold(ada, lamp).text())
        .contains("SKU unknown: Etsy no longer shows this listing");

    // when it was a hiccup
    town.etsy.heals();
    town.etsy.breaks(EtsyEndpoint.LISTING, EtsyFault.malformedJson(), 1);
    SandboxListing vase = blueMugs.lists("White vase", 1, "VASE");
    vase.sellsOut();

    // then
    assertThat(Town.awaitTold(ada, vase).text()).contains("SKU: VASE");
  }

  @Test
  void whoeverLogsInWhileEtsyIsBrokenIsToldSo() {
    Person bob = town.telegram.person("Bob");
    town.etsy.breaks(EtsyEndpoint.REQUEST_TOKEN, EtsyFault.webPage(503), 1);
    bob.says("/start");
    bob.awaitMessage("Etsy does not answer right now, so nobody can log in");

    town.etsy.breaks(
        EtsyEndpoint.REQUEST_TOKEN, EtsyFault.status(401, "oauth_problem=consumer_key_unknown"), 1);
    bob.says("/start");
    bob.awaitMessage("Etsy refuses this bot's key");

    SandboxShop lamps = town.etsy.shop("DeskLamps");
    String pin = town.allows(lamps, town.startsLogIn(bob));
    town.etsy.breaks(EtsyEndpoint.ACCESS_TOKEN, EtsyFault.status(503, "Be right back"), 1);
    bob.says("/pin " + pin);
    bob.awaitMessage("Please send the same code again");
    town.etsy.breaks(EtsyEndpoint.SELF, EtsyFault.status(503, "Be right back"), 1);
    bob.says("/pin " + pin);
    Town.awaitWatched(bob, lamps);
  }
}
