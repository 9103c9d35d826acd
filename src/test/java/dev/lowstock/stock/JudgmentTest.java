package dev.lowstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgmentTest {
  private static final long EVENT = 70;

  private final Judgment judgment = new Judgment();

  @ParameterizedTest
  @CsvSource({
    // before, now, threshold, remembered, told
    "7,3,2,false,false",
    "3,2,2,false,true",
    "3,2,2,true,true",
    "2,1,2,true,false",
    "5,4,10,false,true",
    "5,4,10,true,false",
    "7,3,0,false,false",
    "2,1,1,false,true",
    // Made to order: Etsy's highest number is 999.
    "999,998,999,false,false",
    "950,900,999,false,false",
    "999,899,999,false,true",
    "999,3,3,false,true",
  })
  void lowIsToldAtTheFirstFallThatIsNotRemembered(
      int before, int now, int threshold, boolean remembered, boolean told) {
    Map<Long, Long> lows = remembered ? Map.of(Judgment.WHOLE, 60L) : Map.of();

    Judgment.Verdict verdict =
        judgment.of(EVENT, "low", now, before, List.of(), new LowAt(threshold), lows);

    assertThat(verdict.told()).isEqualTo(told);
    assertThat(verdict.lows()).isEqualTo(told ? List.of(Judgment.WHOLE) : List.of());
  }

  @Test
  void fallThatIsDescribedAfterALaterOneIsNotToldAnyMore() {
    Map<Long, Long> toldByALaterOne = Map.of(Judgment.WHOLE, EVENT + 1);

    assertThat(judgment.of(EVENT, "low", 2, 3, List.of(), new LowAt(2), toldByALaterOne).told())
        .isFalse();
  }

  @Test
  void eachHearsOfTheVariationsThatAreLowByItsOwnThreshold() {
    List<OfferingChange> both = List.of(change(11, 6, 5), change(12, 3, 2));

    Judgment.Verdict few = judgment.of(EVENT, "low", 7, 9, both, new LowAt(2), Map.of());
    Judgment.Verdict many = judgment.of(EVENT, "low", 7, 9, both, new LowAt(5), new HashMap<>());

    assertThat(few.offerings()).extracting(OfferingChange::number).containsExactly(12L);
    assertThat(few.lows()).containsExactly(12L);
    assertThat(many.offerings()).isEmpty();
    assertThat(many.lows()).containsExactly(11L, 12L);
  }

  @Test
  void variationThatIsSoldOutOrHiddenIsToldWhateverIsRememberedOfTheOthers() {
    OfferingChange hidden = new OfferingChange(13, 13, null, "L", 1, 2, true);
    List<OfferingChange> all = List.of(change(11, 2, 0), hidden, change(12, 2, 1));

    Judgment.Verdict verdict =
        judgment.of(EVENT, "variation_sold_out", 1, 6, all, new LowAt(2), Map.of(12L, 60L));

    assertThat(verdict.offerings()).extracting(OfferingChange::number).containsExactly(11L, 13L);
    assertThat(verdict.lows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sold_out", "taken_down", "restocked", "a_kind_of_my_own"})
  void whatIsNotLowIsToldAsItIs(String kind) {
    assertThat(judgment.of(EVENT, kind, 0, 3, List.of(), new LowAt(0), Map.of()).told()).isTrue();
  }

  @Test
  void variationHasAThresholdOfItsOwn() {
    List<OfferingChange> both = List.of(change(11, 6, 5), change(12, 3, 2));

    Judgment.Verdict verdict =
        judgment.of(EVENT, "low", 7, 9, both, new LowAt(2, Map.of(11L, 5, 12L, 1)), Map.of());

    assertThat(verdict.offerings()).extracting(OfferingChange::number).containsExactly(11L);
    assertThat(verdict.lows()).containsExactly(11L);
  }

  @Test
  void whatWasTakenDownIsToldToThoseToWhomFewWereLeft() {
    OfferingChange hidden = new OfferingChange(13, 13, null, "L", 4, 4, true);

    assertThat(judgment.of(EVENT, "taken_down", 4, 4, List.of(), new LowAt(2), Map.of()).told())
        .isFalse();
    assertThat(judgment.of(EVENT, "taken_down", 4, 4, List.of(), new LowAt(5), Map.of()).told())
        .isTrue();
    assertThat(
            judgment.of(EVENT, "taken_down", 9, 9, List.of(hidden), new LowAt(2), Map.of()).told())
        .isFalse();
    assertThat(
            judgment.of(EVENT, "taken_down", 9, 9, List.of(hidden), new LowAt(5), Map.of()).told())
        .isTrue();
  }

  @Test
  void lowOfWhichNobodyKnowsWhatWasBeforeIsToldAsItIs() {
    assertThat(judgment.of(EVENT, "low", 3, null, List.of(), new LowAt(2), Map.of()).told())
        .isTrue();
  }

  private static OfferingChange change(long variation, int before, int now) {
    return new OfferingChange(
        variation + 100, variation, null, "Size " + variation, now, before, false);
  }
}
