package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.OpenApiCheck;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.VariationStock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More shops than calls: most calls sweep over the listings of all shops, without webhooks. */
final class SweepScenario {
  private static final int SHOPS = 6;

  private final List<SandboxListing> mugs = new ArrayList<>();
  private final List<SandboxListing> cups = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();
  private Town town;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.openV3(directory).hurries();
    // Two calls a second for looks, where six shops wait for one every half second.
    town.etsy.limitsCalls(100, 200_000);
  }

  @AfterEach
  void close() {
    assertThat(OpenApiCheck.faults(town.etsy.calls())).isEmpty();
    town.close();
  }

  @Test
  void everyCrossingIsToldOnceWhileMostCallsAreSweeps() {
    // given
    Program program = opens();
    await("sweeps").until(() -> town.etsy.count(EtsyEndpoint.LISTINGS_BATCH) > 3);
    Person owner = people.get(0);
    owner.says("/status");
    owner.awaitMessage(message -> message.text().contains("what sells fastest"), Town.PATIENCE);

    // when
    for (int n = 0; n < SHOPS; n++) {
      mugs.get(n).sells(7);
      cups.get(n).variation("Blue").sellsOut();
    }

    // then
    for (int n = 0; n < SHOPS; n++) {
      says(people.get(n), "Low", "MUG-" + n, "2 left");
      says(people.get(n), "Sold out", "CUP-BLUE-" + n);
    }

    // when
    mugs.forEach(SandboxListing::sellsOut);

    // then
    for (int n = 0; n < SHOPS; n++) {
      says(people.get(n), "Sold out", "MUG-" + n);
      assertThat(Town.timesTold(people.get(n), mugs.get(n))).isOne();
      assertThat(Town.timesTold(people.get(n), cups.get(n))).isOne();
    }
    assertThat(ServerPage.count(program, "looks_total", "reason=\"suspected\""))
        .as("looks at shops that sweeps wanted")
        .isGreaterThanOrEqualTo(SHOPS);
    assertThat(ServerPage.etsyCalls(program, "rate_limited")).isZero();
    assertThat(ServerPage.health(program)).contains("calls are scarce");
  }

  @Test
  void shopsTakeTurnsWhereEtsyRefusesSweeps() {
    town.etsy.breaks(EtsyEndpoint.LISTINGS_BATCH, EtsyFault.status(400, "no such operation"));
    Program unused = opens();
    await("a sweep").until(() -> town.etsy.count(EtsyEndpoint.LISTINGS_BATCH) > 0);

    mugs.forEach(SandboxListing::sellsOut);

    for (int n = 0; n < SHOPS; n++) {
      says(people.get(n), "Sold out", "MUG-" + n);
    }
    assertThat(town.etsy.count(EtsyEndpoint.LISTINGS_BATCH)).as("none for an hour").isOne();
  }

  private Program opens() {
    Program program = town.runs();
    for (int n = 0; n < SHOPS; n++) {
      SandboxShop shop = town.etsy.shop("Shop" + n);
      mugs.add(shop.lists("Mug " + n, 9, "MUG-" + n));
      cups.add(
          shop.listsVariations(
              "Cup " + n,
              "Colour",
              new VariationStock("Blue", 3, "CUP-BLUE-" + n),
              new VariationStock("Sand", 8, "CUP-SAND-" + n)));
      people.add(town.watches(town.telegram.person("Owner " + n), shop));
    }
    return program;
  }

  private static void says(Person person, String... words) {
    person.awaitMessage(
        message -> List.of(words).stream().allMatch(message.text()::contains), Town.PATIENCE);
  }
}
