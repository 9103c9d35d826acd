package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.Messages;
import dev.lowstock.chat.OwedSummaries;
import dev.lowstock.chat.Summaries;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.stock.StockEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a chat reads and sets where shops are looked at, through the real route files and the
 * sandbox's Telegram, on any database.
 */
abstract class StockChatContract extends ChatContract {
  /** The default of {@code LOW_STOCK_THRESHOLD}. */
  private static final int USUAL_THRESHOLD = 2;

  // --- The threshold of a shop ------------------------------------------------------------------

  @Test
  void numberSetsTheThresholdOfTheShop() {
    watches(ada, BLUE_MUGS);

    ada.says("/threshold 3");

    ada.awaitMessage("I'll tell you once each time stock falls to 3 or fewer.");
    assertThat(threshold(BLUE_MUGS)).isEqualTo(3);
  }

  @Test
  void answerToTheThresholdNamesWhatIsAtOrBelowItAlready() {
    watches(ada, BLUE_MUGS);
    watches(ada, RED_POTS);
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 5);
    lists(CUP, BLUE_MUGS, "Blue cup", "active", 12);
    offers(CUP, 21, "Small", 10);
    offers(CUP, 22, "Large", 2);
    offers(CUP, 23, "Huge", 0);
    lists(JUG, BLUE_MUGS, "Blue jug, one of a kind", "active", 1);
    rows.update("UPDATE listing SET most_seen = 1 WHERE listing_id = ?", JUG);
    lists(POT, RED_POTS, "Red pot", "active", 3);

    press(ada, "thr:" + BLUE_MUGS + ":5");

    assertThat(ada.awaitMessage("I'll tell you once each time stock falls to 5 or fewer").text())
        .contains("At or below that now:", "Blue cup – Large: 2 left", "Blue mug: 5 left")
        .doesNotContain("Small", "Huge", "one of a kind", "Red pot");

    press(ada, "low:" + MUG + ":6");
    assertThat(
            ada.awaitMessage("Blue mug: I'll tell you once each time stock falls to 6 or fewer")
                .text())
        .contains("At or below that now:", "Blue mug: 5 left")
        .doesNotContain("Blue cup");

