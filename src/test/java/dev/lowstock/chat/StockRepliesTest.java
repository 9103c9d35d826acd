package dev.lowstock.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import dev.lowstock.alert.TimeWords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is answered where it is known how many are left. */
class StockRepliesTest {
  private static final Instant MORNING = Instant.parse("2026-11-03T09:30:00Z");

  private final Messages messages = new Messages(null);
  private final Replies replies =
      new Replies(messages, new AlertText(messages, true), null, null, true, true);
  private final ThresholdReplies thresholds = new ThresholdReplies(messages);
  private final RestockReplies restocks = new RestockReplies(messages);
  private final StockStatus status = new StockStatus(messages);
  private final Summaries summaries = new Summaries(messages);

  @Test
  void helpAndMenuNameWhatCanBeChosenAndKeepTheNotice() {
    assertThat(replies.help(request("help", ""), List.of()).html())
        .contains("/threshold", "/restock", "The term 'Etsy' is a trademark of Etsy, Inc.");
    CommandMenu menu =
        new CommandMenu(
            () -> Map.of("threshold", "", "restock", "", "pin", "", "privacy", ""),
            messages,
            (method, parameters) -> true,
            true);
    assertThat(menu.lines(null))
        .extracting(CommandMenu.Line::command)
        .contains("threshold", "restock", "pin", "privacy");
  }

  @Test
  void privacySaysWhatIsStored() {
    assertThat(replies.privacy(request("privacy", "")).html())
        .contains("SKUs", "how many are left", "at how many left", "nothing about buyers");
  }

  @Test
  void sampleShowsAVariationAndNoButtonThatWouldFindNoListing() {
    Message sample = replies.sample(request("test", ""));

    assertThat(sample.plain())
        .isEqualTo(
            """
            Sold out: Blue mug (this is a sample), large
            SKU: MUG-BLUE-L
            All variations together: 12 left
            Shop: YourShop\
            """);
    assertThat(buttons(sample)).allMatch(button -> button.url() != null);
  }

  // --- Thresholds -------------------------------------------------------------------------------

  @Test
  void numberOfSeveralShopsComesBackToAskForTheShop() {
    Message ask =
        thresholds.ask(request("threshold", ""), List.of(threshold(7, 2, 0), threshold(8, 0, 3)));

    assertThat(ask.html())
        .contains("<b>Shop7</b>: I'll tell you once each time stock falls to 2 or fewer.")
        .contains("<b>Shop8</b>: I won't tell you when something runs low")
        .contains("3 listings have numbers of their own and keep them.");
    assertThat(buttons(ask).stream().map(Button::action))
        .containsExactly(
            "threshold:0",
            "threshold:1",
            "threshold:2",
            "threshold:3",
            "threshold:5",
            "threshold:10");
  }

  @Test
  void noButtonSaysMoreThanTelegramTakes() {
    ShopThreshold shop = new ShopThreshold(999_999_999_999_999_999L, "🏺".repeat(120), 2, 0);
    long most = 999_999_999_999_999_999L;
    ListingThreshold listing =
        new ListingThreshold(
            most,
            7,
            "Blue mug",
            2,
            2,
            List.of(
                new ListingThreshold.Variation(most, "🏺".repeat(120), 999),
                new ListingThreshold.Variation(2, null, null)));
    List<Message> asked =
        List.of(
            thresholds.ask(request("threshold", ""), List.of(shop)),
            thresholds.ask(request("threshold", "999"), List.of(shop, shop)),
            thresholds.askListing(request("low", "1"), Optional.of(listing)),
            thresholds.askListing(request("low", "1:v"), Optional.of(listing)),
            thresholds.askListing(request("low", "1:v" + most), Optional.of(listing)));

    for (Message message : asked) {
      assertThat(buttons(message))
          .isNotEmpty()
          .allSatisfy(
              button -> {
                String data = String.valueOf(button.action());
                assertThat(data.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 64);
                assertThat(StockWish.ofButton(data, true)).isNotNull();
                assertThat(button.label()).hasSizeBetween(1, 40);
              });
    }
  }

  @Test
  void onlyTheShopThatWasSetIsTold() {
    List<ShopThreshold> shops = List.of(threshold(7, 3, 0), threshold(8, 2, 0));

    assertThat(thresholds.set(request("set-threshold", "7:3"), shops, 1, List.of()).html())
        .contains("Shop7")
        .doesNotContain("Shop8");
    assertThat(thresholds.set(request("set-threshold", "all:3"), shops, 2, List.of()).html())
        .contains("Shop7", "Shop8");
    assertThat(thresholds.set(request("set-threshold", "9:3"), shops, 0, List.of()).html())
        .contains("I changed nothing");
  }

