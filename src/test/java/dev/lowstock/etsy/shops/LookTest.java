package dev.lowstock.etsy.shops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.SettableClock;
import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.api.EtsyAnswer;
import dev.lowstock.etsy.api.EtsyCall;
import dev.lowstock.etsy.shops.Look.Extent;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.SeenListing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The calls of a look, and what it makes of answers as Etsy gives them, also on a bad day. */
class LookTest {
  private static final long SHOP = 11;
  private static final long SELLER = 5_000_001;
  private static final Pattern IDS = Pattern.compile("listing_ids=([\\d,]+)");
  private static final Pattern PAGE = Pattern.compile("state=(\\w+)&limit=(\\d+)&offset=(\\d+)");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final InventoryOffer inventory = new InventoryOffer(clock);
  private final List<String> calls = new ArrayList<>();
  private final Map<Long, String> shop = new TreeMap<>();

  @Test
  void wholeLookReadsEveryListToItsEnd() {
    put("active", 1, 230);
    put("sold_out", 301, 3);
    put("inactive", 401, 1);

    Look look =
        look(
            Look.atShop(SHOP, SELLER, Extent.WHOLE, LookReason.FIRST, inventory, List.of()),
            this::honest);

    assertThat(look.seen()).hasSize(234);
    assertThat(calls)
        .containsExactly(
            "state=active&limit=100&offset=0&includes=Inventory",
            "state=active&limit=100&offset=100&includes=Inventory",
            "state=active&limit=100&offset=200&includes=Inventory",
            "state=sold_out&limit=100&offset=0&includes=Inventory",
            "state=inactive&limit=100&offset=0&includes=Inventory");
    assertThat(look.gone()).isEmpty();
  }

  @Test
  void usualLookAsksForWhatIsMissingByItsId() {
    put("active", 1, 3);
    put("sold_out", 4, 1);

    Look look = look(usual(known(1, 2, 3, 4)), this::honest);

    assertThat(calls)
        .containsExactly("state=active&limit=100&offset=0&includes=Inventory", "listing_ids=4");
    assertThat(states(look)).containsEntry(4L, "sold_out");
    assertThat(look.forSale()).isEqualTo(3);
  }

  @Test
  void listingsThatAreBackHaveTheOtherListsReadForWhatSoldOutMeanwhile() {
    put("active", 1, 2);
    put("sold_out", 3, 1);
    List<SeenListing> missing =
        known(1, 2, 3).stream()
            .map(last -> new SeenListing(last.listing(), last.mostSeen(), true))
            .toList();

    Look look = look(usual(missing), this::honest);

    assertThat(calls)
        .containsExactly(
            "state=active&limit=100&offset=0&includes=Inventory",
            "state=sold_out&limit=100&offset=0&includes=Inventory",
            "state=inactive&limit=100&offset=0&includes=Inventory");
    assertThat(states(look)).containsEntry(3L, "sold_out");
  }

  @Test
  void deletedListingIsFoundOutByHalvingAndLooksIntoTheOtherLists() {
    put("active", 1, 3);
    put("sold_out", 4, 2);

    Look look = look(usual(known(1, 2, 3, 4, 5, 6)), this::honest);

    assertThat(calls)
        .containsExactly(
            "state=active&limit=100&offset=0&includes=Inventory",
            "listing_ids=4,5,6",
            "listing_ids=4",
            "listing_ids=5,6",
            "listing_ids=5",
            "listing_ids=6",
            "state=sold_out&limit=100&offset=0&includes=Inventory",
            "state=inactive&limit=100&offset=0&includes=Inventory");
    assertThat(look.gone()).containsExactly(6L);
    assertThat(states(look)).containsEntry(4L, "sold_out").containsEntry(5L, "sold_out");
  }

  @Test
  void listingThatIdsDoNotGiveIsFoundInTheListOfSoldOutOnes() {
    put("active", 1, 3);
    put("sold_out", 4, 1);

    Look look =
        look(
            usual(known(1, 2, 3, 4)),
            query -> IDS.matcher(query).find() ? notFound() : honest(query));

    assertThat(states(look)).containsEntry(4L, "sold_out");
    assertThat(look.gone()).isEmpty();
  }