    press(ada, "thr:" + BLUE_MUGS + ":1");
    assertThat(ada.awaitMessage("I'll tell you once each time only 1 is left").text())
        .doesNotContain("Blue cup");
  }

  @Test
  void zeroTurnsItOff() {
    watches(ada, BLUE_MUGS);

    ada.says("/threshold off");

    ada.awaitMessage("I won't tell you when something runs low, only when it sells out");
    assertThat(threshold(BLUE_MUGS)).isZero();
  }

  @Test
  void commandAloneSaysWhatHoldsAndAButtonSetsIt() {
    watches(ada, BLUE_MUGS);

    ada.says("/threshold");
    ChatMessage asked = ada.awaitMessage("I'll tell you once each time stock falls to 2 or fewer");
    assertThat(labels(asked)).containsExactly("Off", "1", "2", "3", "5", "10");
    ada.presses("5");

    ada.awaitMessage("I'll tell you once each time stock falls to 5 or fewer");
    assertThat(threshold(BLUE_MUGS)).isEqualTo(5);
    assertThat(ada.messages().get(0).buttons()).isEmpty();
  }

  @Test
  void badNumberSetsNothing() {
    watches(ada, BLUE_MUGS);

    ada.says("/threshold -1");

    ada.awaitMessage("I need a number from 0 to 999");
    assertThat(threshold(BLUE_MUGS)).isNull();
  }

  @Test
  void withSeveralShopsItIsAskedWhichOne() {
    watches(ada, BLUE_MUGS);
    watches(ada, RED_POTS);

    ada.says("/threshold 3");
    ChatMessage asked = ada.awaitMessage("At 3 left or fewer: for which shop?");
    assertThat(labels(asked)).containsExactly("BlueMugs", "RedPots", "All");
    ada.presses("RedPots");

    ada.awaitMessage("RedPots: I'll tell you once each time stock falls to 3 or fewer");
    assertThat(threshold(BLUE_MUGS)).isNull();
    assertThat(threshold(RED_POTS)).isEqualTo(3);
  }

  @Test
  void allShopsAreSetAtOnce() {
    watches(ada, BLUE_MUGS);
    watches(ada, RED_POTS);

    ada.says("/threshold");
    ada.awaitMessage("RedPots: I'll tell you once each time stock falls to 2 or fewer");
    ada.presses("10");
    ada.awaitMessage("At 10 left or fewer: for which shop?");
    ada.presses("All");

    ada.awaitMessage("RedPots: I'll tell you once each time stock falls to 10 or fewer");
    assertThat(threshold(BLUE_MUGS)).isEqualTo(10);
    assertThat(threshold(RED_POTS)).isEqualTo(10);
  }

  @Test
  void chatThatWatchesNothingIsLedToStart() {
    ada.says("/threshold 3");

    ada.awaitMessage("Send /start to log in to Etsy");
  }

  @Test
  void listingsWithNumbersOfTheirOwnAreNamedByCount() {
    watches(ada, BLUE_MUGS);
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 5);
    rows.update(
        "INSERT INTO listing_wish (chat_id, listing_id, low_threshold)"
            + " SELECT id, CAST(? AS BIGINT), 1 FROM chat",
        MUG);

    ada.says("/threshold 3");

    ada.awaitMessage("One listing has a number of its own and keeps it.");
  }

  @Test
  void foreignShopIsNotSetByAForgedButton() {
    watches(ada, BLUE_MUGS);
    watches(grace, RED_POTS);

    press(grace, "thr:" + BLUE_MUGS + ":9");

    grace.awaitMessage("I do not watch that shop in this chat, so I changed nothing.");
    assertThat(threshold(BLUE_MUGS)).isNull();
  }

  // --- The threshold of a listing ---------------------------------------------------------------

  @Test
  void listingGetsANumberOfItsOwnAndGivesItBack() {
    watches(ada, BLUE_MUGS);
    lists(MUG, BLUE_MUGS, "Blue &amp; mug", "active", 5);

    press(ada, "low:" + MUG);
    ChatMessage asked = ada.awaitMessage("At how many left shall I tell you about this listing?");
    assertThat(asked.text())
        .contains(
            "Blue & mug: I'll tell you once each time stock falls to 2 or fewer", "whole shop");
    assertThat(labels(asked)).containsExactly("Off", "1", "2", "3", "5", "10", "As the shop");
    ada.presses("3");
    ada.awaitMessage("Blue & mug: I'll tell you once each time stock falls to 3 or fewer.");
    assertThat(ownThreshold(MUG)).isEqualTo(3);

    press(ada, "low:" + MUG + ":shop");
    assertThat(awaitAnswers(ada, 3).get(2).text())
        .contains("once each time stock falls to 2 or fewer", "whole shop");
    assertThat(ownThreshold(MUG)).isNull();
  }

  @Test
  void listingIsSilencedByOff() {
    watches(ada, BLUE_MUGS);
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 5);

    press(ada, "low:" + MUG + ":0");

    ada.awaitMessage("Blue mug: I won't tell you when it runs low, only when it sells out.");
    assertThat(ownThreshold(MUG)).isZero();
  }

  @Test
  void variationGetsANumberOfItsOwnAndGivesItBack() {
    watches(ada, BLUE_MUGS);
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 9);
    offers(MUG, 31, "Blue, S", 5);
    offers(MUG, 32, "Blue, L", 4);

    press(ada, "low:" + MUG);
    ada.awaitMessage("At how many left shall I tell you about this listing?");
    ada.presses("One variation…");
    ChatMessage which = ada.awaitMessage("Blue mug: which variation do you want to set?");
    assertThat(labels(which)).containsExactly("Blue, L: 2", "Blue, S: 2");
    ada.presses("Blue, L: 2");
    ChatMessage asked = ada.awaitMessage("At how many left shall I tell you about this variation?");
    assertThat(asked.text())
        .contains(
            "Blue mug – Blue, L: I'll tell you once each time stock falls to 2 or fewer",
            "whole listing");
    ada.presses(asked.messageId(), "5");

    assertThat(
            ada.awaitMessage(
                    "Blue mug – Blue, L: I'll tell you once each time stock falls to 5 or fewer")
                .text())
        .contains("At or below that now:", "Blue mug – Blue, L: 4 left")
        .doesNotContain("Blue, S");
    assertThat(ofVariations()).containsExactly(32L);
    assertThat(ownThreshold(MUG)).isNull();

    press(ada, "low:" + MUG + ":v32:shop");
    ada.awaitMessage("That is the number of the whole listing.");
    assertThat(awaitAnswers(ada, 5).get(4).text())
        .contains("Blue, L: I'll tell you once each time stock falls to 2 or fewer");
    assertThat(ofVariations()).isEmpty();
  }

  @Test
  void variationThatIsNotThereIsNotSet() {
    watches(ada, BLUE_MUGS);
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 9);
    offers(MUG, 31, "Blue, S", 5);

    press(ada, "low:" + MUG + ":v99");
    press(ada, "low:" + MUG + ":v99:5");

    assertThat(awaitAnswers(ada, 2))
        .allMatch(answer -> answer.text().startsWith("That variation is no longer"));
    assertThat(count("listing_wish")).isZero();
  }

  @Test
  void whatOneChatChoosesChangesNothingForAnotherOfTheSameShop() {
    watches(ada, BLUE_MUGS);
    watches(grace, BLUE_MUGS);
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 5);
    lists(CUP, BLUE_MUGS, "Blue cup", "active", 4);

    ada.says("/threshold 4");
    press(ada, "low:" + MUG + ":9");
    awaitAnswers(ada, 2);
    ada.says("/status");
    grace.says("/status");

    assertThat(ada.awaitMessage("watched since").text())
        .contains("Low: at 4 left or fewer", "Blue mug: 5 left", "Blue cup: 4 left");
    assertThat(grace.awaitMessage("watched since").text())
        .contains("Low: at 2 left or fewer")
        .doesNotContain("5 left", "4 left");
    press(grace, "low:" + MUG);
    grace.awaitMessage("Blue mug: I'll tell you once each time stock falls to 2 or fewer");
    oweSummaries(null);
    assertThat(owed()).anyMatch(json -> json.contains("2 low (at 4 left or fewer)"));
    assertThat(owed()).anyMatch(json -> json.contains("none low (at 2 left or fewer)"));
  }

  @Test
  void wishesOfAChatGoWithIt() {
    watches(ada, BLUE_MUGS);
    watches(grace, BLUE_MUGS);
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 5);
    press(ada, "low:" + MUG + ":9");
    press(grace, "low:" + MUG + ":7");
    awaitAnswers(ada, 1);
    awaitAnswers(grace, 1);

    press(ada, "forget");
    awaitAnswers(ada, 2);

    assertThat(ownThreshold(MUG)).isEqualTo(7);
    assertThat(count("listing_wish")).isEqualTo(1);
  }

  @Test
  void foreignListingIsNeitherShownNorSet() {
    watches(ada, BLUE_MUGS);
    watches(grace, RED_POTS);
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 5);

    press(grace, "low:" + MUG);
    press(grace, "low:" + MUG + ":9");
    press(grace, "low:1:9");

    assertThat(awaitAnswers(grace, 3))
        .allMatch(answer -> answer.text().startsWith("I do not watch that listing"));
    assertThat(ownThreshold(MUG)).isNull();
  }

  // --- Groups -----------------------------------------------------------------------------------

  @Test
  void groupIsSetByItsAdminsAndWhoeverLinkedTheShopOnly() {
    Person owner = telegram.person("Olga");
    GroupChat club = telegram.group("Mug club", owner);
    watches(club, BLUE_MUGS, ada);
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 5);

    grace.saysIn(club, "/threshold 9");
    press(club, grace, "thr:all:9");
    press(club, grace, "low:" + MUG);
    press(club, grace, "low:" + MUG + ":9");
    grace.saysIn(club, "/restock on");
    press(club, grace, "restock:on");
    assertThat(awaitAnswers(club, 6))
        .allMatch(answer -> answer.text().startsWith("In a group, only its admins"));
    assertThat(threshold(BLUE_MUGS)).isNull();
    assertThat(ownThreshold(MUG)).isNull();
    assertThat(restocks(BLUE_MUGS)).isFalse();

    ada.saysIn(club, "/threshold 4");
    club.awaitMessage("I'll tell you once each time stock falls to 4 or fewer");
    owner.saysIn(club, "/threshold 5");
    club.awaitMessage("I'll tell you once each time stock falls to 5 or fewer");
  }

  @Test
  void adminOfAGroupSetsNothingOfAnotherChatByAForgedButton() {
    Person owner = telegram.person("Olga");
    GroupChat club = telegram.group("Mug club", owner);
    watches(club, BLUE_MUGS, ada);
    watches(grace, RED_POTS);
    lists(POT, RED_POTS, "Red pot", "active", 5);

    press(club, owner, "thr:" + RED_POTS + ":9");
    press(club, owner, "low:" + POT);
    press(club, owner, "low:" + POT + ":9");

    assertThat(awaitAnswers(club, 3))
        .allMatch(answer -> answer.text().startsWith("I do not watch that"));
    assertThat(threshold(RED_POTS)).isNull();
    assertThat(threshold(BLUE_MUGS)).isNull();
    assertThat(ownThreshold(POT)).isNull();
  }

  @Test
  void memberOfAGroupCannotForgetItByAForgedButton() {
    GroupChat club = telegram.group("Mug club", telegram.person("Olga"));
    watches(club, BLUE_MUGS, ada);

    press(club, grace, "forget");
    press(club, grace, "keep");
    grace.saysIn(club, "/stop");

    assertThat(awaitAnswers(club, 3))
        .allMatch(answer -> answer.text().startsWith("In a group, only its admins"));
    assertThat(count("subscription")).isEqualTo(1);
  }

  @Test
  void forgedForgetConcernsTheChatItCameFromOnly() {
    watches(ada, BLUE_MUGS);
    watches(grace, RED_POTS);

    press(grace, "forget");

    grace.awaitMessage("Done: I have forgotten everything");
    assertThat(
            rows.queryForList(
                "SELECT c.address FROM subscription x JOIN chat c ON c.id = x.chat_id",
                String.class))
        .containsExactly(address(ada));
    assertThat(count("seller WHERE seller_id = " + BLUE_MUGS)).isEqualTo(1);
  }

  // --- What is back in stock --------------------------------------------------------------------

  @Test
  void restocksAreOffUntilAskedFor() {
    watches(ada, BLUE_MUGS);

    ada.says("/restock");
    ChatMessage asked = ada.awaitMessage("I won't tell you when something that was sold out");
    assertThat(labels(asked)).containsExactly("Tell me", "Don't tell me");
    ada.presses("Tell me");

    ada.awaitMessage("I'll tell you when something that was sold out is back in stock.");
    assertThat(restocks(BLUE_MUGS)).isTrue();
    ada.says("/restock off");
    assertThat(awaitAnswers(ada, 3).get(2).text()).startsWith("I won't tell you");
    assertThat(restocks(BLUE_MUGS)).isFalse();
  }

  @Test
  void restocksOfAnotherChatStayAsTheyWere() {
    watches(ada, BLUE_MUGS);
    watches(grace, RED_POTS);

    ada.says("/restock on");

    ada.awaitMessage("I'll tell you when");
    assertThat(restocks(RED_POTS)).isFalse();
  }

  // --- Status -----------------------------------------------------------------------------------

  @Test
  void statusSaysHowItStandsWithTheShopAndWhatIsOutAndLow() {
    watches(ada, BLUE_MUGS);
    looked(BLUE_MUGS, 40, 125);
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 20);
    offers(MUG, 1, "Blue, L", 0);
    offers(MUG, 2, "Blue, M", 1);
    offers(MUG, 3, "Blue, S", 19);
    lists(CUP, BLUE_MUGS, "Blue cup", "active", 2);
    lists(JUG, BLUE_MUGS, "Blue jug", "sold_out", 0);
    lists(POT, BLUE_MUGS, "Gone pot", "sold_out", 0);
    rows.update("UPDATE listing SET missing_since = CURRENT_TIMESTAMP WHERE listing_id = ?", POT);

    ada.says("/status");

    String status = ada.awaitMessage("watched since").text();
    assertThat(status)
        .contains(
            "BlueMugs, watched since", "Etsy access: given", "Last look: ", ", next in about ")
        .contains("Low: at 2 left or fewer", "Back in stock: I won't tell you")
        .endsWith(
            """
            Sold out now:
            • Blue jug
            • Blue mug – Blue, L: sold out
            Low now:
            • Blue mug – Blue, M: 1 left
            • Blue cup: 2 left\
            """);
  }

  @Test
  void numberOfAListingCountsBeforeThatOfItsShop() {
    watches(ada, BLUE_MUGS);
    looked(BLUE_MUGS, 1, 60);
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 5);
    lists(CUP, BLUE_MUGS, "Blue cup", "active", 1);
    press(ada, "low:" + MUG + ":5");
    press(ada, "thr:all:0");
    awaitAnswers(ada, 2);

    ada.says("/status");

    assertThat(ada.awaitMessage("watched since").text())
        .contains("Low: off", "Low now:\n• Blue mug: 5 left")
        .doesNotContain("Blue cup");
  }

  @Test
  void statusSaysWhatDoesNotWork() {
    watches(ada, BLUE_MUGS);
    looked(BLUE_MUGS, 3600, 20);
    rows.update(
        "UPDATE shop_watch SET trouble = 'Etsy does not answer',"
            + " failing_since = CURRENT_TIMESTAMP - INTERVAL '10' MINUTE");

    ada.says("/status");
    ada.awaitMessage(
        "I haven't been able to look for 10 min: Etsy does not answer. I keep trying.");
    rows.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed, revoked_at)"
            + " VALUES (?, 'sealed', 'sealed', TIMESTAMP '2026-11-03 12:00:00')",
        BLUE_MUGS);
    ada.says("/status");

    assertThat(ada.awaitMessage("Etsy access: withdrawn on 3 November. Send /start").text())
        .doesNotContain("next in", "I keep trying");
  }

  @Test
  void shopThatWasNeverLookedAtIsLookedAtForTheFirstTime() {
    watches(ada, BLUE_MUGS);
    rows.update("INSERT INTO shop_watch (seller_id, shop_id) VALUES (?, 1)", BLUE_MUGS);

    ada.says("/status");

    ada.awaitMessage("I'm looking at this shop for the first time.");
  }

  // --- Summaries --------------------------------------------------------------------------------

  @Test
  void firstLookOwesEachChatOneSummary() {
    watches(ada, BLUE_MUGS);
    watches(grace, BLUE_MUGS);
    Person gone = telegram.person("Gone");
    watches(gone, BLUE_MUGS);
    rows.update("UPDATE chat SET retired_at = CURRENT_TIMESTAMP WHERE address = ?", address(gone));
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 20);
    offers(MUG, 1, "Blue, L", 1);
    offers(MUG, 2, "Blue, M", 0);
    lists(CUP, BLUE_MUGS, "Blue cup", "active", 50);
    lists(JUG, BLUE_MUGS, "Blue jug", "sold_out", 0);
    opens(RED_POTS);
    lists(POT, RED_POTS, "Red pot", "active", 1);

    oweSummaries(null);

    assertThat(owed())
        .hasSize(2)
        .allMatch(
            json ->
                json.contains(
                    "I watch <b>BlueMugs</b> now: 2 listings for sale, 1 sold out"
                        + " and 1 low (at 2 left or fewer). I'll write when that changes."));
  }

  @Test
  void firstSummarySaysHowManyAreOneOfAKindAndOffersToHearLessOfThem() {
    watches(ada, BLUE_MUGS);
    watches(grace, BLUE_MUGS);
    rows.update("UPDATE chat SET one_of_a_kind = 'off' WHERE address = ?", address(grace));
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 20);
    lists(CUP, BLUE_MUGS, "Blue cup", "active", 1);
    lists(JUG, BLUE_MUGS, "Blue jug", "active", 1);
    rows.update("UPDATE listing SET most_seen = quantity");

    oweSummaries(null);

    assertThat(owed()).allMatch(json -> json.contains("2 of them are one of a kind."));
    assertThat(owed().get(0)).contains("Shall I tell you", "single:digest", "single:off");
    assertThat(owed().get(1)).doesNotContain("Shall I tell you", "single:");
  }

  @Test
  void madeToOrderListingIsNeverLow() {
    watches(ada, BLUE_MUGS);
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 998);
    lists(CUP, BLUE_MUGS, "Blue cup", "active", 899);

    press(ada, "thr:" + BLUE_MUGS + ":999");
    assertThat(ada.awaitMessage("once each time stock falls to 999 or fewer").text())
        .contains("Blue cup: 899 left")
        .doesNotContain("Blue mug");
    ada.says("/status");
    assertThat(ada.awaitMessage("watched since").text()).doesNotContain("Blue mug");
  }

  @Test
  void emptyShopIsSummarisedToo() {
    watches(ada, BLUE_MUGS);

    oweSummaries(null);

    assertThat(owed()).singleElement().asString().contains("It has no listing for sale yet");
  }

  @Test
  void shopThatCanBeReadAgainSaysWhatChanged() {
    watches(ada, BLUE_MUGS);

    oweSummaries(Instant.parse("2026-11-03T10:00:00Z"), "sold_out", "low", "sold_out");

    assertThat(owed())
        .singleElement()
        .asString()
        .contains("I can read <b>BlueMugs</b> again. Since 3 November: 2 sold out and 1 low.");
  }

  @Test
  void buttonsOfASummaryAnswerAsTheCommandsDo() {
    watches(ada, BLUE_MUGS);

    press(ada, "threshold");
    ada.awaitMessage("Press a number");
    press(ada, "status");
    ada.awaitMessage("watched since");
  }

  // --- What the tests say -----------------------------------------------------------------------

  /** After a look that saw the shop whole. */
  private void oweSummaries(@Nullable Instant pausedAt, String... kinds) {
    new OwedSummaries(
            database, new Summaries(new Messages(null)), USUAL_THRESHOLD, bot.owedMessages())
        .owe(BLUE_MUGS, pausedAt, Stream.of(kinds).map(StockChatContract::event).toList());
  }

  private static StockEvent event(String kind) {
    return new StockEvent(
        kind, kind, MUG, BLUE_MUGS, "Blue mug", null, null, null, 0, 3, List.of(), List.of());
  }

  private void looked(long seller, int secondsAgo, int dueInSeconds) {
    rows.update(
        "INSERT INTO shop_watch (seller_id, shop_id, looked_at, due_at)"
            + " SELECT seller_id, 1, CURRENT_TIMESTAMP - INTERVAL '%d' SECOND,"
                .formatted(secondsAgo)
            + " CURRENT_TIMESTAMP + INTERVAL '%d' SECOND FROM seller WHERE seller_id = %d"
                .formatted(dueInSeconds, seller));
  }

  private @Nullable Integer threshold(long seller) {
    return rows.queryForObject(
        "SELECT low_threshold FROM subscription WHERE seller_id = ?", Integer.class, seller);
  }

  private @Nullable Integer ownThreshold(long listing) {
    return rows
        .queryForList(
            "SELECT low_threshold FROM listing_wish WHERE listing_id = ? AND variation = 0",
            Integer.class,
            listing)
        .stream()
        .findFirst()
        .orElse(null);
  }

  private List<Long> ofVariations() {
    return rows.queryForList(
        "SELECT variation FROM listing_wish WHERE variation <> 0 AND low_threshold IS NOT NULL",
        Long.class);
  }

  private @Nullable Boolean restocks(long seller) {
    return rows.queryForObject(
        "SELECT restocks FROM subscription WHERE seller_id = ?", Boolean.class, seller);
  }

  private List<String> owed() {
    return rows.queryForList("SELECT message FROM alert", String.class);
  }
}