  @Test
  void listingIsNamedSafelyAndSaysWhoseNumberItHas() {
    ListingThreshold listing = listing("<b>Blue</b> &amp; mug", 2, null);

    assertThat(
            thresholds
                .setListing(request("set-low", "1:shop"), Optional.of(listing), List.of())
                .html())
        .isEqualTo(
            "<b>&lt;b&gt;Blue&lt;/b&gt; &amp; mug</b>: I'll tell you once each time stock falls to 2 or"
                + " fewer. That is the number of the whole shop.");
    assertThat(
            thresholds
                .setListing(
                    request("set-low", "1:0"), Optional.of(listing("Blue mug", 0, 0)), List.of())
                .html())
        .isEqualTo("<b>Blue mug</b>: I won't tell you when it runs low, only when it sells out.");
  }

  @Test
  void thresholdsOfManyShopsFitIntoAMessage() {
    List<ShopThreshold> shops =
        IntStream.range(0, 100).mapToObj(i -> new ShopThreshold(i, "x".repeat(100), 2, 5)).toList();

    assertThat(visible(thresholds.ask(request("threshold", "x"), shops)))
        .isLessThanOrEqualTo(Message.LIMIT);
    assertThat(buttons(thresholds.ask(request("threshold", "3"), shops)))
        .hasSizeLessThanOrEqualTo(100);
  }

  @Test
  void noAnswerHasMoreFormattingThanTelegramShows() {
    List<WatchedShop> shops = IntStream.range(0, 100).mapToObj(i -> shop("A")).toList();
    List<ShopThreshold> thresholdsOfShops =
        IntStream.range(0, 100).mapToObj(i -> new ShopThreshold(7, "A", 2, 1)).toList();
    List<ListingLine> few = IntStream.range(0, 200).mapToObj(i -> variation("B", i % 2)).toList();

    assertThat(
            List.of(
                thresholds.ask(request("threshold", ""), thresholdsOfShops),
                thresholds.set(request("threshold", "3"), thresholdsOfShops, 100, few),
                status.status(request("status", ""), shops, few, few, true, 0, List.of()),
                replies.status(request("status", ""), shops, few, List.of()),
                replies.askToForget(request("stop", ""), shops)))
        .allSatisfy(
            answer ->
                assertThat(Pattern.compile("<[a-z]").matcher(answer.html()).results().count())
                    .isLessThanOrEqualTo(100));
  }

  // --- Restocks ---------------------------------------------------------------------------------

  @Test
  void shopThatWasAddedLaterIsToldApart() {
    WatchedShop on = shop("BlueMugs", true, WatchedShop.Looks.NONE);

    assertThat(restocks.ask(request("restock", ""), List.of(on, shop("RedPots"))).html())
        .contains("back in stock in BlueMugs, but not in RedPots.");
    assertThat(restocks.set(request("restock", "on"), List.of()).html()).contains("Send /start");
  }

