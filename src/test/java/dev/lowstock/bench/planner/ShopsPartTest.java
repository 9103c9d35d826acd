package dev.lowstock.bench.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShopsPartTest {
  private static final int SHOPS = 40;

  private final ShopsPart part = new ShopsPart(SHOPS, 18 * SHOPS, 3, 7, 300);

  @Test
  void sweepsSeeCrossingsSoonerThanTurns() {
    Delays inTurn = part.seen(ShopsPart.IN_TURN).outcome().delays();
    Delays sweeps = part.seen(ShopsPart.SWEEPS).outcome().delays();

    assertThat(sweeps.count()).isEqualTo(inTurn.count());
    assertThat(sweeps.meanMinutes()).isLessThan(0.45 * inTurn.meanMinutes());
    assertThat(sweeps.minutes(0.95)).isLessThan(0.8 * inTurn.minutes(0.95));
  }

  @Test
  void callsKeepToTheBudget() {
    ShopsPart.Seen seen = part.seen(ShopsPart.SWEEPS);

    double calls = seen.calls().planned(true) + seen.calls().planned(false);

    assertThat(calls / seen.days() / SHOPS).isBetween(17.5, 18.5);
    assertThat(seen.calls().all(Calls.Kind.WEBHOOK)).isZero();
  }

  @Test
  void webhooksReduceThePlannedCallsOfShopsThatHaveThem() {
    Calls calls = part.seen(ShopsPart.WEBHOOKS).calls();

    assertThat(calls.planned(true)).isLessThan(0.75 * calls.planned(false));
    assertThat(calls.all(Calls.Kind.WEBHOOK)).isPositive();
  }
}
