package dev.lowstock.etsy.shops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LargeLooksTest {
  private static final long WAREHOUSE = 1;
  private static final long MUSEUM = 2;
  private static final long BLUE_MUGS = 3;

  private final LargeLooks large = new LargeLooks(() -> 2000);

  @Test
  void veryLargeShopWaitsWhileAnotherIsLookedAt() {
    large.enter(WAREHOUSE, 2001);

    assertThatThrownBy(() -> large.enter(MUSEUM, 9000))
        .isInstanceOfSatisfying(
            LookWaits.class, waits -> assertThat(waits.listings()).isEqualTo(9000));
    large.leave(WAREHOUSE);
    large.enter(MUSEUM, 9000);
    assertThat(large.mostListings()).isEqualTo(2000);
  }

  @Test
  void otherShopsAreLookedAtBesideIt() {
    large.enter(WAREHOUSE, 2001);

    large.enter(BLUE_MUGS, 2000);
    large.leave(BLUE_MUGS);

    assertThat(large.mostListings()).as("the large one still goes on").isEqualTo(2000);
  }

  @Test
  void anyShopIsClaimedWhileNoVeryLargeOneIsLookedAt() {
    large.enter(BLUE_MUGS, 2000);

    assertThat(large.mostListings()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void lookThatSeesMoreAndMoreEntersOnce() {
    large.enter(WAREHOUSE, 2001);
    large.enter(WAREHOUSE, 2101);
    large.leave(WAREHOUSE);

    assertThat(large.mostListings()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void firstOfTheClaimedShopsIsNotOvertaken() {
    large.enterFirst(
        List.of(
            Claimed.shop(BLUE_MUGS, 2000),
            Claimed.shop(WAREHOUSE, 2001),
            Claimed.shop(MUSEUM, 9000)));

    assertThatThrownBy(() -> large.enter(Claimed.shop(MUSEUM, 9000))).isInstanceOf(LookWaits.class);
    large.enter(Claimed.shop(WAREHOUSE, 2001));
    large.leave(WAREHOUSE);
    large.enter(Claimed.shop(MUSEUM, 9000));
  }
}
