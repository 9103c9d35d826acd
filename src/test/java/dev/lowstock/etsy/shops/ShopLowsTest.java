package dev.lowstock.etsy.shops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.etsy.shops.ShopLows.Choice;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShopLowsTest {
  private static final long ADA = 1;
  private static final long GRACE = 2;
  private static final long MUG = 700_000_001;
  private static final long CUP = 700_000_002;
  private static final int USUAL = 2;

  @Test
  void shopThatNobodyHearsOfHasTheUsualThreshold() {
    ShopLows lows = new ShopLows(List.of(), USUAL);

    assertThat(lows.of(MUG)).containsExactly(USUAL);
  }

  @Test
  void highestOfAllChatsCounts() {
    ShopLows lows =
        new ShopLows(
            List.of(new Choice(ADA, 5, null, 0, 0), new Choice(GRACE, null, null, 0, 0)), USUAL);

    assertThat(lows.of(MUG)).containsExactlyInAnyOrder(5, USUAL);
    assertThat(lows.highest(MUG)).isEqualTo(5);
  }

  @Test
  void numberOfAListingTakesThePlaceOfThatOfItsShopInItsChatAlone() {
    ShopLows lows =
        new ShopLows(
            List.of(new Choice(ADA, 5, MUG, 0, 0), new Choice(GRACE, 3, null, 0, 0)), USUAL);

    assertThat(lows.of(MUG)).containsExactlyInAnyOrder(0, 3);
    assertThat(lows.highest(MUG)).isEqualTo(3);
    assertThat(lows.highest(CUP)).isEqualTo(5);
  }

  @Test
  void numberOfAVariationCountsBesideThatOfItsListing() {
    ShopLows lows =
        new ShopLows(List.of(new Choice(ADA, 1, MUG, 21, 9), new Choice(ADA, 1, CUP, 0, 4)), USUAL);

    assertThat(lows.of(MUG)).containsExactlyInAnyOrder(1, 9);
    assertThat(lows.of(CUP)).containsExactly(4);
  }
}
