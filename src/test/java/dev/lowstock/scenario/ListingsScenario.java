package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatButton;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.TelegramFault;
import dev.lowstock.sandbox.UploadedFile;
import dev.lowstock.sandbox.VariationStock;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A seller looks through what is in the shop: in pages, by a word, one by one, and as a file. */
final class ListingsScenario {
  private static Town town;

  private SandboxShop shop;
  private Person ada;

  @BeforeAll
  static void open(@TempDir Path directory) {
    // A busy machine may take longer than a person would wait.
    town = Town.openV3(directory).hurries().withJavaOption("-Dlowstock.photoMillis=5000");
    town.runs();
  }

  @BeforeEach
  void meetAda(TestInfo test) {
    shop = town.etsy.shop("BlueMugs" + Integer.toHexString(test.getDisplayName().hashCode()));
    ada = town.telegram.person("Ada of " + test.getDisplayName());
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void pagesTurnFromWhatRunsOutFirstToWhatLasts() {
    SandboxListing jug = shop.lists("Jug", 1);
    for (int n = 10; n < 25; n++) {
      shop.lists("Plate " + n, n);
    }
    SandboxListing bowl = shop.lists("Bowl", 5);
    town.watches(ada, shop);
    jug.sellsOut();
    Town.awaitTold(ada, jug);
    bowl.sells(4);
    says("Low: Bowl");

    ada.says("/listings");

    ChatMessage list = says("Your listings");
    assertThat(list.text())
        .contains("1 sold out, 1 low, 17 in all", "Page 1 of 2")
        .contains("1. Jug – sold out\n2. Bowl – 1 left, low\n3. Plate 10 – 10 left");
    assertThat(list.html()).contains("https://www.etsy.com/listing/" + jug.id());
    ada.presses("▶");
    assertThat(shows(list, "Page 2 of 2").text()).endsWith("7. Plate 24 – 24 left");
    ada.presses("Sold out");
    shows(list, "Sold out, the listing or one of its variations: 1");
    ada.says("/find plate");
    says("Found for “plate”: 15");
  }

  @Test
  void cardShowsVariationsAndMutesFromAListAndFromAnAlert() {
    SandboxListing cup =
        shop.listsVariations(
            "Cup",
            "Colour",
            new VariationStock("Blue", 3, "CUP-BLUE"),
            new VariationStock("Sand", 9, "CUP-SAND"));
    town.watches(ada, shop);
    cup.variation("Blue").sellsOut();
    final ChatMessage alert = says("CUP-BLUE");

    ada.says("/listings");
    ChatMessage list = says("1. Cup – 9 left, but not in every variation");
    ada.presses("1");

    ChatMessage card = shows(list, "I last told you: a variation sold out");
    assertThat(card.text())
        .contains(
            "Blue: sold out – CUP-BLUE", "Sand: 9 left – CUP-SAND", "Low at 2 left, the usual");
    assertThat(Town.links(card))
        .anyMatch(link -> link.contains("/listing/" + cup.id()))
        .contains("https://www.etsy.com/your/shops/me/tools/listings/" + cup.id());
    ada.presses("Until it's back in stock");
    shows(list, "Muted until it's back in stock");
    ada.presses("◀ Back to the list");
    shows(list, "1. Cup – 9 left, but not in every variation 🔕");

    // when the alert's own button is pressed, the alert stays
    ada.presses(alert.messageId(), "Details");
    says("Muted until it's back in stock");
    ada.presses("Unmute");
    ChatMessage second = says("I last told you");
    await()
        .atMost(Town.PATIENCE)
        .until(
            () ->
                shows(second, "I last told you").buttons().stream()
                    .map(ChatButton::label)
                    .anyMatch("Mute for a day"::equals));
    assertThat(shows(alert, "CUP-BLUE").edited()).isFalse();
  }

  @Test
  void photoIsAboveTheCardUnlessEtsyOrTelegramDoesNotGiveIt() {
    SandboxListing mug = shop.lists("Mug", 10);
    shop.lists("Cup", 11);
    shop.lists("Jug", 12);
    shop.lists("Bowl", 13);
    shop.lists("Vase", 14);
    town.watches(ada, shop);
    int before = town.etsy.count(EtsyEndpoint.LISTING_V3);
    ada.says("/listings");
    ChatMessage list = says("1. Mug");

    ada.presses("1");
    ChatMessage card = shows(list, "Mug\n10 left");
    assertThat(preview(card))
        .contains("https://i.etsystatic.com/sandbox/" + mug.id() + "/", "show_above_text");
    ada.presses("◀ Back to the list");
    assertThat(preview(shows(list, "1. Mug"))).contains("is_disabled");
    // asked for once
    ada.presses("1");
    assertThat(preview(shows(list, "Mug\n10 left"))).contains("i.etsystatic.com");
    assertThat(town.etsy.count(EtsyEndpoint.LISTING_V3)).isEqualTo(before + 1);
    ada.presses("◀ Back to the list");
    shows(list, "1. Mug");

    // after Etsy failed, it is not asked again at once
    town.etsy.breaks(EtsyEndpoint.LISTING_V3, EtsyFault.status(404, "{}"), 1);
    for (int time = 0; time < 2; time++) {
      ada.presses("5");
      assertThat(preview(shows(list, "Vase\n14 left"))).contains("is_disabled");
      ada.presses("◀ Back to the list");
      shows(list, "1. Mug");
    }
    assertThat(town.etsy.count(EtsyEndpoint.LISTING_V3)).isEqualTo(before + 2);

    // when Etsy does not answer, or names a page of somebody else
    town.etsy.breaks(EtsyEndpoint.LISTING_V3, EtsyFault.hang(), 1);
    ada.presses("2");
    assertThat(preview(shows(list, "Cup\n11 left"))).contains("is_disabled");
    ada.presses("◀ Back to the list");
    shows(list, "1. Mug");
    town.etsy.breaks(
        EtsyEndpoint.LISTING_V3,
        EtsyFault.body(
            "{\"listing_id\":1,\"images\":[{\"url_570xN\":\"https://example.org/a.jpg\"}]}"),
        1);
    ada.presses("3");
    assertThat(preview(shows(list, "Jug\n12 left"))).contains("is_disabled");
    ada.presses("◀ Back to the list");
    shows(list, "1. Mug");

    // when Telegram does not take it, neither in place nor in a new message
    town.telegram.failNext(
        1, "editMessageText", TelegramFault.refuses(400, "Bad Request: wrong HTTP URL specified"));
    town.telegram.failNext(
        1, "sendMessage", TelegramFault.refuses(400, "Bad Request: wrong HTTP URL specified"));
    ada.presses("4");
    ChatMessage anew = says("Bowl\n13 left");
    assertThat(anew.messageId()).isNotEqualTo(list.messageId());
    assertThat(preview(anew)).contains("is_disabled");
    assertThat(anew.buttons()).extracting(ChatButton::label).contains("Low at…");
  }

  private static String preview(ChatMessage message) {
    return String.valueOf(message.parameters().get("link_preview_options"));
  }

  @Test
  void stockComesAsAFile() {
    SandboxListing mug = shop.lists("Blue mug, large", 3, "MUG-BLUE");
    town.watches(ada, shop);

    ada.says("/export");

    await().atMost(Town.PATIENCE).until(() -> !files().isEmpty());
    assertThat(files().get(0).text())
        .startsWith(
            "\ufeffShop,Listing ID,Title,State,Variation,SKU,Left,Low at,Muted until,URL\r\n")
        .contains(
            shop.name() + "," + mug.id() + ",\"Blue mug, large\",active,,MUG-BLUE,3,2,,https://");
  }

  private List<UploadedFile> files() {
    return town.telegram.requests("sendDocument").stream()
        .filter(sent -> Town.isFor(ada, sent))
        .map(sent -> (UploadedFile) Objects.requireNonNull(sent.parameters().get("document")))
        .toList();
  }

  private ChatMessage says(String text) {
    return ada.awaitMessage(message -> message.text().contains(text), Town.PATIENCE);
  }

  /** The same message, when it shows this. */
  private ChatMessage shows(ChatMessage message, String text) {
    return ada.awaitMessage(
        shown -> shown.messageId() == message.messageId() && shown.text().contains(text),
        Town.PATIENCE);
  }
}
