package dev.lowstock.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lowstock.planner.Outlook.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OutlookTest {
  private static final Instant SEEN = Instant.parse("2026-03-02T08:00:00Z");
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  @Test
  void indexIsTheTimeToTheLineIfThatWasCrossed() {
    double perDay = 1.5;
    int left = 3;

    double mean = playedOut(perDay, left, 2.0);

    assertThat(selling(perDay, left).index(TWO_DAYS)).isCloseTo(mean, within(0.01));
  }

  @Test
  void indexGrowsWithTimeAndHasABound() {
    Outlook mug = selling(0.7, 4);

    double last = 0;
    for (int hours = 1; hours < 2000; hours += 20) {
      double index = mug.index(Duration.ofHours(hours));
      assertThat(index).isGreaterThanOrEqualTo(last);
      last = index;
    }
    // Once it is sure to have been crossed, all that counts is how long that takes.
    assertThat(last).isCloseTo(4 / 0.7, within(0.01));
  }

  @Test
  void indexOfSeveralLinesIsTheSumOfTheirs() {
    Outlook both = new Outlook(SEEN, 2, List.of(new Line(3, 1), new Line(1, 0.25)));

    assertThat(both.index(TWO_DAYS))
        .isCloseTo(selling(2, 3).index(TWO_DAYS) + selling(0.5, 1).index(TWO_DAYS), within(1e-9));
  }

  @Test
  void listingHasTwoLinesAhead() {
    assertThat(outlook(10, 2, List.of()).lines()).containsExactly(new Line(8, 1), new Line(10, 1));
  }

  @Test
  void whatIsLowAlreadyCanOnlySellOut() {
    assertThat(outlook(2, 2, List.of()).lines()).containsExactly(new Line(2, 1));
  }

  @Test
  void withoutThresholdThereIsNoLow() {
    assertThat(outlook(10, 0, List.of()).lines()).containsExactly(new Line(10, 1));
  }

  @Test
  void eachVariationSellsOutByItsShareOfTheSales() {
    assertThat(outlook(8, 2, List.of(6, 2, 0)).lines())
        .containsExactly(new Line(6, 1), new Line(6, 0.75), new Line(2, 0.25));
  }

  @Test
  void whatIsNotForSaleHasNothingAhead() {
    Outlook soldOut = Outlook.of(SEEN, SaleRate.unknown(SEEN), 0.3, 0, 2, List.of());
    Outlook takenDown = Outlook.of(SEEN, SaleRate.unknown(SEEN), 0.3, null, 2, List.of());

    assertThat(soldOut.index(TWO_DAYS)).isZero();
    assertThat(takenDown.index(TWO_DAYS)).isZero();
  }

  /** The same by trying: half a million listings that sell at random. */
  private static double playedOut(double perDay, int left, double days) {
    SplittableRandom random = new SplittableRandom(7);
    int tries = 500_000;
    double sum = 0;
    for (int i = 0; i < tries; i++) {
      double crossed = 0;
      for (int unit = 0; unit < left; unit++) {
        crossed -= Math.log(1 - random.nextDouble()) / perDay;
      }
      sum += crossed <= days ? crossed : 0;
    }
    return sum / tries;
  }

  private static Outlook selling(double perDay, int left) {
    return new Outlook(SEEN, perDay, List.of(new Line(left, 1)));
  }

  private static Outlook outlook(int quantity, int threshold, List<Integer> variations) {
    return Outlook.of(SEEN, SaleRate.unknown(SEEN), 0.3, quantity, threshold, variations);
  }
}
