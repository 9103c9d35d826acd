package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.EtsyCall;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyV3Fault;
import dev.lowstock.sandbox.OpenApiCheck;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Etsy allows so many calls a second and a day, and its answers say how many. */
final class QuotaScenario {
  private static final List<String> SHOPS =
      List.of("BlueMugs", "DeskLamps", "WhiteVases", "OakBowls");

  private static final List<EtsyEndpoint> SELLERS_CALLS =
      List.of(
          EtsyEndpoint.LISTINGS_BY_SHOP,
          EtsyEndpoint.RECEIPT_LISTINGS,
          EtsyEndpoint.INVENTORY_BATCH,
          EtsyEndpoint.INVENTORY);

  private final List<SandboxListing> listings = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();
  private Town town;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.openV3(directory).sendsWebhooks();
  }

  @AfterEach
  void close() {
    assertThat(OpenApiCheck.faults(town.etsy.calls())).isEmpty();
    town.close();
  }

  @Test
  void callsOfABurstStayBelowTheLimitOfTheSecond() {
    // given shops whose looks take two calls each
    town.etsy.limitsCalls(5, 1_000_000);
    Program program = opens(120);

    // when
    for (int round = 0; round < 10; round++) {
      for (SandboxListing listing : listings) {
        listing.sells(1);
      }
    }
    listings.forEach(SandboxListing::sellsOut);

    // then
    for (int n = 0; n < SHOPS.size(); n++) {
      Town.awaitTold(people.get(n), listings.get(n));
    }
    assertThat(ServerPage.etsyCalls(program, "rate_limited")).isZero();
    assertThat(ServerPage.etsyCalls(program, "ok")).isGreaterThan(20);
    assertThat(busiestSecond()).isBetween(3, 5);
  }

  @Test
  void fewCallsADayMakeLooksRareAndWebhooksAreFollowedAllTheSame() {
    // given calls for a sweep a minute, and for a look at each of four shops every twenty
    town.etsy.limitsCalls(100, 2_000);
    Program program = opens(1);
    int before = town.etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP);

    // when
    await()
        .during(Duration.ofSeconds(5))
        .atMost(Town.PATIENCE)
        .until(() -> town.etsy.count(EtsyEndpoint.LISTINGS_BY_SHOP) <= before + 1);
    Person owner = people.get(people.size() - 1);
    owner.says("/status");

    // then
    ChatMessage status =
        owner.awaitMessage(message -> message.text().contains("Last look: "), Town.PATIENCE);
    assertThat(status.text()).containsPattern("next in about (\\d\\d s|\\d+ min)");

    // when something is sold
    listings.get(0).sellsOut();

    // then
    Town.awaitTold(people.get(0), listings.get(0));
    assertThat(ServerPage.etsyCalls(program, "rate_limited")).isZero();
    assertThat(ServerPage.health(program)).contains("of 2000 calls left for today");
  }

  @Test
  void sellerWhomEtsyRefusesAloneSlowsNobodyElse() {
    // given
    Program program = opens(1);
    SandboxShop refused = town.etsy.shop(SHOPS.get(0));
    SandboxShop other = town.etsy.shop(SHOPS.get(1));

    // when Etsy says to one seller only that the day's calls are used up
    int before = looks(refused);
    for (EtsyEndpoint endpoint : SELLERS_CALLS) {
      town.etsy.breaks(endpoint, EtsyV3Fault.onlyFor(refused, EtsyV3Fault.sellersDailyLimit()));
    }
    await().atMost(Town.PATIENCE).until(() -> looks(refused) > before);
    listings.get(0).sellsOut();
    int others = looks(other);

    // then the others keep their pace, which is two looks a second
    await().atMost(Town.PATIENCE).until(() -> looks(other) >= others + 10);
    listings.get(1).sellsOut();
    Town.awaitTold(people.get(1), listings.get(1));
    people.get(1).says("/status");
    assertThat(people.get(1).awaitMessage("Last look: ").text())
        .doesNotContain("so many shops", "429");
    people.get(0).says("/status");
    assertThat(people.get(0).awaitMessage("Last look: ").text())
        .contains("I haven't been able to look for", "429 (Exceeded daily rate limit)")
        .doesNotContain("so many shops");
    assertThat(ServerPage.health(program)).doesNotContain("no call for another");
    assertThat(looks(refused)).as("a refused seller is left alone").isLessThanOrEqualTo(before + 2);

    // when Etsy takes the calls of this seller again, who logs in anew
    town.etsy.heals();
    town.logsIn(people.get(0), refused);

    // then
    Town.awaitTold(people.get(0), listings.get(0));
  }

  private int looks(SandboxShop shop) {
    return (int)
        town.etsy.calls(EtsyEndpoint.LISTINGS_BY_SHOP).stream()
            .filter(call -> call.path().contains("/" + shop.shopId() + "/"))
            .count();
  }

  @Test
  void quotaThatIsUsedUpIsSaidByStatusAndToldLikeAnyOtherSilence() {
    // given an "hour" of three seconds
    town.withJavaOption("-Dlowstock.etsyAwaySeconds=3")
        .withJavaOption("-Dlowstock.etsyAwayPeriod=200")
        .hurries();
    // So many a second that the day's may be gone from one answer to the next.
    town.etsy.limitsCalls(100_000_000, 100_000_000);
    opens(1);
    Person owner = people.get(0);

    // when the day's last call is made
    town.etsy.limitsCalls(100_000_000, 1);

    // then
    owner.awaitMessage("I haven't been able to look at your shop on Etsy since");
    owner.says("/status");
    ChatMessage status = owner.awaitMessage("Last look: ");
    assertThat(status.text())
        .contains("calls for today are used up")
        .doesNotContain("next", "I haven't been able to look for");

    assertThat(Town.timesSaid(owner, "I haven't been able to look")).isEqualTo(1);
  }

  private Program opens(int size) {
    Program program = town.runs();
    for (String name : SHOPS) {
      SandboxShop shop = town.etsy.shop(name);
      for (int n = 1; n < size; n++) {
        shop.lists("Plate " + n, 9);
      }
      listings.add(shop.lists("Item of " + name, 30, "SKU-" + name));
      people.add(town.watches(town.telegram.person("Owner of " + name), shop));
    }
    return program;
  }

  /** How many calls came within a second at most. */
  private int busiestSecond() {
    List<Instant> times =
        town.etsy.calls().stream()
            .filter(call -> call.path().startsWith("/v3/application"))
            .map(EtsyCall::receivedAt)
            .sorted()
            .toList();
    int most = 0;
    for (int first = 0, last = 0; last < times.size(); last++) {
      while (!times.get(first).plusSeconds(1).isAfter(times.get(last))) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
