package dev.lowstock.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.AlertText.Written;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.stock.Aftermath;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.stock.StockEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTextTest {
  private static final long BLUE_MUG = 700_000_001;

  private final AlertText texts = new AlertText(new Messages(null), false);

  @Test
  void alertNamesTitleSkuAndShopAndLeadsToTheListing() {
    Written written = write(mug("Blue mug", "MUG-BLUE"));

    assertThat(written.alerts()).isEqualTo(1);
    assertThat(written.message().html())
        .isEqualTo("<b>Sold out:</b> Blue mug\nSKU: <code>MUG-BLUE</code>\nShop: BlueMugs");
    assertThat(written.message().buttons().get(0))
        .containsExactly(
            Button.link("Open listing", "https://www.etsy.com/listing/700000001/blue-mug"),
            Button.link(
                "Edit listing", "https://www.etsy.com/your/shops/me/tools/listings/700000001"));
  }

  @Test
  void pageThatIsNotEtsysIsNotLinked() {
    Alert alert =
        alert("Blue mug", "BlueMugs", "https://www.etsy.com.example.org/x", List.of(), null);

    assertThat(write(alert).message().buttons().get(0).get(0).url())
        .isEqualTo("https://www.etsy.com/listing/700000001");
  }

  @Test
  void markupInATitleIsText() {
    String html = write(mug("<b>Mug</b> & \"Co\"", "<code>&")).message().html();

    assertThat(html)
        .contains("&lt;b&gt;Mug&lt;/b&gt; &amp; &quot;Co&quot;")
        .contains("<code>&lt;code&gt;&amp;</code>");
  }

  @Test
  void etsysEntitiesAreReadBeforeTheTextIsEscaped() {
    String html =
        write(mug("Ada&#39;s mug &amp; cup &lt;3 &quot;No. 2&quot;", "A&amp;B")).message().html();

    assertThat(html)
        .contains("Ada's mug &amp; cup &lt;3 &quot;No. 2&quot;")
        .contains("<code>A&amp;B</code>")
        .doesNotContain("&amp;amp;", "&#39;", "&amp;#39;");
  }

  @Test
  void bracesInATitleStayText() {
    assertThat(write(mug("Mug {sku} ${title} {shop:-x} {{HTTP_PORT}}", "{title}")).message().html())
        .contains("Mug {sku} ${title} {shop:-x} {{HTTP_PORT}}", "<code>{title}</code>");
  }

  @Test
  void listingWithoutATitleIsNamedByItsNumber() {
    assertThat(write(alert(null, null, null, List.of(), null)).message().html())
        .contains("Listing 700000001");
    assertThat(write(alert(" \n ", null, null, List.of(), null)).message().html())
        .contains("Listing 700000001");
  }

  @Test
  void lineBreaksInATitleCannotFakeALine() {
    assertThat(write(mug("Blue mug\nShop: RedPots", "A")).message().html().lines()).hasSize(3);
  }

  @Test
  void listingWithoutSkuSaysNothingOfSkus() {
    Alert none = alert("Blue mug", "BlueMugs", null, List.of(), null);

    assertThat(write(none).message().html()).isEqualTo("<b>Sold out:</b> Blue mug\nShop: BlueMugs");
    assertThat(texts.ofOneShop().write(List.of(none), null, true).message().html())
        .isEqualTo("<b>Sold out:</b> Blue mug");
    assertThat(texts.write(List.of(none, none), null, true).message().plain().lines())
        .contains("• Blue mug – BlueMugs – edit");
    assertThat(texts.ofOneShop().write(List.of(none, none), null, true).message().plain().lines())
        .contains("• Blue mug – edit");
  }

  @Test
  void severalSkusAreAllNamed() {
    assertThat(write(mug("Blue mug", "MUG-BLUE", "MUG-BLUE-L")).message().html())
        .contains("SKUs: <code>MUG-BLUE</code>, <code>MUG-BLUE-L</code>");
  }

  @ParameterizedTest
  @CsvSource({
    "revoked, SKU unknown: Etsy no longer lets me read this shop",
    "gone, SKU unknown: Etsy no longer shows this listing",
    "unavailable, SKU unknown: Etsy did not answer",
  })
  void missingSkusSayWhy(String why, String text) {
    assertThat(write(alert("Blue mug", "BlueMugs", null, List.of(), why)).message().html())
        .contains(text);
  }

  @Test
  void moreSkusThanFitAreCounted() {
    String[] skus =
        IntStream.range(0, 500).mapToObj(i -> "MUG-BLUE-%04d".formatted(i)).toArray(String[]::new);

    Message message = write(mug("Blue mug", skus)).message();

    assertThat(visible(message)).isLessThanOrEqualTo(Message.LIMIT);
    Matcher more = Pattern.compile(" and (\\d+) more").matcher(message.html());
    assertThat(more.find()).isTrue();
    assertThat(occurrences(message.html(), "<code>") + Integer.parseInt(more.group(1)))
        .isEqualTo(500);
  }

  @Test
  void longTitleIsCutAndSaysSo() {
    String html = write(mug("x".repeat(10_000), "MUG-BLUE")).message().html();

    assertThat(html).contains("x".repeat(199) + "…\n").contains("MUG-BLUE");
  }

  @ParameterizedTest
  @ValueSource(ints = {195, 196, 197, 198, 199, 200, 201})
  void cutLeavesNoHalfCharacter(int length) {
    String html =
        write(mug("x".repeat(length) + "🏺".repeat(50), "🏺".repeat(80))).message().html();

    for (int i = 0; i < html.length(); i++) {
      if (Character.isHighSurrogate(html.charAt(i))) {
        assertThat(Character.isLowSurrogate(html.charAt(i + 1))).isTrue();
        i++;
      } else {
        assertThat(Character.isLowSurrogate(html.charAt(i))).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", ">", "&", "\"", "&amp;", "&lt;b&gt;"})
  void cutLeavesNoHalfTagOrEntity(String hostile) {
    Message message = write(mug(hostile.repeat(3000), hostile.repeat(3000))).message();

    assertWellFormed(message.html());
    assertThat(visible(message)).isLessThanOrEqualTo(Message.LIMIT);
  }

  @Test
  void severalAlertsFoldIntoOneMessageThatNamesEveryListingAndSku() {
    Written written = write(mugs(3));

    assertThat(written.alerts()).isEqualTo(3);
    assertThat(written.message().buttons()).isEmpty();
    assertThat(written.message().html())
        .startsWith("<b>3 listings sold out</b>\n")
        .contains("Mug 0", "Mug 1", "Mug 2", "<code>MUG-0</code>", "<code>MUG-2</code>")
        .contains("<a href=\"https://www.etsy.com/listing/700000001/blue-mug\">");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 59, 60, 100, 1000})
  void foldedMessagesTellEveryAlertOnceAndNoneIsTooLong(int alerts) {
    List<Alert> left = mugs(alerts);
    List<String> told = new ArrayList<>();

    while (!left.isEmpty()) {
      Written written = texts.write(left, null, true);
      assertThat(written.alerts()).isPositive();
      assertThat(visible(written.message())).isLessThanOrEqualTo(Message.LIMIT);
      assertWellFormed(written.message().html());
      Matcher skus = Pattern.compile("<code>(.*?)</code>").matcher(written.message().html());
      while (skus.find()) {
        told.add(skus.group(1));
      }
      left = left.subList(written.alerts(), left.size());
    }

    assertThat(told)
        .containsExactlyElementsOf(IntStream.range(0, alerts).mapToObj(i -> "MUG-" + i).toList());
  }

  @Test
  void foldingFillsAMessageBeforeItGoesOn() {
    Written many = texts.write(mugs(1000), null, true);
    Written longOnes =
        texts.write(Collections.nCopies(100, mug("Mug ".repeat(30), "A")), null, true);

    assertThat(tags(many.message())).isBetween(98L, 100L);
    assertThat(visible(longOnes.message())).isGreaterThan(Message.LIMIT - 200);
    assertThat(many.message().html()).startsWith("<b>" + many.alerts() + " listings");
  }

  @Test
  void whatAChatMissedIsOneMessageWithASectionForEachKind() {
    List<Alert> missed = new ArrayList<>(mugs(2));
    missed.add(0, ofKind(StockEvent.LOW, "Desk lamp"));
    missed.add(0, ofKind("running_late", "Bell"));
    missed.sort(AlertText.BY_SECTION);

    Written written = texts.writeSummary(AlertText.Summary.MISSED, missed, null);

    assertThat(written.alerts()).isEqualTo(4);
    assertThat(written.message().html())
        .matches(
            "(?s)I couldn't write here .*<b>Sold out</b>\n• .*Mug 0.*\n• .*Mug 1.*<b>Low</b>\n• "
                + ".*Desk lamp.*<b>Other news</b>\n• running late.*Bell.*");
    assertWellFormed(written.message().html());
  }

  @Test
  void whatAChatMissedIsPartedByTheCharactersAndTheTagsOfAMessage() {
    for (List<Alert> all : List.of(mugs(90), Collections.nCopies(90, mug("x".repeat(190), "A")))) {
      List<Alert> left = all;
      int messages = 0;
      while (!left.isEmpty()) {
        Written written = texts.writeSummary(AlertText.Summary.MISSED, left, null);
        assertThat(visible(written.message())).isLessThanOrEqualTo(Message.LIMIT);
        assertThat(occurrences(written.message().html(), "</")).isLessThanOrEqualTo(100);
        left = left.subList(written.alerts(), left.size());
        messages++;
      }
      assertThat(messages).isBetween(3, 6);
    }
  }

  @Test
  void twoAlertsThatDoNotFitTogetherGoOutOneByOne() {
    String[] skus =
        IntStream.range(0, 250).mapToObj(i -> "MUG-BLUE-%04d".formatted(i)).toArray(String[]::new);
    Alert large = mug("Blue mug", skus);

    Written written = texts.write(List.of(large, large), null, true);

    assertThat(written.alerts()).isEqualTo(1);
    assertThat(written.message().buttons()).isNotEmpty();
    assertThat(visible(written.message())).isLessThanOrEqualTo(Message.LIMIT);
  }

  @Test
  void foldedAlertsWithMarkupStayWithinTheLimit() {
    List<Alert> hostile = Collections.nCopies(100, mug("&lt;&quot;🏺".repeat(40), "<\"&>"));

    Written written = texts.write(hostile, "de", true);

    assertThat(visible(written.message())).isLessThanOrEqualTo(Message.LIMIT);
    assertWellFormed(written.message().html());
  }

  // --- Variations and thresholds ----------------------------------------------------------------

  @Test
  void soldOutVariationIsNamedWithItsSkuAndWhatIsLeft() {
    Alert alert =
        of(
            StockEvent.VARIATION_SOLD_OUT,
            13,
            new OfferingChange(1, "MUG-BLUE-L", "Blue, L", 0),
            new OfferingChange(2, null, "Blue, <M>", 1));

    assertThat(write(alert).message().html())
        .isEqualTo(
            """
            <b>Sold out:</b> Blue mug, 2 variations
            • Blue, L: sold out – SKU: <code>MUG-BLUE-L</code>
            • Blue, &lt;M&gt;: 1 left
            All variations together: 13 left
            Shop: BlueMugs\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "low, Low:",
    "taken_down, 'Taken down, perhaps out of stock:'",
    "restocked, Back in stock:",
  })
  void wholeListingSaysHowManyAreLeft(String kind, String title) {
    Alert alert =
        new Alert(
            1, kind, BLUE_MUG, "Blue mug", "BlueMugs", null, 2, List.of("MUG-A", "MUG-B"), null);

    assertThat(write(alert).message().plain())
        .isEqualTo(title + " Blue mug – 2 left\nSKUs: MUG-A, MUG-B\nShop: BlueMugs");
  }

  @Test
  void numberThatIsNotKnownIsNotSaid() {
    Alert alert =
        new Alert(1, "taken_down", BLUE_MUG, "Blue mug", "BlueMugs", null, null, List.of(), null);

    assertThat(write(alert).message().plain())
        .isEqualTo("Taken down, perhaps out of stock: Blue mug\nShop: BlueMugs");
  }

  @Test
  void productWithoutANameIsTheListingItself() {
    assertThat(write(of("low", 2, new OfferingChange(1, "MUG", null, 2))).message().plain())
        .startsWith("Low: Blue mug – 2 left\nSKU: MUG\n");
  }

  @Test
  void firstLineTellsOfOneVariationWhatItIsAndHowManyAreLeft() {
    OfferingChange large = new OfferingChange(1, "MUG-L", "Large <L>", 2);

    assertThat(write(of("variation_sold_out", 12, large)).message().html())
        .isEqualTo(
            """
            <b>Sold out:</b> Blue mug, Large &lt;L&gt;
            SKU: <code>MUG-L</code>
            All variations together: 12 left
            Shop: BlueMugs\
            """);
    assertThat(write(of("low", 12, large)).message().plain().lines())
        .startsWith("Low: Blue mug, Large <L> – 2 left");
  }

  @Test
  void foldedAlertsNameListingSkuAndVariation() {
    Alert blue =
        of(
            "low",
            9,
            new OfferingChange(1, "MUG-L", "L", 2),
            new OfferingChange(2, "MUG-M", "M", 1));

    assertThat(texts.write(List.of(blue, blue), "en", true).message().plain())
        .isEqualTo(
            """
            2 listings are running low
            • Blue mug – L: 2 left – SKU: MUG-L; M: 1 left – SKU: MUG-M – BlueMugs – edit
            • Blue mug – L: 2 left – SKU: MUG-L; M: 1 left – SKU: MUG-M – BlueMugs – edit\
            """);
  }

  @Test
  void moreVariationsThanFitAreCounted() {
    OfferingChange[] offerings =
        IntStream.range(0, 400)
            .mapToObj(i -> new OfferingChange(i, "<SKU-&" + i, "<\"&>".repeat(100), 0))
            .toArray(OfferingChange[]::new);

    for (int alerts : new int[] {1, 2, 9}) {
      Alert alert = of(StockEvent.VARIATION_SOLD_OUT, 5, offerings);
      Message message = texts.write(Collections.nCopies(alerts, alert), "en", true).message();
      assertThat(visible(message)).isLessThanOrEqualTo(Message.LIMIT);
      assertWellFormed(message.html());
      assertThat(message.html()).containsPattern("… and \\d+ more variations");
    }
  }

  @ParameterizedTest
  @CsvSource({"sold_out", "variation_sold_out", "low", "taken_down", "restocked", "running_low"})
  void shopIsNotNamedToAChatThatWatchesOne(String kind) {
    AlertText ofOneShop = texts.ofOneShop();

    for (int alerts : new int[] {1, 2}) {
      List<Alert> told = Collections.nCopies(alerts, of(kind, 2));
      String named = texts.write(told, "en", true).message().plain();
      assertThat(named).contains("BlueMugs");
      assertThat(ofOneShop.write(told, "en", true).message().plain())
          .isEqualTo(
              alerts == 1
                  ? named.replace("\nShop: BlueMugs", "")
                  : named.replace(" – BlueMugs – edit", " – edit"));
    }
    List<Alert> missed = List.of(of(kind, 2));
    assertThat(texts.writeSummary(AlertText.Summary.MISSED, missed, "en").message().plain())
        .contains(" – BlueMugs – edit");
    assertThat(ofOneShop.writeSummary(AlertText.Summary.MISSED, missed, "en").message().plain())
        .doesNotContain("BlueMugs");
  }

  @ParameterizedTest
  @CsvSource({
    "sold_out, true",
    "variation_sold_out, true",
    "low, true",
    "restocked, false",
    "taken_down, false",
    "running_low, false",
  })
  void alertOfWhatRanDownOffersAnotherThreshold(String kind, boolean offered) {
    AlertText choosing = new AlertText(new Messages(null), true);
    List<Alert> alerts = List.of(of(kind, 2));
    Button low = Button.action("Low at…", "low:700000001");
    Button mute = Button.action("Mute…", "mute:700000001");
    Button card = Button.action("Details", "c:700000001");

    assertThat(choosing.write(alerts, "en", true).message().buttons())
        .hasSize(2)
        .contains(offered ? List.of(low, mute, card) : List.of(mute, card));
    assertThat(choosing.write(alerts, "en", false).message().buttons()).hasSize(1);
    assertThat(texts.write(alerts, "en", true).message().buttons()).hasSize(1);
  }

  @Test
  void programReadsTheVariationsToo() {
    Alert alert =
        of(
            "low",
            9,
            new OfferingChange(11, "MUG-L", "L", 2),
            new OfferingChange(12, null, null, 1));

    assertThat(new AlertJson().of(alert, Message.of("low")).get("offerings"))
        .hasToString(
            "[{product_id=11, name=L, sku=MUG-L, quantity=2, quantity_before=null, hidden=false},"
                + " {product_id=12, name=null, sku=null, quantity=1, quantity_before=null,"
                + " hidden=false}]");
  }

  @Test
  void noMessageHasMoreFormattingThanTelegramShows() {
    // given listings of several SKUs, as many as one message has room for without their tags
    List<Alert> alerts =
        IntStream.range(0, 60).mapToObj(n -> mug("Mug " + n, "A" + n, "B" + n, "C" + n)).toList();

    // when
    List<Written> parts = new ArrayList<>();
    for (int told = 0; told < alerts.size(); told += parts.get(parts.size() - 1).alerts()) {
      parts.add(write(alerts.subList(told, alerts.size())));
    }

    // then
    assertThat(parts)
        .hasSizeGreaterThan(1)
        .allSatisfy(part -> assertThat(tags(part.message())).isBetween(6L, 100L));
    assertThat(parts.stream().mapToInt(Written::alerts).sum()).isEqualTo(60);
  }

  @Test
  void whatOneAlertNamesBeyondTheFormattingIsCounted() {
    List<String> skus = IntStream.range(0, 200).mapToObj(n -> "S" + n).toList();
    OfferingChange[] variations =
        skus.stream().map(sku -> new OfferingChange(7, sku, sku, 0)).toArray(OfferingChange[]::new);

    Message listing = write(mug("Mug", skus.toArray(String[]::new))).message();
    Message variation = write(of("variation_sold_out", 9, variations)).message();

    assertThat(tags(listing)).isLessThanOrEqualTo(100);
    assertThat(listing.html()).contains("S0</code>", " and 110 more");
    assertThat(tags(variation)).isLessThanOrEqualTo(100);
    assertThat(variation.html()).contains("S0</code>", "… and 110 more variations");
  }

  @Test
  void longestAlertWithWhatBecameOfItAndWhoIsOnItFitsIntoAMessage() {
    String word = "W".repeat(300);
    OfferingChange[] variations =
        IntStream.range(1, 200)
            .mapToObj(n -> new OfferingChange(n, n + word, n + word, 0))
            .toArray(OfferingChange[]::new);
    Alert.After after =
        new Alert.After(
            new Aftermath(Aftermath.State.LEFT, null, List.of(variations)),
            "Wednesday 29 November, 14:02 UTC");
    AlertText words = new AlertText(new Messages(null), true);
    for (Alert alert :
        List.of(
            alert(word, word, null, IntStream.range(0, 99).mapToObj(n -> n + word).toList(), null),
            alert(word, word, null, List.of(), null).about(List.of(variations)))) {
      Message told = words.write(List.of(alert.after(after)), "en", true).message();

      Message taken =
          words.forTeam(told, "en", new AlertText.Person("W".repeat(64), false, after.at()));

      assertThat(taken.plain()).contains("Now 1WWW", ", …\nNobody is on it any more, says WWW");
      assertThat(AlertText.visible(taken.html())).isLessThanOrEqualTo(Message.LIMIT);
      assertThat(tags(taken)).isLessThanOrEqualTo(100);
    }
  }

  private static long tags(Message message) {
    return Pattern.compile("<[a-z]").matcher(message.html()).results().count();
  }

  private static Alert of(String kind, int quantity, OfferingChange... offerings) {
    return new Alert(1, kind, BLUE_MUG, "Blue mug", "BlueMugs", null, quantity, List.of(), null)
        .about(List.of(offerings));
  }

  private static List<Alert> mugs(int count) {
    return IntStream.range(0, count).mapToObj(i -> mug("Mug " + i, "MUG-" + i)).toList();
  }

  private static Alert mug(String title, String... skus) {
    return alert(
        title, "BlueMugs", "https://www.etsy.com/listing/700000001/blue-mug", List.of(skus), null);
  }

  private static Alert alert(
      @Nullable String title,
      @Nullable String shop,
      @Nullable String url,
      List<String> skus,
      @Nullable String skusMissing) {
    return new Alert(1, "sold_out", BLUE_MUG, title, shop, url, 0, skus, skusMissing);
  }

  private static Alert ofKind(String kind, String title) {
    return new Alert(1, kind, BLUE_MUG, title, "BlueMugs", null, 2, List.of(), null);
  }

  private Written write(Alert alert) {
    return write(List.of(alert));
  }

  private Written write(List<Alert> alerts) {
    return texts.write(alerts, "en", true);
  }

  private static int visible(Message message) {
    return StringEscapeUtils.unescapeHtml4(message.html().replaceAll("<[^>]*>", "")).length();
  }

  private static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  /** Every tag that opens closes, and every ampersand begins one of Telegram's entities. */
  private static void assertWellFormed(String html) {
    for (String tag : List.of("b", "code", "a", "i")) {
      assertThat(Pattern.compile("<" + tag + "[ >]").matcher(html).results().count())
          .as(tag)
          .isEqualTo(occurrences(html, "</" + tag + ">"));
    }
    String text = html.replaceAll("</?(b|code|i|a)( href=\"[^\"<>]*\")?>", "");
    assertThat(text).doesNotContain("<", ">");
    assertThat(text.replaceAll("&(amp|lt|gt|quot);", "")).doesNotContain("&");
  }
}
