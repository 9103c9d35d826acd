package dev.lowstock.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SaleRateTest {
  private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
  private static final Instant WEDNESDAY = MONDAY.plus(Duration.ofDays(2));

  private final SaleRate unknown = SaleRate.unknown(MONDAY);

  @Test
  void listingOfWhichNothingIsKnownSellsAsUsual() {
    assertThat(unknown.perDay(0.3)).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void whatWasSoldCountsMoreThanWhatIsUsual() {
    SaleRate fast = SaleRate.unknown(MONDAY);
    Instant at = MONDAY;
    for (int day = 0; day < 20; day++) {
      fast = fast.after(30, at, 20, at.plus(Duration.ofDays(1)));
      at = at.plus(Duration.ofDays(1));
    }

    // Ten a day for twenty days, drawn down a little by what is usual.
    assertThat(fast.perDay(0.1)).isBetween(4.0, 10.0);
  }

  @Test
  void listingThatDoesNotSellIsTakenToSellLess() {
    SaleRate slow = unknown.after(5, MONDAY, 5, MONDAY.plus(Duration.ofDays(30)));

    assertThat(slow.perDay(0.3)).isLessThan(0.1);
  }

  @Test
  void timeWhenItWasNotForSaleTeachesNothing() {
    SaleRate after = unknown.after(null, MONDAY, 10, WEDNESDAY);

    assertThat(after.days()).isZero();
    assertThat(after.at()).isEqualTo(WEDNESDAY);
  }

  @Test
  void moreThanBeforeIsNoSale() {
    SaleRate after = unknown.after(3, MONDAY, 20, WEDNESDAY);

    assertThat(after.sold()).isZero();
    assertThat(after.days()).isZero();
  }

  @Test
  void whatSoldOutIsTakenToHaveDoneSoInTheMiddle() {
    SaleRate left = unknown.after(4, MONDAY, 1, WEDNESDAY);
    SaleRate soldOut = unknown.after(4, MONDAY, 0, WEDNESDAY);

    assertThat(left.days()).isBetween(1.9, 2.0);
    assertThat(soldOut.days()).isBetween(0.9, 1.0);
  }

  @Test
  void whatWasAMonthAgoCountsAThird() {
    SaleRate sold = unknown.after(10, MONDAY, 4, WEDNESDAY);

    SaleRate later = sold.unsold(WEDNESDAY.plus(Duration.ofDays(30)));

    assertThat(later.sold()).isCloseTo(sold.sold() / Math.E, within(1e-9));
  }

  @Test
  void looksThatSawNoChangeNeedNotBeKept() {
    Instant between = MONDAY.plus(Duration.ofHours(30));

    SaleRate kept = unknown.after(4, MONDAY, 4, between).after(4, between, 3, WEDNESDAY);
    SaleRate atOnce = unknown.after(4, between, 3, WEDNESDAY);

    assertThat(kept.perDay(0.3)).isCloseTo(atOnce.perDay(0.3), within(1e-9));
  }

  @Test
  void lookFromBeforeChangesNothing() {
    SaleRate now = unknown.after(4, MONDAY, 2, WEDNESDAY);

    assertThat(now.unsold(MONDAY)).isEqualTo(now);
  }
}