  // --- Status -----------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "40, 130, 'Last look: 40 seconds ago, next in about 2 min'",
    "40, 0, 'Last look: 40 seconds ago, next one now'",
    "300000, -5, 'Last look: 3 days ago, next one now'",
  })
  void statusSaysWhenItLookedAndWhenItLooksNext(long ago, long next, String text) {
    WatchedShop shop =
        shop(
            "BlueMugs",
            false,
            new WatchedShop.Looks(
                MORNING.minusSeconds(ago), MORNING.plusSeconds(next), null, null, null, null));

    assertThat(
            status
                .status(
                    request("status", ""), List.of(shop), List.of(), List.of(), false, 0, List.of())
                .html())
        .isEqualTo(
            "<b>BlueMugs</b>, watched since 3 November 2026\nEtsy access: given\n"
                + text
                + "\nLow: at 2 left or fewer\nBack in stock: I won't tell you\n\n"
                + "I see nothing that is sold out or low now.");
  }

  @Test
  void whereCallsAreScarceTheListingSeenLastAndDueFirstCounts() {
    WatchedShop shop =
        shop(
            "BlueMugs",
            false,
            new WatchedShop.Looks(
                MORNING.minusSeconds(3600),
                MORNING.plusSeconds(3600),
                null,
                null,
                MORNING.minusSeconds(40),
                MORNING.plusSeconds(130)));

    assertThat(
            status
                .status(
                    request("status", ""), List.of(shop), List.of(), List.of(), true, 0, List.of())
                .html())
        .contains("Last look: 40 seconds ago, next in about 2 min\nEtsy allows me few looks");
  }

  @Test
  void statusOfMuchFitsIntoAMessage() {
    WatchedShop.Looks failing =
        new WatchedShop.Looks(
            null, null, MORNING.minusSeconds(7000), "<&\"".repeat(80), null, null);
    List<WatchedShop> shops =
        IntStream.range(0, 100)
            .mapToObj(i -> shop("<Shop>".repeat(40) + i, false, failing))
            .toList();
    List<ListingLine> few =
        IntStream.range(0, 200).mapToObj(i -> variation("Mug <".repeat(90), i % 3)).toList();

    Message told = status.status(request("status", ""), shops, few, few, true, 0, List.of());

    assertThat(visible(told)).isLessThanOrEqualTo(Message.LIMIT);
    assertThat(told.html()).contains("more shops").containsPattern("… and \\d+ more\n");
  }

  @Test
  void moreThanIsNamedIsCounted() {
    List<ListingLine> few = IntStream.range(0, 20).mapToObj(i -> variation("Mug " + i, 1)).toList();

    assertThat(
            status
                .status(
                    request("status", ""),
                    List.of(shop("BlueMugs")),
                    List.of(),
                    few,
                    false,
                    0,
                    List.of())
                .html())
        .contains("Mug 14</a> – Blue, L: 1 left\n… and 5 more")
        .doesNotContain("Mug 15</a>");
  }

  // --- Summaries --------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "48, 3, 2, 2, 'now: 48 listings for sale, 3 sold out and 2 low (at 2 left or fewer). I''ll write'",
    "1, 1, 1, 5, 'now: 1 listing for sale, 1 sold out and 1 low (at 5 left or fewer). I''ll write'",
    "9, 0, 0, 2, 'now: 9 listings for sale, none sold out and none low (at 2 left or fewer). I'",
    "0, 4, 0, 0, 'now: no listing for sale and 4 sold out. I''ll write when that changes.'",
    "0, 0, 0, 2, 'now. It has no listing for sale yet; I''ll write when one runs low or sells out.'",
  })
  void firstLookIsSummarised(long forSale, long out, long low, long threshold, String text) {
    Message summary =
        summaries.baseline(
            new SummaryRows.Shop("Blue<Mugs>", forSale, out, low, threshold, 0), "xx", true);

    assertThat(summary.html()).startsWith("I watch <b>Blue&lt;Mugs&gt;</b> ").contains(text);
    assertThat(buttons(summary))
        .containsExactly(
            Button.action("Out and low now", "status"), Button.action("Low at…", "threshold"));
  }

  @Test
  void whatChangedMeanwhileIsCountedByKind() {
    Map<String, Integer> counts =
        Map.of("low", 1, "sold_out", 2, "variation_sold_out", 1, "running_low", 4);

    assertThat(summaries.resumed("BlueMugs", MORNING, counts, null, null).plain())
        .isEqualTo(
            "I can read BlueMugs again. Since 3 November: 2 sold out, 1 sold out in a variation"
                + " and 1 low.");
    assertThat(summaries.resumed("BlueMugs", MORNING, Map.of(), null, null).plain())
        .isEqualTo("I can read BlueMugs again. Nothing sold out or ran low since 3 November.");
  }

  @Test
  void dayIsSaidInALanguageThatThereAreWordsFor() {
    TimeWords times = new TimeWords(messages);

    for (String language : new String[] {null, "en", "en-GB", "xx", "-"}) {
      assertThat(times.day(language, MORNING, null)).isEqualTo("3 November");
    }
    assertThat(times.length("en", Duration.ofHours(-1))).isEqualTo("0 s");
  }

  private static ChatRequest request(String answer, String argument) {
    return new ChatRequest(
        answer, "1001", "1001", "en", argument, null, null, null, false, false, "Ada @ada");
  }

  private static ShopThreshold threshold(long seller, int count, int own) {
    return new ShopThreshold(seller, "Shop" + seller, count, own);
  }

  private static ListingThreshold listing(String title, int count, @Nullable Integer own) {
    return new ListingThreshold(700_000_001, 7, title, own, count, List.of());
  }

  private static ListingLine variation(String title, int left) {
    return new ListingLine(700_000_001, 7, title, "Blue, L", left);
  }

  private static WatchedShop shop(String name) {
    return shop(name, false, WatchedShop.Looks.NONE);
  }

  private static WatchedShop shop(String name, boolean restocks, WatchedShop.Looks looks) {
    return new WatchedShop(7, name, MORNING, restocks, null, 2, looks, null, null, MORNING);
  }

  private static List<Button> buttons(Message message) {
    return message.buttons().stream().flatMap(List::stream).toList();
  }

  private static int visible(Message message) {
    return StringEscapeUtils.unescapeHtml4(message.html().replaceAll("<[^>]*>", "")).length();
  }
}
