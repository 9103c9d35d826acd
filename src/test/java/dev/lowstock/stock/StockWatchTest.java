package dev.lowstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StockWatchTest {
  private static final long BLUE_MUGS = 10_000_001;
  private static final long RED_POTS = 10_000_002;
  private static final long BLUE_MUG = 700_000_001;
  private static final long BLUE_CUP = 700_000_002;

  private final StockWatch watch = new StockWatch();

  @Test
  void soldOutListingOfAWatchedSellerIsNews() {
    List<StockEvent> news = watch.news(List.of(blueMug("sold_out", 100)));

    assertThat(news)
        .containsExactly(
            new StockEvent(
                BLUE_MUG + ":sold_out:100",
                "sold_out",
                BLUE_MUG,
                BLUE_MUGS,
                "Blue mug",
                "BlueMugs",
                null,
                null,
                null,
                null,
                null,
                List.of()));
  }

  @Test
  void listingOfSomebodyElseIsNoNews() {
    List<StockEvent> news = watch.news(List.of(blueMug("sold_out", 100)));

    assertThat(watch.ofWatched(news, List.of(BLUE_MUGS))).isEqualTo(news);
    assertThat(watch.ofWatched(news, List.of(RED_POTS))).isEmpty();
    assertThat(watch.ofWatched(news, List.of())).isEmpty();
  }

  @Test
  void vacationExpiryRemovalAndAnUnknownStateAreNoSellOut() {
    for (String state :
        List.of("active", "vacation", "expired", "removed", "edit", "private", "SOLD_OUT", "new")) {
      assertThat(watch.news(List.of(blueMug(state, 100)))).as(state).isEmpty();
    }
  }

  @Test
  void sameChangeTwiceInAPageIsOneEvent() {
    List<Listing> page = List.of(blueMug("sold_out", 100), blueMug("sold_out", 100));

    assertThat(watch.news(page)).hasSize(1);
  }

  @Test
  void sellingOutAgainLaterIsAnotherEvent() {
    List<Listing> page =
        List.of(blueMug("sold_out", 100), blueMug("active", 110), blueMug("sold_out", 120));

    assertThat(watch.news(page))
        .extracting(StockEvent::eventKey)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void shortSellOutIsNewsThoughTheListingIsBackInTheSamePage() {
    List<Listing> page = List.of(blueMug("sold_out", 100), blueMug("active", 101));

    assertThat(watch.news(page)).hasSize(1);
    assertThat(watch.watched(page, List.of(BLUE_MUGS)))
        .extracting(Listing::state)
        .containsExactly("active");
  }

  @Test
  void newestEntryOfEachWatchedListingIsKeptWhateverTheOrder() {
    List<Listing> page =
        List.of(
            blueMug("active", 120),
            blueMug("sold_out", 100),
            new Listing(BLUE_CUP, BLUE_MUGS, "active", null, null, null, 90, null, null),
            new Listing(1, RED_POTS, "active", null, null, null, 90, null, null));

    assertThat(watch.watched(page, List.of(BLUE_MUGS)))
        .extracting(Listing::listingId, Listing::changedAt)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(BLUE_MUG, 120L),
            org.assertj.core.groups.Tuple.tuple(BLUE_CUP, 90L));
  }

  @Test
  void laterEntryOfTheSameSecondCounts() {
    List<Listing> page = List.of(blueMug("active", 100), blueMug("sold_out", 100));

    assertThat(watch.watched(page, List.of(BLUE_MUGS)))
        .extracting(Listing::state)
        .containsExactly("sold_out");
  }

  @Test
  void sellersOfAPageAreNamedOnce() {
    assertThat(watch.sellersOf(List.of(blueMug("active", 1), blueMug("sold_out", 2))))
        .containsExactly(BLUE_MUGS);
    assertThat(watch.sellersOf(List.of())).isEmpty();
  }

  private static Listing blueMug(String state, long changedAt) {
    return new Listing(
        BLUE_MUG, BLUE_MUGS, state, "Blue mug", "BlueMugs", null, changedAt, null, null);
  }
}