  @Test
  void emptyListOfAFullShopIsNotBelieved() {
    put("active", 1, 150);

    Look look =
        look(
            usual(known(LongStream.rangeClosed(1, 150).toArray())),
            query -> query.startsWith("state=") ? results(0, List.of()) : honest(query));

    assertThat(look.forSale()).isEqualTo(150);
    assertThat(look.gone()).isEmpty();
  }

  @Test
  void repeatedItemsAndAWrongCountAreSurvived() {
    put("active", 1, 150);

    Look look =
        look(
            usual(known()),
            query -> {
              Matcher page = page(query);
              int offset = Integer.parseInt(page.group(3));
              return results(
                  999,
                  ids("active").stream().skip(offset == 0 ? 0 : offset - 1).limit(100).toList());
            });

    assertThat(look.seen()).hasSize(150);
    assertThat(calls).hasSizeLessThan(6);
  }

  @Test
  void listThatNeverEndsEnds() {
    put("active", 1, 100);

    Look look = look(usual(known()), query -> results(5_000, ids("active")));

    assertThat(look.seen()).hasSize(100);
    assertThat(calls).hasSize(2);
  }

  @Test
  void nothingIsAskedForBehindTheLastOffset() {
    put("active", 1, 13_000);

    Look look = look(usual(known()), this::honest);

    assertThat(look.seen()).hasSize(12_100);
    assertThat(calls).hasSize(121);
  }

  @Test
  void skippedListingIsAskedForById() {
    put("active", 1, 150);
    Look look =
        look(
            usual(known(LongStream.rangeClosed(1, 150).toArray())),
            query -> {
              if (IDS.matcher(query).find()) {
                return honest(query);
              }
              int offset = Integer.parseInt(page(query).group(3));
              List<Long> all = ids("active");
              return results(150, all.subList(offset == 0 ? 0 : 101, offset == 0 ? 100 : 150));
            });

    assertThat(calls).last().isEqualTo("listing_ids=101");
    assertThat(look.seen()).hasSize(150);
  }

  @Test
  void refusedInventoryIsAskedForByIdsFromThenOn() {
    put("active", 1, 3);

    Look look =
        look(
            usual(known(1, 2)),
            query ->
                query.contains("includes")
                    ? new EtsyAnswer(400, "{\"error\":\"Invalid value\"}", null)
                    : plain(query));

    assertThat(calls)
        .containsExactly(
            "state=active&limit=100&offset=0&includes=Inventory",
            "state=active&limit=100&offset=0",
            "listing_ids=3");
    assertThat(look.seen()).hasSize(3);
    calls.clear();
    look(usual(known(1, 2, 3)), this::plain);
    assertThat(calls).containsExactly("state=active&limit=100&offset=0");
  }

  @Test
  void listingWithVariationsWhoseInventoryIsLackingIsAskedForById() {
    put("active", 1, 2);

    Look look =
        look(
            usual(known(1, 2)),
            query ->
                query.startsWith("state=")
                    ? new EtsyAnswer(
                        200,
                        "{\"count\":1,\"results\":[{\"listing_id\":1,\"state\":\"active\","
                            + "\"has_variations\":true,\"quantity\":4},"
                            + listing(2, "active")
                            + "]}",
                        null)
                    : honest(query));

    assertThat(calls).last().isEqualTo("listing_ids=1");
    assertThat(look.seen()).hasSize(2);
  }

  @Test
  void outOfDateDescriptionIsPassedOver() {
    Look look =
        look(
            usual(List.of(seen(1, "sold_out", 500))),
            query ->
                new EtsyAnswer(
                    200,
                    "{\"count\":1,\"results\":[{\"listing_id\":1,\"state\":\"active\","
                        + "\"quantity\":1,\"updated_timestamp\":499}]}",
                    null));

    assertThat(look.seen()).isEmpty();
    assertThat(look.gone()).isEmpty();
  }

