package dev.lowstock.etsy.shops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.lowstock.etsy.api.Recorded;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Offering;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingReaderTest {
  private static final long BLUE_MUGS = 5_000_001;

  @Test
  void readsWhatCounts() throws Exception {
    Listing mug = read("listing.json");

    assertThat(mug.listingId()).isEqualTo(700_000_001);
    assertThat(mug.sellerId()).isEqualTo(BLUE_MUGS);
    assertThat(mug.state()).isEqualTo("active");
    assertThat(mug.title()).isEqualTo("Blue mug &quot;Ada&quot;, handmade");
    assertThat(mug.quantity()).isEqualTo(5);
    assertThat(mug.changedAt()).isEqualTo(1_763_790_000);
    assertThat(mug.updatedAt()).isEqualTo(1_763_793_600);
    assertThat(mug.sectionId()).isEqualTo(42);
    assertThat(mug.offerings()).containsExactly(new Offering(1, "MUG-BLUE", null, null));
  }

  @Test
  void variationsWithQuantitiesOfTheirOwnAreNamedByTheirValues() throws Exception {
    assertThat(read("listing-with-variations.json").offerings())
        .containsExactly(
            new Offering(1, "MUG-BLUE-L", "Blue, L", 0),
            new Offering(2, "MUG-SAND-L", "Sand, L", 4));
  }

  @Test
  void sharedQuantityBelongsToNoVariation() throws Exception {
    Listing mug = read("listing-with-shared-quantity.json");

    assertThat(mug.hasOwnQuantities()).isFalse();
    assertThat(mug.offerings()).extracting(Offering::sku).containsExactly("MUG-BLUE", "MUG-SAND");
  }

  @Test
  void hiddenAndDeletedProductsDoNotCountButForTheLastOneHavingGone() throws Exception {
    assertThat(read("listing-with-hidden-and-deleted-products.json").offerings())
        .extracting(Offering::sku, Offering::quantity, Offering::hidden)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("MUG-BLUE", 3, null),
            org.assertj.core.groups.Tuple.tuple("MUG-SAND", null, 7),
            org.assertj.core.groups.Tuple.tuple("MUG-GREY", 0, null));
  }

  @Test
  void quantitiesThatDifferAreNeverOneSharedQuantity() throws Exception {
    Listing shirt = read("listing-with-unequal-quantities-on-no-property.json");

    assertThat(shirt.hasOwnQuantities()).isTrue();
    assertThat(shirt.offerings())
        .containsExactly(new Offering(1, "SHIRT-S", "S", 8), new Offering(2, "SHIRT-M", "M", 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "listing-never-edited-with-the-inventory-tool.json",
        "listing-without-products.json",
        "listing-without-inventory.json",
      })
  void missingInventoryIsNotZeroStock(String file) throws Exception {
    assertThat(read(file).offerings()).isNull();
    assertThat(read(file).quantity()).isEqualTo(5);
  }

  @Test
  void soldOutListingKeepsItsSkus() throws Exception {
    Listing mug = read("listing-sold-out.json");

    assertThat(mug.isSoldOut()).isTrue();
    assertThat(mug.changedAt()).isEqualTo(1_763_797_200);
    assertThat(mug.offerings()).extracting(Offering::sku).containsExactly("MUG-BLUE");
  }

  @Test
  void downloadIsNotWatched() throws Exception {
    assertThat(find("listing-of-a-download.json")).isNull();
  }

  @Test
  void stateUnheardOfIsKeptAsItIs() throws Exception {
    Listing mug = read("listing-in-a-state-unheard-of.json");

    assertThat(mug.state()).isEqualTo("hibernating");
    assertThat(mug.changedAt()).isZero();
    assertThat(mug.offerings()).containsExactly(new Offering(1, null, null, null));
  }

  @Test
  void fieldsOfOddTypesAreAsGoodAsMissing() throws Exception {
    Listing mug = read("listing-of-odd-types.json");

    assertThat(mug.listingId()).isEqualTo(700_000_001);
    assertThat(mug.title()).isNull();
    assertThat(mug.quantity()).isNull();
    assertThat(mug.updatedAt()).isEqualTo(Listing.LOOKED_AT);
    assertThat(mug.offerings()).isEmpty();
  }

  @Test
  void productThatComesTwiceCountsOnce() throws Exception {
    assertThat(read("listing-with-a-product-twice.json").offerings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "17",
        "null",
        "{\"listing_id\":0,\"state\":\"active\"}",
        "{\"listing_id\":1}",
        "{\"listing_id\":1,\"state\":null}"
      })
  void whatIsNoListingIsPassedOver(String json) throws Exception {
    assertThat(parse(json).listing()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"inventory\":{\"products\":17}",
        "\"inventory\":{\"products\":{\"product_id\":1}}",
        "\"inventory\":{\"products\":[]}",
        "\"inventory\":{\"products\":[{\"product_id\":1}],\"products\":null}",
        "\"inventory\":[{\"products\":[{\"product_id\":1}]}]",
        "\"inventory\":{\"products\":[{\"product_id\":1}]},\"inventory\":null",
      })
  void inventoryOfOddTypesIsAsGoodAsMissing(String inventory) throws Exception {
    ListedEntry entry =
        parse("{\"listing_id\":1,\"state\":\"active\"," + inventory + ",\"quantity\":3}");

    assertThat(entry.hasInventory()).isTrue();
    assertThat(Objects.requireNonNull(entry.listing()).offerings()).isNull();
    assertThat(Objects.requireNonNull(entry.listing()).quantity()).isEqualTo(3);
  }

  @Test
  void fieldsInAnyOrderAndOfAnyDepthAreReadToTheirEnd() throws Exception {
    String product =
        "{\"offerings\":[[1],{\"quantity\":{\"quantity\":9}},{\"is_enabled\":\"true\",\"quantity\":3}],"
            + "\"property_values\":[1,[2],{\"values\":[\"Blue\",[\"no\"],{},\"L\"]}],"
            + "\"sku\":\"MUG\",\"product_id\":\"7\"}";
    ListedEntry entry =
        parse(
            "{\"images\":[{\"listing_id\":2,\"state\":[{}]}],\"inventory\":{\"products\":["
                + product
                + "],\"quantity_on_property\":[[200]]},\"state\":\"active\",\"listing_id\":1}");

    assertThat(Objects.requireNonNull(entry.listing()).listingId()).isEqualTo(1);
    assertThat(entry.listing().offerings()).containsExactly(new Offering(7, "MUG", "Blue, L", 3));
  }

  private static Listing read(String file) throws IOException {
    return Objects.requireNonNull(find(file), file);
  }

  private static @Nullable Listing find(String file) throws IOException {
    return parse(Recorded.text(file)).listing();
  }

  private static ListedEntry parse(String json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      ListedEntry entry = ListingReader.read(parser, BLUE_MUGS);
      assertThat(parser.nextToken()).isNull();
      return entry;
    }
  }
}
