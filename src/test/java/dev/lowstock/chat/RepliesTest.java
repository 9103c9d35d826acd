package dev.lowstock.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Message.Button;
import dev.lowstock.alert.Messages;
import dev.lowstock.outbox.OwedMessage;
import dev.lowstock.store.ShopHearer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepliesTest {
  private static final Instant MORNING = Instant.parse("2019-12-02T09:30:00Z");
  private static final ShopHearer HEARER =
      new ShopHearer(5, null, null, 10_000_001, "BlueMugs", false);

  private final Replies replies = replies("ada@example.org", "https://example.org/privacy");

  @Test
  void welcomeSaysWhatIsStoredAndHasOneButtonToEtsy() {
    Message welcome =
        replies.welcome(request("start"), "https://www.etsy.com/oauth/signin?a=1", List.of());

    assertThat(welcome.html())
        .contains("I will store", "/pin 12345678", "The term 'Etsy' is a trademark of Etsy, Inc.");
    assertThat(welcome.buttons())
        .isEqualTo(
            List.of(
                List.of(Button.link("Log in to Etsy", "https://www.etsy.com/oauth/signin?a=1"))));
  }

  @Test
  void helpNamesWhoRunsTheBot() {
    assertThat(replies.help(request("help"), List.of()).html())
        .contains("This bot is run by ada@example.org.", "/status", "trademark of Etsy");
    assertThat(replies(null, null).help(request("help"), List.of()).html())
        .doesNotContain("run by");
  }

  @Test
  void privacyLeadsToThePolicy() {
    assertThat(replies.privacy(request("privacy")).html())
        .contains("https://example.org/privacy", "ada@example.org");
    assertThat(replies(null, null).privacy(request("privacy")).html())
        .contains("What I store")
        .doesNotContain("policy");
  }

  @Test
  void operatorsContactIsText() {
    assertThat(replies("<Ada & Co>", null).help(request("help"), List.of()).html())
        .contains("&lt;Ada &amp; Co&gt;");
  }

  @Test
  void sampleLooksLikeAnAlert() {
    Message sample = replies.sample(request("test"));

    assertThat(sample.html()).contains("Sold out:", "Blue mug (this is a sample)", "MUG-BLUE");
    assertThat(sample.buttons().get(0)).hasSize(2);
  }

  @Test
  void linkedNamesTheShopOrItsNumber() {
    assertThat(replies.linked("en", "Blue<Mugs>", 7).html()).contains("<b>Blue&lt;Mugs&gt;</b>");
    assertThat(replies.linked("en", null, 7).html()).contains("<b>#7</b>");
  }

  @Test
  void pinThatNothingWaitsForSaysWhatIsWatchedAlready() {
    assertThat(replies.noLogin(request("pin"), List.of()).html()).contains("Send /start first");
    assertThat(replies.noLogin(request("pin"), List.of(shop("BlueMugs"), shop("RedPots"))).html())
        .contains("BlueMugs and RedPots");
  }

  @Test
  void etsyAwaySaysWhatToSendAgain() {
    assertThat(replies.etsyAway(request("start")).html()).contains("/start again");
    assertThat(replies.etsyAway(request("pin")).html()).contains("same code again");
  }

  @Test
  void statusOfAChatThatWatchesNothingLeadsToStart() {
    assertThat(replies.status(request("status"), List.of(), List.of(), List.of()).html())
        .contains("Send /start");
  }

  @Test
  void statusNamesShopAccessLastCheckAndWhatIsOut() {
    Message status =
        replies.status(
            request("status"),
            List.of(shop("BlueMugs")),
            List.of(soldOut(1, "Ada&#39;s <mug>")),
            List.of());

    assertThat(status.html())
        .isEqualTo(
            """
            <b>BlueMugs</b>, watched since 2 December 2019
            Etsy access: given
            Last check: 20 seconds ago

            Sold out now, as far as I saw:
            • <a href="https://www.etsy.com/listing/1">Ada's &lt;mug&gt;</a>\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "0,just now",
    "1,1 second ago",
    "119,119 seconds ago",
    "120,2 minutes ago",
    "7199,119 minutes ago",
    "7200,2 hours ago",
    "-30,just now"
  })
  void lastCheckIsSaidInAUnitThatFits(long seconds, String ago) {
    WatchedShop shop = shop("BlueMugs", MORNING.plusSeconds(seconds));

    assertThat(replies.status(request("status"), List.of(shop), List.of(), List.of()).html())
        .contains("Last check: " + ago, "I see nothing that is sold out now.");
  }

  @Test
  void statusOfManyShopsAndLongTitlesFitsIntoAMessage() {
    List<WatchedShop> shops =
        IntStream.range(0, 100).mapToObj(i -> shop("Shop" + "x".repeat(90) + i)).toList();
    List<ListingLine> out =
        IntStream.range(0, 200).mapToObj(i -> soldOut(i, "Mug ".repeat(125))).toList();

    assertThat(visible(replies.status(request("status"), shops, out, List.of())))
        .isLessThanOrEqualTo(Message.LIMIT);
  }

  @Test
  void moreSoldOutListingsThanAreNamedAreCounted() {
    List<ListingLine> out = IntStream.range(0, 20).mapToObj(i -> soldOut(i, "Mug " + i)).toList();

    assertThat(replies.status(request("status"), List.of(shop("BlueMugs")), out, List.of()).html())
        .contains("Mug 14</a>", "… and 5 more")
        .doesNotContain("Mug 15</a>");
  }

  @Test
  void listingWithoutATitleIsNamedByItsNumber() {
    assertThat(
            replies
                .status(
                    request("status"),
                    List.of(shop("BlueMugs")),
                    List.of(soldOut(7, null)),
                    List.of())
                .html())
        .contains("Listing 7");
  }

  @Test
  void stopAsksWithTwoButtonsAndNamesTheShops() {
    Message ask = replies.askToForget(request("stop"), List.of(shop("BlueMugs")));

    assertThat(ask.html()).contains("BlueMugs");
    assertThat(ask.buttons().stream().flatMap(List::stream).map(Button::action))
        .containsExactly("keep", "forget");
    assertThat(replies.askToForget(request("stop"), List.of()).buttons()).isEmpty();
  }

  @Test
  void withdrawnAccessIsToldToEachChatInItsLanguage() {
    List<OwedMessage> owed =
        replies.accessRevoked(List.of(HEARER), "https://www.etsy.com/oauth/signin");

    assertThat(owed).singleElement().extracting(OwedMessage::chat).isEqualTo(5L);
    assertThat(owed.get(0).json()).contains("BlueMugs", "oauth/signin");
    assertThat(replies.accessRevoked(List.of(HEARER), null).get(0).json())
        .contains("send /start and log in")
        .doesNotContain("oauth/signin");
  }

  @Test
  void logInThroughTheBrowserNeedsNoPin() {
    Messages messages = new Messages(null);
    Replies browser = new Replies(messages, new AlertText(messages, true), null, null, true, true);

    assertThat(
            browser
                .welcome(request("start"), "https://www.etsy.com/oauth/connect", List.of())
                .html())
        .contains("choose <b>Allow</b>", "I will store", "trademark of Etsy")
        .doesNotContain("/pin");
    assertThat(browser.askForPin(request("pin")).html()).contains("whole address");
    assertThat(replies.askForPin(request("pin")).html()).contains("/pin 12345678");
  }

  @Test
  void everyRefusedPinHasItsWords() {
    assertThat(replies.refusedPin(request("pin"), "WRONG").html()).contains("did not accept");
    assertThat(replies.refusedPin(request("pin"), "DENIED").html()).contains("linked nothing");
    assertThat(replies.refusedPin(request("pin"), "OTHER_LOGIN").html()).contains("15 minutes");
    assertThat(replies.refusedPin(request("pin"), "NO_SHOP").html()).contains("has no shop");
  }

  @Test
  void pausedShopIsToldWithAButtonThatLogsInAgain() {
    List<OwedMessage> owed = replies.accessPaused(List.of(HEARER));

    assertThat(owed).singleElement().extracting(OwedMessage::chat).isEqualTo(5L);
    assertThat(owed.get(0).json())
        .contains("BlueMugs", "can't see its stock", "Log in again", "login");
  }

  @Test
  void chatThatWasInvitedIsNotAskedToLogIn() {
    ShopHearer guest = new ShopHearer(6, "en", null, 10_000_001, "BlueMugs", true);

    assertThat(replies.accessPaused(List.of(HEARER, guest)))
        .extracting(OwedMessage::chat)
        .containsExactly(5L, 6L);
    assertThat(replies.accessPaused(List.of(guest)).get(0).json())
        .contains("can't see its stock", "in the chat that invited you")
        .doesNotContain("login");
    assertThat(replies.accessRevoked(List.of(HEARER, guest), null))
        .extracting(OwedMessage::chat)
        .containsExactly(5L);
  }

  @Test
  void newLinkIsToldByTheNameOfTheNewChat() {
    assertThat(replies.linkTold(List.of(HEARER), "1002", "<Eve>", 7).get(0).json())
        .contains("BlueMugs", "&lt;Eve&gt;", "Stop telling them", "inv:10000001:end:7");
  }

  private static Replies replies(@Nullable String operator, @Nullable String privacyUrl) {
    Messages messages = new Messages(null);
    return new Replies(
        messages, new AlertText(messages, false), operator, privacyUrl, false, false);
  }

  private static ChatRequest request(String answer) {
    return new ChatRequest(
        answer, "1001", "1001", "en", "", null, null, null, false, false, "Ada @ada");
  }

  private static WatchedShop shop(String name) {
    return shop(name, MORNING.plus(Duration.ofSeconds(20)));
  }

  private static WatchedShop shop(String name, Instant now) {
    return new WatchedShop(
        10_000_001, name, MORNING, false, null, 2, WatchedShop.Looks.NONE, MORNING, null, now);
  }

  private static ListingLine soldOut(long id, @Nullable String title) {
    return new ListingLine(id, 10_000_001, title, null, 0);
  }

  private static int visible(Message message) {
    return StringEscapeUtils.unescapeHtml4(message.html().replaceAll("<[^>]*>", "")).length();
  }
}
