package dev.lowstock.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lowstock.SettableClock;
import dev.lowstock.planner.Outlook.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookPlanTest {
  private static final Duration POLL_PERIOD = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

  private final SettableClock clock = new SettableClock(NOW);
  private final LookPlan plan = new LookPlan(clock, () -> 0.1, POLL_PERIOD);

  @Test
  void shopsAreLookedAtInEveryPollPeriodWhileTheBudgetAllows() {
    plan.takes(new Round(2, 120));

    assertThat(plan.isScarce()).isFalse();
    assertThat(plan.isSweeping()).isFalse();
    assertThat(plan.untilLook(List.of(selling(5)), 1, 1)).isEqualTo(POLL_PERIOD);
  }

  @Test
  void callsAreScarceWhenARoundTakesLongerThanThePollPeriod() {
    plan.takes(new Round(3, 180));

    assertThat(plan.isScarce()).isTrue();
    assertThat(plan.isSweeping()).isTrue();
    assertThat(plan.length()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void shopsAreLookedAtOneByOneWhenARoundTakesDays() {
    plan.takes(new Round(18_000, 1_080_000));

    assertThat(plan.length()).isGreaterThan(Duration.ofDays(2));
    assertThat(plan.isSweeping()).isFalse();
    assertThat(plan.afterLook(1)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void looksAndSweepsTogetherKeepToTheBudget() {
    plan.takes(new Round(1000, 60_000));

    double looks = 1.0 / plan.afterLook(1).toMillis();
    double sweeps = 1.0 / plan.afterSweep(1).toMillis();

    assertThat(1000 * (looks + sweeps)).isCloseTo(0.1, within(1e-4));
    assertThat(looks / (looks + sweeps)).isCloseTo(0.15, within(1e-3));
  }

  @Test
  void callsThatFollowASweepPutOffTheNext() {
    plan.takes(new Round(1000, 60_000));

    assertThat(plan.afterSweep(3)).isCloseTo(plan.afterSweep(1).multipliedBy(3), millis());
  }

  @Test
  void whatSellsFasterIsDueSooner() {
    plan.takes(new Round(1000, 60_000));
    learnPrice(selling(0.5), Duration.ofHours(3));

    Duration fast = plan.untilSweep(selling(5), 1);
    Duration slow = plan.untilSweep(selling(0.5), 1);

    assertThat(fast).isLessThan(slow);
    assertThat(slow).isLessThan(plan.length().multipliedBy(3));
  }

  @Test
  void listingIsDueWhenItsIndexIsWhatTheLastSweepsBrought() {
    plan.takes(new Round(1000, 60_000));
    Outlook mug = selling(1);
    learnPrice(mug, Duration.ofHours(5));

    assertThat(plan.untilSweep(mug, 1)).isBetween(Duration.ofHours(5), Duration.ofMinutes(316));
  }

  @Test
  void whatWebhooksTellIsDueLater() {
    plan.takes(new Round(1000, 60_000));
    learnPrice(selling(1), Duration.ofHours(2));

    assertThat(plan.untilSweep(selling(1), 0.1)).isGreaterThan(plan.untilSweep(selling(1), 1));
    assertThat(plan.untilLook(List.of(selling(1)), 1, 0.1))
        .isGreaterThanOrEqualTo(plan.untilLook(List.of(selling(1)), 1, 1));
  }

  @Test
  void nothingIsDueLaterThanAfterThreeRounds() {
    plan.takes(new Round(1000, 60_000));
    learnPrice(selling(5), Duration.ofHours(2));

    assertThat(plan.untilSweep(selling(1e-6), 1))
        .isBetween(plan.length().multipliedBy(2), plan.length().multipliedBy(3));
    assertThat(plan.untilSweep(new Outlook(NOW, 1, List.of()), 1))
        .isLessThan(plan.length().multipliedBy(3));
  }

  @Test
  void nothingIsDueSoonerThanAfterThePollPeriod() {
    plan.takes(new Round(1000, 60_000));

    assertThat(plan.untilSweep(selling(1e6), 1)).isEqualTo(POLL_PERIOD);
    assertThat(plan.untilLook(List.of(selling(1e6)), 1, 1)).isEqualTo(POLL_PERIOD);
  }

  @Test
  void whatWaitedForLongestDoesNotTeachThePrice() {
    plan.takes(new Round(1000, 60_000));
    learnPrice(selling(1), Duration.ofHours(2));
    Duration before = plan.untilSweep(selling(1), 1);

    Outlook slow = selling(0.001);
    for (int i = 0; i < 10_000; i++) {
      plan.swept(slow, 1, NOW.plus(plan.length().multipliedBy(29).dividedBy(10)));
    }

    assertThat(plan.untilSweep(selling(1), 1)).isEqualTo(before);
  }

  @Test
  void refusedSweepsComeBackAfterAnHour() {
    plan.takes(new Round(1000, 60_000));

    plan.refusedSweep();

    assertThat(plan.isSweeping()).isFalse();
    assertThat(plan.afterLook(1)).isEqualTo(Duration.ofSeconds(10));
    clock.set(NOW.plus(Duration.ofMinutes(59)));
    assertThat(plan.isSweeping()).isFalse();
    clock.set(NOW.plus(Duration.ofMinutes(60)));
    assertThat(plan.isSweeping()).isTrue();
  }

  @Test
  void shopsWithoutSweepsAreDueWithinThreeRounds() {
    plan.takes(new Round(1000, 60_000));
    plan.refusedSweep();
    for (int i = 0; i < 1000; i++) {
      plan.looked(List.of(selling(5), selling(2)), 1, 1, NOW.plus(Duration.ofHours(2)));
    }

    assertThat(plan.untilLook(List.of(selling(1e-6)), 1, 1))
        .isBetween(plan.length().multipliedBy(2), plan.length().multipliedBy(3));
    assertThat(plan.untilLook(List.of(selling(5), selling(2)), 1, 1))
        .isCloseTo(Duration.ofHours(2), Duration.ofMinutes(6));
  }

  @Test
  void aShopThatTakesMoreCallsIsDueLater() {
    plan.takes(new Round(1000, 60_000));
    plan.refusedSweep();
    plan.looked(List.of(selling(5)), 1, 1, NOW.plus(Duration.ofHours(2)));

    assertThat(plan.untilLook(List.of(selling(5)), 4, 1))
        .isGreaterThan(plan.untilLook(List.of(selling(5)), 1, 1));
  }

  private void learnPrice(Outlook outlook, Duration unseen) {
    for (int i = 0; i < 100; i++) {
      plan.swept(outlook, 1, NOW.plus(unseen));
      plan.looked(List.of(outlook), 1, 1, NOW.plus(unseen));
    }
  }

  private static Outlook selling(double perDay) {
    return new Outlook(NOW, perDay, List.of(new Line(3, 1)));
  }

  private static Duration millis() {
    return Duration.ofMillis(5);
  }
}
