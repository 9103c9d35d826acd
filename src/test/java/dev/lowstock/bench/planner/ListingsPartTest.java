package dev.lowstock.bench.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The aims of the planner, on a market small enough for a test. */
class ListingsPartTest {
  private static final double LOOKS = 5;

  private final ListingsPart part = new ListingsPart(2000, Waves.NONE, 3, 7);

  @Test
  void learnedRatesHalveTheTimeToDetectAndLeaveNothingUnseen() {
    Delays inTurn = part.outcome(ListingsPart.UNIFORM, LOOKS).delays();

    Outcome learned = part.outcome(ListingsPart.LEARNED, LOOKS);

    assertThat(learned.delays().meanMinutes()).isLessThan(0.45 * inTurn.meanMinutes());
    assertThat(learned.delays().minutes(0.95)).isLessThan(0.8 * inTurn.minutes(0.95));
    assertThat(learned.longestUnseen()).isLessThanOrEqualTo(3);
  }

  @Test
  void lookingInTurnTakesHalfASweepOnAverage() {
    Outcome inTurn = part.outcome(ListingsPart.UNIFORM, LOOKS);

    assertThat(inTurn.delays().meanMinutes()).isBetween(135.0, 150.0);
    assertThat(inTurn.longestUnseen()).isBetween(0.99, 1.01);
  }

  @Test
  void squareRootIsBetweenTurnsAndIndex() {
    double root = part.outcome(ListingsPart.SQUARE_ROOT, LOOKS).delays().meanMinutes();

    assertThat(root)
        .isLessThan(part.outcome(ListingsPart.UNIFORM, LOOKS).delays().meanMinutes())
        .isGreaterThan(part.outcome(ListingsPart.TRUE, LOOKS).delays().meanMinutes());
  }

  @Test
  void sameSeedBringsTheSame() {
    Delays once = part.outcome(ListingsPart.WRONG, LOOKS).delays();
    Delays again = part.outcome(ListingsPart.WRONG, LOOKS).delays();

    assertThat(again.count()).isEqualTo(once.count());
    assertThat(again.meanMinutes()).isEqualTo(once.meanMinutes());
    assertThat(again.minutes(1)).isEqualTo(once.minutes(1));
  }

  @Test
  void everyPlannerMeetsTheSameSales() {
    assertThat(part.outcome(ListingsPart.TRUE, LOOKS).delays().count())
        .isEqualTo(part.outcome(ListingsPart.UNIFORM, LOOKS).delays().count());
  }
}
