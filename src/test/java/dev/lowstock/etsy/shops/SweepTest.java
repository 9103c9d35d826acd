package dev.lowstock.etsy.shops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.SettableClock;
import dev.lowstock.etsy.api.EtsyAnswer;
import dev.lowstock.etsy.api.EtsyCall;
import dev.lowstock.planner.LookPlan;
import dev.lowstock.planner.Round;
import dev.lowstock.planner.SaleRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls of a sweep, and what it makes of the answers. */
class SweepTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final int THRESHOLD = 2;

  private final SettableClock clock = new SettableClock(NOW);
  private final LookPlan plan = new LookPlan(clock, () -> 1, Duration.ofSeconds(1));
  private final Sweeps sweeps = new Sweeps(plan);
  private final List<ListingInSweep> listings = new ArrayList<>();

  @BeforeEach
  void callsAreScarce() {
    plan.takes(new Round(60, 6000));
  }

  @Test
  void listingsThatMayHaveCrossedALineAreSuspected() {
    knows(1, 51, 9);
    knows(2, 52, 9);
    knows(3, 53, 9);
    knows(4, 54, 9);
    knows(5, 55, 1);

    SweepOutcome outcome =
        sweep(
            """
            {"listing_id":1,"state":"active","quantity":9},
            {"listing_id":2,"state":"active","quantity":2},
            {"listing_id":3,"state":"sold_out","quantity":0},
            {"listing_id":4,"state":"active","quantity":12},
            {"listing_id":5,"state":"active","quantity":1},
            {"listing_id":99,"state":"active","quantity":7}
            """);

    assertThat(outcome.suspected()).containsExactly(52L, 53L, 54L);
    assertThat(of(outcome, 2).quantity()).as("what a look compares with is kept").isEqualTo(9);
    assertThat(outcome.sold()).isEmpty();
    assertThat(outcome.nextMillis())
        .as("a sweep and three looks, of 0.85 calls a second")
        .isBetween(4_700L, 4_710L);
  }

  @Test
  void saleThatCrossesNothingIsKeptAndLearned() {
    knows(1, 51, 9);

    SweepOutcome outcome = sweep("{\"listing_id\":1,\"state\":\"active\",\"quantity\":6}");

    SweptListing swept = of(outcome, 1);
    assertThat(swept.suspected()).isFalse();
    assertThat(swept.quantity()).isEqualTo(6);
    assertThat(swept.learned()).isTrue();
    assertThat(swept.rate().sold()).isEqualTo(3);
    assertThat(outcome.sold()).containsExactly(51L);
    assertThat(outcome.suspected()).isEmpty();
  }

  @Test
  void variationsAreSuspectedOnceOneOfThemMayHaveSoldOut() {
    knows(1, 51, 9, 3, 6);
    knows(2, 52, 9, 3, 6);

    SweepOutcome outcome =
        sweep(
            """
            {"listing_id":1,"state":"active","quantity":7},
            {"listing_id":2,"state":"active","quantity":6}
            """);

    assertThat(outcome.suspected()).containsExactly(52L);
  }

  @Test
  void variationsThatShareTheirQuantityAreLikeNone() {
    knows(1, 51, 9, null, null);

    SweepOutcome outcome = sweep("{\"listing_id\":1,\"state\":\"active\",\"quantity\":4}");

    assertThat(outcome.suspected()).isEmpty();
    assertThat(of(outcome, 1).quantity()).isEqualTo(4);
  }

  @Test
  void listingThatIsNotGivenIsSuspected() {
    knows(1, 51, 3);
    knows(2, 52, 3);

    SweepOutcome outcome = sweep("{\"listing_id\":1,\"state\":\"active\",\"quantity\":3}");

    assertThat(outcome.suspected()).containsExactly(52L);
  }

  @Test
  void listingOfAShopThatNobodyWatchesIsLeftOut() {
    listings.add(listing(1, 51, 3, false));
    knows(2, 52, 3);

    Sweep sweep = sweeps.open(listings);
    assertThat(sweeps.next(sweep).query()).isEqualTo("listing_ids=2");
    sweeps.read(sweep, good("{\"listing_id\":2,\"state\":\"active\",\"quantity\":3}"));

    assertThat(of(sweeps.outcome(sweep), 1).sweepMillis()).isNull();
    assertThat(sweeps.outcome(sweep).suspected()).isEmpty();
  }

  @Test
  void unknownIdIsFoundByHalving() {
    for (int id = 1; id <= 4; id++) {
      knows(id, 50 + id, 3);
    }
    Sweep sweep = sweeps.open(listings);
    List<String> calls = new ArrayList<>();
    while (sweep.hasNext()) {
      String query = Objects.requireNonNull(sweeps.next(sweep).query());
      calls.add(query);
      boolean unknown = List.of(query.substring("listing_ids=".length()).split(",")).contains("3");
      sweeps.read(
          sweep,
          unknown
              ? new EtsyAnswer(404, "{\"error\":\"not found\"}", null)
              : good(
                  """
                  {"listing_id":1,"state":"active","quantity":3},
                  {"listing_id":2,"state":"active","quantity":3},
                  {"listing_id":4,"state":"active","quantity":3}
                  """));
    }

    assertThat(calls)
        .containsExactly(
            "listing_ids=1,2,3,4",
            "listing_ids=1,2",
            "listing_ids=3,4",
            "listing_ids=3",
            "listing_ids=4");
    assertThat(sweeps.outcome(sweep).suspected()).containsExactly(53L);
  }

  @Test
  void refusalEndsSweepsForAnHour() {
    knows(1, 51, 3);
    Sweep sweep = sweeps.open(listings);
    assertThat(plan.isSweeping()).isTrue();

    sweeps.read(sweep, new EtsyAnswer(400, "{\"error\":\"listing_ids is unknown\"}", null));

    assertThat(sweep.isRefused()).isTrue();
    assertThat(plan.isSweeping()).isFalse();
    clock.set(NOW.plus(Duration.ofMinutes(61)));
    assertThat(plan.isSweeping()).isTrue();
  }

  @Test
  void nothingToSweepMakesNoCall() {
    assertThat(sweeps.open(List.of()).hasNext()).isFalse();
  }

  private SweepOutcome sweep(String results) {
    Sweep sweep = sweeps.open(listings);
    EtsyCall unused = sweeps.next(sweep);
    sweeps.read(sweep, good(results));
    assertThat(sweep.hasNext()).isFalse();
    return sweeps.outcome(sweep);
  }

  private static SweptListing of(SweepOutcome outcome, long listing) {
    Optional<SweptListing> swept =
        outcome.listings().stream().filter(each -> each.listingId() == listing).findFirst();
    return swept.orElseThrow();
  }

  private static EtsyAnswer good(String results) {
    return new EtsyAnswer(200, "{\"count\":1,\"results\":[" + results + "]}", null);
  }

  private void knows(long id, long seller, int quantity, @Nullable Integer... offerings) {
    listings.add(listing(id, seller, quantity, true).withOfferings(Arrays.asList(offerings)));
  }

  private static ListingInSweep listing(long id, long seller, int quantity, boolean watched) {
    Instant seenAt = NOW.minusSeconds(60);
    return new ListingInSweep(
        id,
        seller,
        watched,
        quantity,
        List.of(),
        THRESHOLD,
        THRESHOLD,
        SaleRate.unknown(seenAt),
        0.1,
        SalesLearner.unannounced(0, 0),
        seenAt,
        NOW);
  }
}
