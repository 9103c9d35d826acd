package dev.lowstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StockCrossingsTest {
  private static final long MUG = 700_000_001;
  private static final long BLUE_MUGS = 5_000_001;
  private static final int TWO = 2;

  private final StockCrossings crossings = new StockCrossings();

  @Test
  void soldOutListingIsNewsOnceAndHasTheSameKeyForEverySight() {
    StockEvent event = event(active(3), soldOut(900));

    assertThat(event.kind()).isEqualTo("sold_out");
    assertThat(event.eventKey()).isEqualTo(MUG + ":sold_out:900");
    assertThat(event.skus()).containsExactly("MUG-BLUE");
    assertThat(between(soldOut(900), soldOut(900))).isNull();
  }

  @Test
  void sellOutWithoutATimeIsToldByItsLook() {
    assertThat(event(active(3), soldOut(0)).eventKey()).isEqualTo(MUG + ":sold_out:look-7");
  }

  @Test
  void oneOffThatSellsIsASellOut() {
    assertThat(event(active(1), soldOut(900)).kind()).isEqualTo("sold_out");
  }

  @Test
  void activeListingWithNothingLeftIsSoldOut() {
    assertThat(event(active(3), active(0)).kind()).isEqualTo("sold_out");
    assertThat(between(active(0), soldOut(900))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "5,3,2,",
    "5,2,2,low",
    "3,1,2,low",
    "2,1,2,low",
    "1,1,2,",
    "2,2,2,",
    "5,1,0,",
    "9,5,5,low",
    "5,4,5,low",
    "1,5,2,",
    "1,2,2,",
    "6,5,5,low",
  })
  void lowIsAFallThatEndsAtOrBelowTheHighestThreshold(
      int was, int is, int highest, @Nullable String kind) {
    StockEvent event =
        crossings.between(seen(active(was)), active(is), Set.of(0), highest, "look-7");

    assertThat(event == null ? null : event.kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"expired", "draft", "removed", "vacation", "private", "unheard_of"})
  void otherStatesAreNoNews(String state) {
    assertThat(between(active(5), listing(state, 900, 0, own("MUG-BLUE", 0)))).isNull();
    assertThat(between(active(2), listing(state, 900, 2, null))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"inactive", "edit"})
  void listingTakenDownRightAfterItRanLowIsPerhapsOutOfStock(String state) {
    SeenListing ranDown = new SeenListing(active(1), 10, false);

    StockEvent event =
        crossings.between(ranDown, listing(state, 900, 1, null), Set.of(TWO), TWO, "look-7");

    assertThat(Objects.requireNonNull(event).kind()).isEqualTo("taken_down");
  }

  @Test
  void listingTakenDownWhileThereWasPlentyOrThatNeverHadMoreIsNoNews() {
    assertThat(between(active(8), listing("inactive", 900, 8, null))).isNull();
    assertThat(between(active(1), listing("inactive", 900, 1, null))).isNull();
  }

  @Test
  void listingThatRanDownAndWasTakenDownBetweenTwoLooksIsTold() {
    SeenListing plenty = new SeenListing(active(8), 8, false);

    StockEvent event =
        crossings.between(plenty, listing("inactive", 900, 1, null), Set.of(TWO), TWO, "look-7");

    assertThat(Objects.requireNonNull(event).kind()).isEqualTo("taken_down");
  }

  @Test
  void missingInventoryOrQuantityIsNotZero() {
    assertThat(between(active(5), listing("active", 900, null, null))).isNull();
    assertThat(between(ofTwo(3, 3), listing("active", 900, 6, null))).isNull();
    assertThat(between(ofTwo(3, 3), listing("active", 900, null, List.of()))).isNull();
  }

  @Test
  void variationWithNothingLeftIsNewsWhileOthersHaveSome() {
    StockEvent event = event(ofTwo(3, 3), ofTwo(0, 3));

    assertThat(event.kind()).isEqualTo("variation_sold_out");
    assertThat(event.skus()).containsExactly("MUG-BLUE");
    assertThat(event.offerings()).extracting(OfferingChange::name).containsExactly("Blue");
    assertThat(between(ofTwo(0, 3), ofTwo(0, 3))).isNull();
    assertThat(between(ofTwo(0, 3), ofTwo(0, 4))).isNull();
  }

  @Test
  void strongestEventSpeaksForAllThatItConcerns() {
    StockEvent event = event(ofTwo(3, 3), ofTwo(0, 1));

    assertThat(event.kind()).isEqualTo("variation_sold_out");
    assertThat(event.skus()).containsExactly("MUG-BLUE", "MUG-SAND");
    assertThat(event.offerings()).extracting(OfferingChange::quantity).containsExactly(0, 1);
  }

  @Test
  void variationsRunLowEachForItself() {
    StockEvent event = event(ofTwo(3, 9), ofTwo(2, 8));

    assertThat(event.kind()).isEqualTo("low");
    assertThat(event.skus()).containsExactly("MUG-BLUE");
  }

  @Test
  void variationThatWasNeverSeenHasNotCrossed() {
    Listing before = listing("active", 1, 3, own("MUG-BLUE", 3));

    assertThat(between(before, ofTwo(3, 0))).isNull();
  }

  @Test
  void allVariationsGoneIsTheListingSoldOut() {
    Listing gone = listing("sold_out", 900, 0, ofTwo(0, 0).offerings());

    assertThat(event(ofTwo(1, 1), gone).kind()).isEqualTo("sold_out");
    assertThat(event(ofTwo(1, 1), gone).skus()).containsExactly("MUG-BLUE", "MUG-SAND");
  }

  @Test
  void sharedQuantityIsNotAddedUp() {
    List<Offering> shared =
        List.of(
            new Offering(1, "MUG-BLUE", "Blue", null), new Offering(2, "MUG-SAND", "Sand", null));
    StockEvent event = event(listing("active", 1, 5, shared), listing("active", 1, 2, shared));

    assertThat(event.kind()).isEqualTo("low");
    assertThat(event.skus()).containsExactly("MUG-BLUE", "MUG-SAND");
    assertThat(event.offerings()).isEmpty();
  }

  @Test
  void whatIsBackIsRestockedAndArmedAgain() {
    assertThat(event(soldOut(900), active(5)).kind()).isEqualTo("restocked");
    assertThat(event(ofTwo(0, 3), ofTwo(4, 3)).kind()).isEqualTo("restocked");
    assertThat(event(active(5), soldOut(990)).eventKey())
        .isNotEqualTo(event(active(5), soldOut(900)).eventKey());
  }

  @Test
  void newListingIsNewsOnlyIfItSoldOutSinceTheShopWasSeen() {
    assertThat(crossings.ofNew(soldOut(900), 800, "look-7")).isNotNull();
    assertThat(crossings.ofNew(soldOut(700), 800, "look-7")).isNull();
    assertThat(crossings.ofNew(active(1), 800, "look-7")).isNull();
  }

  @Test
  void unknownSkusAreAskedForAndNoSkusAreNone() {
    assertThat(event(listing("active", 1, 3, null), listing("sold_out", 9, 0, null)).skus())
        .isNull();
    List<Offering> nameless = List.of(new Offering(1, null, null, null));
    assertThat(event(listing("active", 1, 3, nameless), listing("sold_out", 9, 0, null)).skus())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // name, SKU before and now; whether both are the same variation
    "M,SHIRT-M,M,SHIRT-M,true",
    "M,SHIRT-M,m,SHIRT-MEDIUM,true",
    "M,SHIRT-M,Medium,SHIRT-M,true",
    "M,,M,,true",
    "'Blue, M',,'M, Blue',,true",
    ",SHIRT-M,,SHIRT-M,true",
    "M,SHIRT-M,XL,SHIRT-XL,false",
    "M,,XL,,false",
    "M,SHIRT-M,,,false",
  })
  void variationIsKnownAgainByItsValuesThenByItsSkuWhateverItsProductId(
      @Nullable String name,
      @Nullable String sku,
      @Nullable String newName,
      @Nullable String newSku,
      boolean same) {
    Listing before = ofSizes(new Offering(11, "SHIRT-S", "S", 8), new Offering(12, sku, name, 8));
    Listing now =
        ofSizes(new Offering(91, "SHIRT-S", "S", 8), new Offering(92, newSku, newName, 0));

    StockEvent event = between(before, now.continuing(before));

    assertThat(event == null ? null : event.kind()).isEqualTo(same ? "variation_sold_out" : null);
  }

  @Test
  void variationThatOnlyItsProductIdTellsIsKnownByThat() {
    Listing before = ofSizes(new Offering(11, null, null, 8), new Offering(12, null, null, 8));
    Listing now = ofSizes(new Offering(11, null, null, 8), new Offering(12, null, null, 0));
    Listing renamed = ofSizes(new Offering(11, null, "S", 8), new Offering(12, null, "M", 1));

    assertThat(event(before, now.continuing(before)).kind()).isEqualTo("variation_sold_out");
    assertThat(event(before, renamed.continuing(before)).kind()).isEqualTo("low");
  }

  @Test
  void valuesOrSkusThatSeveralVariationsHaveTellNone() {
    Listing before = ofSizes(new Offering(11, "SHIRT", "M", 8), new Offering(12, "SHIRT", "M", 3));
    Listing now = ofSizes(new Offering(91, "SHIRT", "M", 3), new Offering(92, "SHIRT", "M", 8));
    Listing sameIds = ofSizes(new Offering(11, "SHIRT", "M", 8), new Offering(12, "SHIRT", "M", 1));

    assertThat(between(before, now.continuing(before))).isNull();
    assertThat(event(before, sameIds.continuing(before)).kind()).isEqualTo("low");
  }

  @Test
  void newProductIdsWithoutAChangeAreNoNewsAndKeepTheNumberOfTheirVariation() {
    Listing before = ofSizes(new Offering(11, "S", "S", 8), new Offering(12, "M", "M", 1));
    Listing once = ofSizes(new Offering(91, "S", "S", 8), new Offering(92, "M", "M", 1));
    Listing twice = ofSizes(new Offering(93, "M", "M", 1), new Offering(94, "S", "S", 8));

    Listing known = once.continuing(before);
    Listing knownStill = twice.continuing(known);

    assertThat(between(before, known)).isNull();
    assertThat(between(known, knownStill)).isNull();
    assertThat(knownStill.offerings()).extracting(Offering::variation).containsExactly(12L, 11L);
    assertThat(knownStill.offerings()).extracting(Offering::mostSeen).containsExactly(1, 8);
  }

  @ParameterizedTest
  @CsvSource({"8,1,true", "1,1,true", "2,2,true", "8,8,false", "8,3,false"})
  void variationThatIsHiddenWhenItRunsOutIsToldLikeAListingThatIsTakenDown(
      int before, int hiddenWith, boolean told) {
    Offering most = new Offering(12, 12, "SHIRT-M", "M", before, 8, null);
    Offering hidden = new Offering(12, 12, "SHIRT-M", "M", null, 8, hiddenWith);
    Offering small = new Offering(11, "SHIRT-S", "S", 8);

    StockEvent event = between(ofSizes(small, most), ofSizes(small, hidden));

    assertThat(event == null ? null : event.kind()).isEqualTo(told ? "taken_down" : null);
    if (event != null) {
      assertThat(event.offerings()).extracting(OfferingChange::sku).containsExactly("SHIRT-M");
      assertThat(event.offerings()).extracting(OfferingChange::quantity).containsOnly(hiddenWith);
    }
  }

  @Test
  void variationThatSellsOutIsToldThoughAllSharedOneNumberBefore() {
    Listing shared =
        listing(
            "active",
            1,
            1,
            List.of(
                new Offering(11, "SHIRT-S", "S", null), new Offering(12, "SHIRT-M", "M", null)));
    Listing now = ofSizes(new Offering(11, "SHIRT-S", "S", 1), new Offering(12, "SHIRT-M", "M", 0));

    StockEvent event = event(shared, now.continuing(shared));

    assertThat(event.kind()).isEqualTo("variation_sold_out");
    assertThat(event.skus()).containsExactly("SHIRT-M");
  }

  @Test
  void variationThatSoldOutWhileItWasHiddenIsTold() {
    Offering hidden = new Offering(12, 12, "SHIRT-M", "M", null, 8, 4);
    Offering small = new Offering(11, "SHIRT-S", "S", 8);
    Listing now = ofSizes(small, new Offering(12, "SHIRT-M", "M", 0));

    assertThat(event(ofSizes(small, hidden), now).kind()).isEqualTo("variation_sold_out");
  }

  @Test
  void variationsOfTwoPropertiesWithTheSameValuesAreToldApart() {
    Listing before =
        ofSizes(new Offering(11, null, "Red, Blue", 8), new Offering(12, null, "Blue, Red", 8));
    Listing now =
        ofSizes(new Offering(91, null, "Red, Blue", 8), new Offering(92, null, "Blue, Red", 0));

    assertThat(event(before, now.continuing(before)).offerings())
        .extracting(OfferingChange::number)
        .containsExactly(12L);
  }

  @Test
  void variationThatNeverHadMoreThanOneAndIsHiddenIsNoNews() {
    Offering single = new Offering(12, "SHIRT-M", "M", 1);
    Offering hidden = new Offering(12, 12, "SHIRT-M", "M", null, 1, 1);
    Offering small = new Offering(11, "SHIRT-S", "S", 8);

    assertThat(between(ofSizes(small, single), ofSizes(small, hidden))).isNull();
  }

  private static Listing ofSizes(Offering... offerings) {
    return listing("active", 1, 16, List.of(offerings));
  }

  private StockEvent event(Listing before, Listing now) {
    return Objects.requireNonNull(between(before, now), "no event");
  }

  private @Nullable StockEvent between(Listing before, Listing now) {
    return crossings.between(seen(before), now, Set.of(TWO), TWO, "look-7");
  }

  private static SeenListing seen(Listing listing) {
    return new SeenListing(listing, listing.quantity(), false);
  }

  private static Listing active(int quantity) {
    return listing("active", 1, quantity, List.of(new Offering(1, "MUG-BLUE", null, null)));
  }

  private static Listing soldOut(long at) {
    return listing("sold_out", at, 0, List.of(new Offering(1, "MUG-BLUE", null, null)));
  }

  private static Listing ofTwo(int blue, int sand) {
    return listing(
        "active",
        1,
        blue + sand,
        List.of(
            new Offering(1, "MUG-BLUE", "Blue", blue), new Offering(2, "MUG-SAND", "Sand", sand)));
  }

  private static List<Offering> own(String sku, int quantity) {
    return List.of(new Offering(1, sku, "Blue", quantity));
  }

  private static Listing listing(
      String state, long stateAt, @Nullable Integer quantity, @Nullable List<Offering> offerings) {
    return new Listing(
        MUG, BLUE_MUGS, state, "Blue mug", null, null, stateAt, 1, null, quantity, offerings);
  }
}
