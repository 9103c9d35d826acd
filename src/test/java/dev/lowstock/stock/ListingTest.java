package dev.lowstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one sight of a listing takes from the one before, and what it has Etsy asked for. */
class ListingTest {
  private static final Offering BLUE = new Offering(11, "MUG-BLUE", "Blue", 3);
  private static final Offering SAND = new Offering(12, "MUG-SAND", "Sand", 9);

  @Test
  void blankSkuIsTheOneOfTheSameProductBefore() {
    Listing now =
        listing(new Offering(11, null, "Blue", 2), new Offering(12, "MUG-NEW", "Sand", 8));

    assertThat(skus(now.continuing(listing(BLUE, SAND)))).containsExactly("MUG-BLUE", "MUG-NEW");
  }

  @Test
  void blankSkuOfAProductWithANewIdIsFoundByItsName() {
    Listing now = listing(new Offering(77, null, "Sand", 8), new Offering(78, null, "Red", 1));

    assertThat(skus(now.continuing(listing(BLUE, SAND)))).containsExactly("MUG-SAND", null);
  }

  @Test
  void sightWithoutProductsStaysWithoutThem() {
    Listing now = listing("active", null);

    assertThat(now.continuing(listing(BLUE)).offerings()).isNull();
    assertThat(skus(listing(BLUE).continuing(now))).containsExactly("MUG-BLUE");
  }

  @Test
  void whatASightLeavesOutIsAsItWasWhileItIsInTheSameState() {
    Listing bare = new Listing(1, 2, "active", null, null, null, 400, 600, null, null, null);
    Listing before = new Listing(1, 2, "active", "Mug", null, "url", 400, 500, null, 8, null);
    Listing soldOut = new Listing(1, 2, "sold_out", "Mug", null, "url", 400, 500, null, 0, null);

    assertThat(bare.continuing(before))
        .isEqualTo(new Listing(1, 2, "active", "Mug", null, "url", 400, 600, null, 8, null));
    assertThat(bare.continuing(soldOut).quantity()).isNull();
  }

  @Test
  void sightThatTellsNothingNewIsAsKnown() {
    Listing known = listing(BLUE, SAND);

    for (Listing now :
        List.of(
            known,
            listing("active", null),
            listing(BLUE, new Offering(12, null, "Sand", 9)),
            new Listing(1, 2, "active", null, null, "new", 401, 500, 7L, null, null))) {
      assertThat(now.isAsKnown(known)).as("%s", now).isTrue();
    }
  }

  @Test
  void sightThatTellsAnythingElseIsNotAsKnown() {
    Listing known = listing(BLUE, SAND);

    for (Listing now :
        List.of(
            listing("sold_out", null),
            listing(BLUE),
            listing(),
            listing(SAND, BLUE),
            listing(BLUE, new Offering(13, "MUG-SAND", "Sand", 9)),
            listing(BLUE, new Offering(12, "MUG-NEW", "Sand", 9)),
            listing(BLUE, new Offering(12, "MUG-SAND", null, 9)),
            listing(BLUE, new Offering(12, "MUG-SAND", "Sand", 8)),
            listing(BLUE, new Offering(12, "MUG-SAND", "Sand", null)),
            listing(BLUE, new Offering(12, 12, "MUG-SAND", "Sand", null, null, 9)),
            new Listing(1, 2, "active", "Cup", null, null, 400, 500, null, 12, null),
            new Listing(1, 2, "active", "Mug", null, null, 400, 501, null, 12, null),
            new Listing(1, 2, "active", "Mug", null, null, 400, 500, null, 11, null))) {
      assertThat(now.isAsKnown(known)).as("%s", now).isFalse();
    }
    assertThat(known.isAsKnown(listing("active", null))).isFalse();
    assertThat(
            listing(new Offering(11, "MUG-BLUE", "Blue", 3))
                .isAsKnown(listing(new Offering(11, 11, "MUG-BLUE", "Blue", 3, 2, null))))
        .isFalse();
  }

  @Test
  void etsyIsAskedForSkusOnlyWhereOneMayBeMissing() {
    Offering blank = new Offering(11, null, "Blue", 0);
    SeenListing before = new SeenListing(listing(BLUE, SAND), 12, false);

    StockEvent known = between(before, listing(soldOut(BLUE), SAND));
    StockEvent unknown = between(before, listing(blank, SAND));
    StockEvent whole = between(before, listing("sold_out", List.of(blank)));

    assertThat(known.askingForBlankSkus()).isEqualTo(known);
    assertThat(unknown.askingForBlankSkus().skus()).isNull();
    assertThat(unknown.askingForBlankSkus().offerings()).isEqualTo(unknown.offerings());
    assertThat(whole.askingForBlankSkus().skus()).isNull();
  }

  private static StockEvent between(SeenListing before, Listing now) {
    return Objects.requireNonNull(
        new StockCrossings().between(before, now, Set.of(2), 2, "look-2"));
  }

  private static List<@Nullable String> skus(Listing listing) {
    return Objects.requireNonNull(listing.offerings()).stream()
        .<@Nullable String>map(Offering::sku)
        .toList();
  }

  private static Offering soldOut(Offering offering) {
    return new Offering(offering.productId(), offering.sku(), offering.name(), 0);
  }

  private static Listing listing(Offering... offerings) {
    return listing("active", List.of(offerings));
  }

  private static Listing listing(String state, @Nullable List<Offering> offerings) {
    return new Listing(1, 2, state, "Mug", null, null, 400, 500, null, 12, offerings);
  }
}
