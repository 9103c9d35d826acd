package dev.lowstock.bench;

import dev.lowstock.sandbox.ListingJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Full pages of the feed, of which one listing in a hundred is new, sold out and watched. */
final class FeedPages {
  /** Entries of a page; one of them is the watched one. */
  static final int ENTRIES = 100;

  /** The watched sellers have the ids from here on. */
  static final long FIRST_SELLER = 10_000_001;

  static final byte[] EMPTY = "{\"count\":0,\"results\":[]}".getBytes(StandardCharsets.UTF_8);

  private static final long FIRST_LISTING = 700_000_001;
  private static final long FIRST_STRANGER = 90_000_001;
  private static final int DIFFERENT = 10;

  /** The window has as many entries as v2 ever gave. */
  private static final String HEAD = "{\"count\":10000,\"results\":[";

  private static final String TAIL =
      "],\"params\":{\"limit\":100,\"offset\":0},\"type\":\"Listing\",\"pagination\":{}}";

  private final int sellers;
  private final List<byte[]> strangers;

  FeedPages(int sellers) {
    this.sellers = sellers;
    this.strangers =
        IntStream.range(0, DIFFERENT)
            .mapToObj(page -> entriesOfStrangers(page).getBytes(StandardCharsets.UTF_8))
            .toList();
  }

  /** A page of another hundred listings, all active but the watched one. */
  byte[] page(int number) {
    ByteArrayOutputStream page = new ByteArrayOutputStream(300_000);
    page.writeBytes(HEAD.getBytes(StandardCharsets.UTF_8));
    page.writeBytes(
        entry(listingId(number), "sold_out", seller(number)).getBytes(StandardCharsets.UTF_8));
    page.writeBytes(strangers.get(number % DIFFERENT));
    page.writeBytes(TAIL.getBytes(StandardCharsets.UTF_8));
    return page.toByteArray();
  }

  /** Entries of listings that nobody watches. */
  static List<String> strangers(int count) {
    return IntStream.range(1, count + 1)
        .mapToObj(id -> entry(id, "active", FIRST_STRANGER + id % 9_999))
        .toList();
  }

  /** The listing that sells out in a page. */
  static long listingId(int page) {
    return FIRST_LISTING + page;
  }

  private long seller(int page) {
    return FIRST_SELLER + page % sellers;
  }

  /** What Etsy answers when it is asked for a watched listing. */
  static String listing(long id) {
    return ListingJson.envelope(
        "Listing",
        ListingJson.node(facts(id, "sold_out", FIRST_SELLER, List.of("MUG-BLUE", "MUG-BLUE-L"))),
        "listing_id",
        Long.toString(id));
  }

  private static String entriesOfStrangers(int page) {
    return IntStream.range(1, ENTRIES)
        .mapToObj(
            entry -> {
              long id = 1_000_000L * (page + 1) + entry;
              return "," + entry(id, "active", FIRST_STRANGER + id % 9_999);
            })
        .collect(Collectors.joining());
  }

  private static String entry(long id, String state, long seller) {
    return ListingJson.of(facts(id, state, seller, List.of()));
  }

  private static ListingJson.Facts facts(long id, String state, long seller, List<String> skus) {
    Instant now = Instant.now();
    return new ListingJson.Facts(
        id,
        state,
        "Blue mug &quot;No. " + id + "&quot;, thrown by hand, glazed twice",
        state.equals("sold_out") ? 0 : 1,
        skus,
        seller,
        seller - 5_000_000,
        "Shop" + seller,
        now,
        now);
  }
}