  @Test
  void webhooksLookAtTheListingsTheyNameAndAtThoseOfTheirReceipts() {
    put("active", 1, 9);

    Look look =
        look(
            Look.atListings(
                SHOP, SELLER, LookReason.WEBHOOK, Set.of(3L), Set.of(77L), inventory, known(1, 3)),
            query -> query.equals("limit=100") ? results(1, List.of(5L)) : honest(query));

    assertThat(calls).containsExactly("limit=100", "listing_ids=3,5");
    assertThat(look.seen()).extracting(Listing::listingId).containsExactlyInAnyOrder(3L, 5L);
    assertThat(look.gone()).isEmpty();
  }

  @Test
  void receiptThatMayNotBeReadIsReplacedByTheListOfTheShop() {
    put("active", 1, 9);

    look(
        Look.atListings(
            SHOP, SELLER, LookReason.WEBHOOK, Set.of(), Set.of(77L), inventory, known(1)),
        query ->
            query.equals("limit=100")
                ? new EtsyAnswer(403, "{\"error\":\"insufficient_scope\"}", null)
                : honest(query));

    assertThat(calls)
        .containsExactly(
            "limit=100",
            "state=active&limit=100&offset=0&includes=Inventory",
            "state=sold_out&limit=100&offset=0&includes=Inventory");
  }

  @Test
  void listOfTheShopAndAReceiptTogetherAskOnlyForWhatTheListDoesNotShow() {
    put("active", 1, 3);
    put("sold_out", 4, 2);

    Look look =
        look(
            usual(known(1, 2, 3, 4)).alsoAt(Set.of(2L), Set.of(77L, 78L)),
            query -> query.equals("limit=100") ? results(2, List.of(3L, 5L)) : honest(query));

    assertThat(calls)
        .containsExactly(
            "state=active&limit=100&offset=0&includes=Inventory",
            "limit=100",
            "limit=100",
            "listing_ids=5,4");
    assertThat(states(look)).containsEntry(4L, "sold_out").containsEntry(5L, "sold_out");
  }

  @Test
  void listingOfAReceiptThatEtsyDoesNotGiveHasNoListsRead() {
    put("active", 1, 3);

    Look look =
        look(
            usual(known(1, 2, 3)).alsoAt(Set.of(), Set.of(77L)),
            query ->
                query.equals("limit=100")
                    ? new EtsyAnswer(200, "{\"results\":[{\"listing_id\":9}]}", null)
                    : honest(query));

    assertThat(calls)
        .containsExactly(
            "state=active&limit=100&offset=0&includes=Inventory", "limit=100", "listing_ids=9");
    assertThat(look.gone()).isEmpty();
  }

  @Test
  void listOfWhatSoldOutIsReadUntilNothingInItIsNew() {
    put("active", 1, 1);
    put("sold_out", 100, 500);
    Collection<SeenListing> known =
        LongStream.rangeClosed(250, 599).mapToObj(id -> seen(id, "sold_out", 500)).toList();

    Look look = look(usual(known).alsoAtNewSoldOut(), this::honest);

    assertThat(calls)
        .containsExactly(
            "state=active&limit=100&offset=0&includes=Inventory",
            "state=sold_out&limit=100&offset=0&includes=Inventory",
            "state=sold_out&limit=100&offset=100&includes=Inventory",
            "state=sold_out&limit=100&offset=200&includes=Inventory");
    assertThat(states(look)).containsEntry(100L, "sold_out").containsEntry(249L, "sold_out");
    assertThat(look.gone()).isEmpty();
  }

  @Test
  void tooLargeAnAnswerIsAskedForInHalves() {
    put("active", 1, 60);
    Look look = usual(known());
    while (look.hasNext()) {
      EtsyCall call = look.next();
      Matcher page = page(Objects.requireNonNull(call.query()));
      if (Integer.parseInt(page.group(2)) > 25) {
        look.outgrown();
      } else {
        look.read(honest(Objects.requireNonNull(call.query())));
      }
    }

    assertThat(look.seen()).hasSize(60);
  }

