package dev.lowstock.etsy.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.KeyRefused;
import dev.lowstock.stock.Listing;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedReaderTest {
  private static final FeedWindow WINDOW = new FeedWindow(1000, 1020, 0, 100, 1020);

  private final FeedReader reader = new FeedReader();

  @Test
  void recordedPageIsReadAsEtsySentIt() throws IOException {
    FeedPage page = read(Recorded.answer("feed-page.json"));

    assertThat(page.count()).isEqualTo(103);
    assertThat(page.tooLarge()).isFalse();
    assertThat(page.listings()).hasSize(page.entries());
    assertThat(page.listings().get(0))
        .isEqualTo(
            new Listing(
                700_000_001,
                10_000_001,
                "sold_out",
                "Blue mug &#39;Ada&#39;",
                "BlueMugs",
                "https://www.etsy.com/listing/700000001/sandbox",
                1_575_280_001,
                null,
                0));
    assertThat(page.listings().get(1).isSoldOut()).isFalse();
    assertThat(page.states()).containsEntry("sold_out", 1);
  }

  @Test
  void recordedPageOfNothingIsAPage() throws IOException {
    FeedPage page = read(Recorded.answer("feed-page-of-nothing.json"));

    assertThat(page.count()).isZero();
    assertThat(page.entries()).isZero();
    assertThat(page.listings()).isEmpty();
  }

  @Test
  void listingNeedsOnlyAnIdASellerAndAState() throws IOException {
    assertThat(entry("\"listing_id\":1,\"user_id\":2,\"state\":\"sold_out\"").listings())
        .containsExactly(new Listing(1, 2, "sold_out", null, null, null, 0, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"title\":null,\"Shop\":null,\"url\":null,\"last_modified_tsz\":null",
        "\"title\":42,\"Shop\":[],\"url\":{},\"last_modified_tsz\":\"soon\"",
        "\"title\":[\"Blue mug\"],\"Shop\":{\"shop_name\":7},\"url\":true,\"state_tsz\":-1",
        "\"title\":\"\",\"Shop\":\"BlueMugs\",\"url\":\" \",\"last_modified_tsz\":1e400",
        "\"title\":\"\\u0000\",\"last_modified_tsz\":99999999999999999999",
      })
  void partsThatAreMissingOrOfAnotherTypeAreLeftOut(String parts) throws IOException {
    FeedPage page = entry("\"listing_id\":1,\"user_id\":2,\"state\":\"sold_out\"," + parts);

    assertThat(page.listings())
        .containsExactly(new Listing(1, 2, "sold_out", null, null, null, 0, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"user_id\":2,\"state\":\"sold_out\"",
        "\"listing_id\":1,\"state\":\"sold_out\"",
        "\"listing_id\":1,\"user_id\":2",
        "\"listing_id\":1,\"user_id\":2,\"state\":null",
        "\"listing_id\":1,\"user_id\":2,\"state\":7",
        "\"listing_id\":1,\"user_id\":2,\"state\":\"\"",
        "\"listing_id\":0,\"user_id\":2,\"state\":\"sold_out\"",
        "\"listing_id\":-1,\"user_id\":2,\"state\":\"sold_out\"",
        "\"listing_id\":1.5,\"user_id\":2,\"state\":\"sold_out\"",
        "\"listing_id\":true,\"user_id\":2,\"state\":\"sold_out\"",
        "\"listing_id\":99999999999999999999,\"user_id\":2,\"state\":\"sold_out\"",
        "\"listing_id\":\"12x\",\"user_id\":2,\"state\":\"sold_out\"",
        "\"listing_id\":1,\"user_id\":[2],\"state\":\"sold_out\"",
      })
  void entryThatCannotBeReadIsCountedAndTheOthersAreRead(String entry) throws IOException {
    FeedPage page =
        read(
            "{\"count\":2,\"results\":[{%s},{\"listing_id\":9,\"user_id\":2,\"state\":\"active\"}]}"
                .formatted(entry));

    assertThat(page.entries()).isEqualTo(2);
    assertThat(page.listings()).extracting(Listing::listingId).containsExactly(9L);
    assertThat(page.states()).isEqualTo(Map.of("unreadable", 1, "active", 1));
  }

  @Test
  void entriesThatAreNoObjectsAreCounted() throws IOException {
    FeedPage page = read("{\"count\":5,\"results\":[null,1,\"x\",[],{}]}");

    assertThat(page.entries()).isEqualTo(5);
    assertThat(page.states()).isEqualTo(Map.of("unreadable", 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"count\":700}", "{\"count\":700,\"results\":null}"})
  void pageWithoutResultsInTheMiddleOfAWindowIsNotItsEnd(String body) {
    FeedWindow middle = WINDOW.at(300, 100);

    assertThatThrownBy(() -> reader.read(middle, 200, in(body)))
        .isInstanceOf(EtsyUnavailable.class)
        .hasMessageContaining("without results");
  }

  @Test
  void idsThatCameAsTextAreRead() throws IOException {
    FeedPage page =
        entry(
            "\"listing_id\":\"1\",\"user_id\":\"2\",\"state\":\"active\","
                + "\"last_modified_tsz\":\"3\"");

    assertThat(page.listings())
        .containsExactly(new Listing(1, 2, "active", null, null, null, 3, null, null));
  }

  @Test
  void unknownStateIsKeptAndCountedAsUnknown() throws IOException {
    FeedPage page = entry("\"listing_id\":1,\"user_id\":2,\"state\":\"on_fire\"");

    assertThat(page.listings().get(0).state()).isEqualTo("on_fire");
    assertThat(page.states()).isEqualTo(Map.of("unknown", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "state_tsz, creation_tsz, 30",
    "ending_tsz, creation_tsz, 30",
    "last_modified_tsz, state_tsz, 30",
  })
  void timeOfAChangeIsTheBestOfThoseThatTheEntryHas(String better, String worse, long at)
      throws IOException {
    FeedPage page =
        entry(
            "\"listing_id\":1,\"user_id\":2,\"state\":\"active\",\"%s\":20,\"%s\":30"
                .formatted(worse, better));

    assertThat(page.listings().get(0).changedAt()).isEqualTo(at);
  }

  @Test
  void controlCharactersAndHalfCharactersAreTakenOutOfTexts() throws IOException {
    FeedPage page =
        entry(
            "\"listing_id\":1,\"user_id\":2,\"state\":\"sold_out\","
                + "\"title\":\"Blue\\u0000mug\\ud83c \\udffa\\u001b\\n🏺\"");

    assertThat(page.listings().get(0).title())
        .startsWith("Blue mug")
        .endsWith("🏺")
        .doesNotContain("\u0000", "\u001b", "\n");
    String title = String.valueOf(page.listings().get(0).title());
    assertThat(new String(title.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(title);
  }

  @Test
  void longTitleIsShortenedWithoutHalfCharacters() throws IOException {
    FeedPage page =
        entry(
            "\"listing_id\":1,\"user_id\":2,\"state\":\"sold_out\",\"title\":\"x%s\""
                .formatted("🏺".repeat(5000)));

    String title = String.valueOf(page.listings().get(0).title());
    assertThat(title.length()).isBetween(200, 500);
    assertThat(title).endsWith("🏺");
  }

  @Test
  void unknownFieldsHoweverNestedAreSkipped() throws IOException {
    FeedPage page =
        read(
            "{\"params\":{\"results\":[1,2]},\"count\":1,\"new\":[[{\"count\":9}]],"
                + "\"results\":[{\"listing_id\":1,\"user_id\":2,\"state\":\"active\"}],\"x\":{}}");

    assertThat(page.count()).isEqualTo(1);
    assertThat(page.listings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"OK\"",
        "{}",
        "{\"results\":null}",
        "{\"error\":\"try later\"}",
        "{\"count\":\"many\"}",
        "{\"count\":3}",
        "{\"count\":3,\"results\":null}",
        "{\"count\":3,\"results\":[]}",
        "{\"count\":3,\"results\":{}}",
        "{\"count\":99999999999999999999,\"results\":[]}",
        "<html><body>Sorry</body></html>",
        "{\"count\":1,\"results\":[{\"listing_id\":1,",
        "{\"count\":1,\"results\":[{\"listing_id\":1,\"user_id\":2,\"state\":\"active\"}]",
        "{\"count\":1,\"results\":[{\"listing_id\":1,\"user_id\":2,\"state\":\"active\"}",
        "{\"count\":1,\"results\":[NaN]}",
        "{count:1}",
        "\u0000\u0000\u0000",
      })
  void answerThatIsNotAWholePageIsAskedForAgain(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(EtsyUnavailable.class);
  }

  @Test
  void pageBehindTheLastEntryMayBeEmptyWhateverTheCount() throws IOException {
    FeedWindow behind = WINDOW.at(100, 100);

    assertThat(reader.read(behind, 200, in("{\"count\":100,\"results\":[]}")).entries()).isZero();
  }

  @Test
  void pageWithoutACountIsAPage() throws IOException {
    FeedPage page = read("{\"results\":[{\"listing_id\":1,\"user_id\":2,\"state\":\"active\"}]}");

    assertThat(page.count()).isZero();
    assertThat(page.listings()).hasSize(1);
  }

  @Test
  void deepNestingIsTrouble() {
    String deep = "[".repeat(200_000);

    assertThatThrownBy(() -> read("{\"count\":1,\"results\":[" + deep))
        .isInstanceOf(EtsyUnavailable.class);
    assertThatThrownBy(() -> read("{\"x\":" + deep)).isInstanceOf(EtsyUnavailable.class);
  }

  @Test
  void answerThatIsNoTextIsTrouble() {
    byte[] noise = {'{', '"', (byte) 0xff, (byte) 0xfe, (byte) 0xc3, '"', ':', '1', '}'};

    assertThatThrownBy(() -> reader.read(WINDOW, 200, new ByteArrayInputStream(noise)))
        .isInstanceOf(EtsyUnavailable.class);
  }

  @Test
  void troubleDoesNotRepeatWhatEtsySent() {
    assertThatThrownBy(() -> read("{\"count\":1,\"results\":[{\"secret-title\": oops"))
        .hasMessageNotContaining("secret-title")
        .rootCause()
        .hasMessageNotContaining("secret-title");
  }

  @Test
  void endlessAnswerIsTooLargeAndDoesNotFillTheMemory() throws IOException {
    Endless answer = new Endless("{\"count\":1,\"results\":[{\"title\":\"", "mug ");

    FeedPage page = reader.read(WINDOW, 200, answer);

    assertThat(page.tooLarge()).isTrue();
    assertThat(page.listings()).isEmpty();
    assertThat(answer.given).isLessThan(20 * 1024 * 1024);
  }

  @Test
  void answerWithoutEndInAnUnknownFieldIsTooLarge() throws IOException {
    Endless answer = new Endless("{\"x\":[", "{\"a\":[1,2]},");

    assertThat(reader.read(WINDOW, 200, answer).tooLarge()).isTrue();
  }

  @Test
  void brokenConnectionIsNoPage() {
    InputStream broken =
        new FilterInputStream(in("{")) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("Connection reset");
          }
        };

    assertThatThrownBy(() -> reader.read(WINDOW, 200, broken)).isInstanceOf(IOException.class);
  }

  @Test
  void nothingIsTrouble() {
    assertThatThrownBy(() -> reader.read(WINDOW, 200, null)).isInstanceOf(EtsyUnavailable.class);
  }

  @Test
  void refusedKeyIsToldApartFromOtherTrouble() {
    assertThatThrownBy(() -> reader.read(WINDOW, 403, in("Invalid API key")))
        .isInstanceOf(KeyRefused.class)
        .hasMessageContaining("ETSY_FEEDS_KEY");
    for (int status : new int[] {301, 400, 404, 410, 429, 500, 502, 503, 504}) {
      assertThatThrownBy(() -> reader.read(WINDOW, status, in("Sorry")))
          .as("%d", status)
          .isInstanceOf(EtsyUnavailable.class);
    }
  }

  @Test
  void overQuotaIsNoRefusalOfTheKey() {
    assertThatThrownBy(() -> reader.read(WINDOW, 403, in(Recorded.answer("over-quota.txt"))))
        .isInstanceOf(EtsyUnavailable.class);
  }

  @Test
  void retiredApiIsNamed() {
    for (int status : new int[] {403, 404, 410}) {
      assertThatThrownBy(() -> reader.read(WINDOW, status, in(Recorded.answer("retired.html"))))
          .isInstanceOf(EtsyUnavailable.class)
          .hasMessageContaining("retired");
    }
    assertThatThrownBy(() -> read(Recorded.answer("retired.html")))
        .isInstanceOf(EtsyUnavailable.class);
  }

  private FeedPage entry(String fields) throws IOException {
    return read("{\"count\":1,\"results\":[{" + fields + "}]}");
  }

  private FeedPage read(String body) throws IOException {
    return reader.read(WINDOW, 200, in(body));
  }

  private static InputStream in(String body) {
    return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer that goes on as long as somebody reads it. */
  private static final class Endless extends InputStream {
    private final byte[] start;
    private final byte[] rest;
    private long given;

    Endless(String start, String rest) {
      this.start = start.getBytes(StandardCharsets.UTF_8);
      this.rest = rest.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      for (int i = 0; i < length; i++) {
        bytes[offset + i] = (byte) read();
      }
      return length;
    }

    @Override
    public int read() {
      int next =
          given < start.length
              ? start[(int) given]
              : rest[(int) ((given - start.length) % rest.length)];
      given++;
      return next;
    }
  }
}
