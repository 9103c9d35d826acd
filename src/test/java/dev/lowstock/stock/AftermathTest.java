package dev.lowstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.stock.Aftermath.State;
import dev.lowstock.stock.Aftermath.Told;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AftermathTest {
  private static final Set<Long> LOW = Set.of(Judgment.WHOLE);
  private static final Set<Long> NOT_LOW = Set.of();
  private static final Aftermath OUT = new Aftermath(State.OUT, 0, List.of());
  private static final Aftermath BACK = new Aftermath(State.BACK, 12, List.of());

  @ParameterizedTest
  @CsvSource({
    // told left, now left, still low, was out: what became of it
    "3, 3, true, false, AS_TOLD",
    "3, 1, true, false, LEFT",
    "1, 3, true, false, LEFT",
    "3, 0, true, false, OUT",
    "3, 0, false, true, OUT",
    "3, 12, false, false, BACK",
    "3, 12, true, false, LEFT",
    "3, 2, false, false, LEFT",
    "3, 3, false, false, AS_TOLD",
    "3, 2, false, true, BACK",
    "3, 3, false, true, BACK",
  })
  void lowListing(int told, int now, boolean stillLow, boolean wasOut, State state) {
    Aftermath aftermath =
        Aftermath.of(
            new Told(StockEvent.LOW, told, List.of(), wasOut ? OUT : Aftermath.NONE),
            listing("active", now),
            stillLow ? LOW : NOT_LOW);

    assertThat(aftermath.state()).isEqualTo(state);
    if (state != State.AS_TOLD) {
      assertThat(aftermath.left()).isEqualTo(now);
    }
  }

  @Test
  void soldOutListingIsBackOnceThereIsSome() {
    Told told = new Told(StockEvent.SOLD_OUT, 0, List.of(), Aftermath.NONE);

    assertThat(Aftermath.of(told, listing("sold_out", 3), NOT_LOW)).isEqualTo(Aftermath.NONE);
    assertThat(Aftermath.of(told, listing("active", 0), NOT_LOW)).isEqualTo(Aftermath.NONE);
    assertThat(Aftermath.of(told, listing("active", 3), LOW))
        .isEqualTo(new Aftermath(State.BACK, 3, List.of()));
    // A feed does not say how many.
    assertThat(Aftermath.of(told, listing("active", null), NOT_LOW))
        .isEqualTo(new Aftermath(State.BACK, null, List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inactive", "expired", "draft", "removed", "", "new_state"})
  void whatIsNotForSaleLeavesWhatWasSaid(String state) {
    Aftermath one = new Aftermath(State.LEFT, null, List.of(blue(1)));
    for (String kind :
        List.of(StockEvent.SOLD_OUT, StockEvent.LOW, StockEvent.VARIATION_SOLD_OUT)) {
      for (Aftermath stands : List.of(Aftermath.NONE, OUT, one, BACK)) {
        Told told = new Told(kind, 1, List.of(blue(1)), stands);

        assertThat(Aftermath.of(told, listing(state, 12), NOT_LOW)).isEqualTo(stands);
        assertThat(Aftermath.of(told, null, NOT_LOW)).isEqualTo(stands);
      }
    }
  }

  @Test
  void thatItIsBackIsSaidOnce() {
    Told told = new Told(StockEvent.LOW, 3, List.of(), BACK);

    for (int now : new int[] {0, 1, 3, 20}) {
      assertThat(Aftermath.of(told, listing("active", now), LOW)).isEqualTo(BACK);
    }
  }

  @Test
  void lowThatWasToldWhenNoneWasLeftIsSoldOutAsTold() {
    Told whole = new Told(StockEvent.LOW, 0, List.of(), Aftermath.NONE);
    Told variation = new Told(StockEvent.LOW, 7, List.of(blue(0)), Aftermath.NONE);

    assertThat(Aftermath.of(whole, listing("sold_out", 0), NOT_LOW)).isEqualTo(Aftermath.NONE);
    assertThat(Aftermath.of(variation, listing("active", 7, 0), LOW)).isEqualTo(Aftermath.NONE);
    assertThat(Aftermath.of(whole, listing("active", 2), NOT_LOW).state()).isEqualTo(State.BACK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"taken_down", "restocked", "came_back", "running_low"})
  void ofOtherKindsNothingIsSaid(String kind) {
    Told told = new Told(kind, 0, List.of(blue(0)), OUT);

    assertThat(Aftermath.follows(kind)).isFalse();
    assertThat(Aftermath.of(told, listing("active", 12, 12), NOT_LOW)).isEqualTo(Aftermath.NONE);
  }

  @Test
  void variationsAreSaidEachByItself() {
    Told told = new Told(StockEvent.VARIATION_SOLD_OUT, 7, List.of(blue(0)), Aftermath.NONE);

    assertThat(Aftermath.of(told, listing("active", 7, 0), NOT_LOW)).isEqualTo(Aftermath.NONE);
    assertThat(Aftermath.of(told, listing("active", 9, 2), Set.of(1L)).state())
        .isEqualTo(State.BACK);
    // The whole listing sold out, which is told anew.
    assertThat(Aftermath.of(told, listing("sold_out", 0, 0), NOT_LOW)).isEqualTo(Aftermath.NONE);

    Told two = new Told(StockEvent.LOW, 7, List.of(blue(2), sand(3)), Aftermath.NONE);
    assertThat(Aftermath.of(two, listing("active", 5, 2, 3), Set.of(1L, 2L)))
        .isEqualTo(Aftermath.NONE);
    Aftermath one = Aftermath.of(two, listing("active", 9, 6, 3), Set.of(2L));
    assertThat(one.state()).isEqualTo(State.LEFT);
    assertThat(one.variations()).extracting(OfferingChange::quantity).containsExactly(6, 3);
    Aftermath both = Aftermath.of(two, listing("active", 13, 6, 7), Set.of());
    assertThat(both.state()).isEqualTo(State.BACK);
    assertThat(both.left()).isEqualTo(13);
    assertThat(Aftermath.of(two, listing("active", 4, 0, 0), Set.of()).state())
        .isEqualTo(State.OUT);
  }

  @Test
  void variationThatIsGoneOrHiddenIsAsItWasTold() {
    Told told = new Told(StockEvent.LOW, 7, List.of(blue(2), sand(3)), Aftermath.NONE);

    assertThat(Aftermath.of(told, listing("active", 7), NOT_LOW)).isEqualTo(Aftermath.NONE);
    Aftermath one = Aftermath.of(told, listing("active", 9, 9), NOT_LOW);
    assertThat(one.state()).isEqualTo(State.LEFT);
    assertThat(one.variations()).extracting(OfferingChange::quantity).containsExactly(9, 3);
  }

  @Test
  void variationThatIsGoneLaterIsAsItWasSaidLast() {
    Aftermath said = new Aftermath(State.LEFT, null, List.of(blue(1), sand(3)));
    List<OfferingChange> two = List.of(blue(2), sand(3));

    Aftermath left =
        Aftermath.of(new Told(StockEvent.LOW, 7, two, said), listing("active", 7), LOW);
    assertThat(left.variations()).extracting(OfferingChange::quantity).containsExactly(1, 3);
    Told out = new Told(StockEvent.LOW, 7, two, OUT);
    assertThat(Aftermath.of(out, listing("active", 7), LOW)).isEqualTo(OUT);
    // A feed does not say how many.
    Told whole = new Told(StockEvent.LOW, 3, List.of(), OUT);
    assertThat(Aftermath.of(whole, listing("active", null), LOW)).isEqualTo(OUT);
  }

  private static OfferingChange blue(int quantity) {
    return new OfferingChange(1, null, "Blue", quantity);
  }

  private static OfferingChange sand(int quantity) {
    return new OfferingChange(2, null, "Sand", quantity);
  }

  /** Its variations are numbered from 1. */
  private static Listing listing(String state, @Nullable Integer quantity, int... variations) {
    List<Offering> offerings =
        IntStream.range(0, variations.length)
            .mapToObj(n -> new Offering(n + 1L, null, "Variation " + n, variations[n]))
            .toList();
    return new Listing(42, 7, state, null, null, null, 0, 0, null, quantity, offerings);
  }
}