  @Test
  void failuresAreToldApart() {
    assertThatThrownBy(() -> look(usual(known()), q -> new EtsyAnswer(500, "<html>", null)))
        .isInstanceOf(EtsyUnavailable.class)
        .hasMessage("Etsy answered 500");
    assertThatThrownBy(() -> look(usual(known()), q -> new EtsyAnswer(200, "{}", null)))
        .isInstanceOf(EtsyUnavailable.class)
        .hasMessage("Etsy answered 200 without results");
    assertThatThrownBy(() -> look(usual(known()), q -> new EtsyAnswer(200, "[1", null)))
        .isInstanceOf(EtsyUnavailable.class);
    assertThatThrownBy(
            () ->
                look(
                    usual(known()),
                    q ->
                        new EtsyAnswer(403, "{\"error\":\"access token has been revoked\"}", null)))
        .isInstanceOf(AccessRevoked.class);
  }

  private Look look(Look look, Function<String, EtsyAnswer> etsy) {
    while (look.hasNext()) {
      String query = Objects.requireNonNull(look.next().query());
      calls.add(query);
      look.read(etsy.apply(query));
    }
    return look;
  }

  private Look usual(Collection<SeenListing> known) {
    return Look.atShop(SHOP, SELLER, Extent.USUAL, LookReason.DUE, inventory, known);
  }

  private void put(String state, long from, int count) {
    LongStream.range(from, from + count).forEach(id -> shop.put(id, state));
  }

  private EtsyAnswer honest(String query) {
    Matcher ids = IDS.matcher(query);
    if (ids.find()) {
      List<Long> asked = List.of(ids.group(1).split(",")).stream().map(Long::valueOf).toList();
      return shop.keySet().containsAll(asked) ? results(asked.size(), asked) : notFound();
    }
    Matcher page = page(query);
    List<Long> all = ids(page.group(1));
    return results(
        all.size(),
        all.stream()
            .skip(Integer.parseInt(page.group(3)))
            .limit(Integer.parseInt(page.group(2)))
            .toList());
  }

  /** As honest, but pages without inventory. */
  private EtsyAnswer plain(String query) {
    EtsyAnswer answer = honest(query);
    return IDS.matcher(query).find()
        ? answer
        : new EtsyAnswer(200, answer.body().replace(",\"inventory\":null", ""), null);
  }

  private List<Long> ids(String state) {
    return shop.entrySet().stream()
        .filter(entry -> entry.getValue().equals(state))
        .map(Map.Entry::getKey)
        .toList();
  }

  private EtsyAnswer results(int count, List<Long> ids) {
    return new EtsyAnswer(
        200,
        ids.stream()
            .map(id -> listing(id, Objects.requireNonNull(shop.get(id))))
            .collect(Collectors.joining(",", "{\"count\":" + count + ",\"results\":[", "]}")),
        null);
  }

  private static EtsyAnswer notFound() {
    return new EtsyAnswer(404, "{\"error\":\"Resource not found\"}", null);
  }

  private static String listing(long id, String state) {
    return "{\"listing_id\":"
        + id
        + ",\"state\":\""
        + state
        + "\",\"quantity\":5,\"updated_timestamp\":500,\"state_timestamp\":400,\"inventory\":null}";
  }

  private static Matcher page(String query) {
    Matcher page = PAGE.matcher(query);
    assertThat(page.find()).as(query).isTrue();
    return page;
  }

  private static Map<Long, String> states(Look look) {
    return look.seen().stream().collect(Collectors.toMap(Listing::listingId, Listing::state));
  }

  private static List<SeenListing> known(long... ids) {
    return new TreeSet<>(LongStream.of(ids).boxed().toList())
        .stream().map(id -> seen(id, "active", 500)).toList();
  }

  private static SeenListing seen(long id, String state, long updatedAt) {
    return new SeenListing(
        new Listing(id, SELLER, state, null, null, null, 400, updatedAt, null, 5, null), 5, false);
  }
}
