package dev.lowstock.etsy.v3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SweepTest {

  @Test
  void namesTheSellersWhoseListingsAreNotAsTheyWere() {
    Sweep sweep = new Sweep(List.of(row(1, 51, 3), row(2, 52, 3), row(3, 53, 3), row(4, 54, null)));

    assertThat(sweep.next().query()).isEqualTo("listing_ids=1,2,3,4");
    sweep.read(
        good(
            """
            {"listing_id":1,"state":"active","quantity":3},
            {"listing_id":2,"state":"active","quantity":2},
            {"listing_id":3,"state":"sold_out","quantity":0},
            {"listing_id":4,"state":"active","quantity":7},
            {"listing_id":99,"state":"active","quantity":7}
            """));

    assertThat(sweep.hasNext()).isFalse();
    assertThat(sweep.sellers()).containsExactly(52L, 53L);
  }

  @Test
  void listingThatIsNotGivenIsWorthALook() {
    Sweep sweep = new Sweep(List.of(row(1, 51, 3), row(2, 52, 3)));
    sweep.read(good("{\"listing_id\":1,\"state\":\"active\",\"quantity\":3}"));

    assertThat(sweep.sellers()).containsExactly(52L);
  }

  @Test
  void unknownIdIsFoundByHalving() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int id = 1; id <= 4; id++) {
      rows.add(row(id, 50 + id, 3));
    }
    Sweep sweep = new Sweep(rows);
    List<String> calls = new ArrayList<>();
    while (sweep.hasNext()) {
      String query = Objects.requireNonNull(sweep.next().query());
      calls.add(query);
      boolean unknown = List.of(query.substring("listing_ids=".length()).split(",")).contains("3");
      sweep.read(
          unknown
              ? new EtsyAnswer(404, "{\"error\":\"not found\"}", null)
              : good(
                  """
                  {"listing_id":1,"state":"active","quantity":3},
                  {"listing_id":2,"state":"active","quantity":3},
                  {"listing_id":4,"state":"active","quantity":3}
                  """));
    }

    assertThat(calls)
        .containsExactly(
            "listing_ids=1,2,3,4",
            "listing_ids=1,2",
            "listing_ids=3,4",
            "listing_ids=3",
            "listing_ids=4");
    assertThat(sweep.sellers()).containsExactly(53L);
  }

  @Test
  void nothingToSweepMakesNoCall() {
    assertThat(new Sweep(List.of()).hasNext()).isFalse();
  }

  private static EtsyAnswer good(String results) {
    return new EtsyAnswer(200, "{\"count\":1,\"results\":[" + results + "]}", null);
  }

  private static Map<String, Object> row(long listing, long seller, @Nullable Integer quantity) {
    Map<String, Object> row = new HashMap<>();
    row.put("listing_id", listing);
    row.put("seller_id", seller);
    row.put("quantity", quantity);
    return row;
  }
}
