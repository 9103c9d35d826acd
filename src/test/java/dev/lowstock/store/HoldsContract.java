package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.outbox.OwedMessage;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.TelegramRequest;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Noticed;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.stock.StockEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a chat hears later, or not at all, as it chose: through the real route files and the
 * sandbox's Telegram, on any database. Time is moved in the rows.
 */
abstract class HoldsContract extends ChatContract {
  @BeforeEach
  void adaWatchesBlueMugs() {
    opensAndIsLookedAt(BLUE_MUGS);
    opensAndIsLookedAt(RED_POTS);
    watches(ada, BLUE_MUGS);
    lists(MUG, BLUE_MUGS, "Blue mug", "sold_out", 0);
    lists(CUP, BLUE_MUGS, "Blue cup", "active", 2);
    lists(JUG, BLUE_MUGS, "Blue jug", "sold_out", 0);
  }

  // --- Quiet hours ------------------------------------------------------------------------------

  @Test
  void whatHappensAtNightWaitsAndIsOneMessage() {
    isNight(ada, false);
    owe(ada, MUG, StockEvent.SOLD_OUT);
    owe(ada, CUP, StockEvent.LOW);
    deliverAll();
    assertThat(ada.messages()).isEmpty();
    assertThat(held()).containsExactly("quiet", "quiet");
    assertThat(count("alert WHERE due_at > CURRENT_TIMESTAMP")).isEqualTo(2);

    owe(ada, JUG, StockEvent.SOLD_OUT);
    nightEnds(ada);
    deliverAll();

    assertThat(ada.messages()).hasSize(2);
    assertThat(told(0)).contains("While it was quiet", "Sold out\n• Blue mug", "Low\n• Blue cup");
    assertThat(told(1)).contains("Sold out: Blue jug");
    assertThat(states()).containsOnly("delivered");
  }

  @Test
  void whatSoldOutIsToldAtNightWhereTheChatWantsItAndRings() {
    isNight(ada, true);
    owe(ada, MUG, StockEvent.SOLD_OUT);
    owe(ada, CUP, StockEvent.LOW);

    deliverAll();

    assertThat(ada.messages()).hasSize(1);
    assertThat(told(0)).contains("Sold out: Blue mug");
    assertThat(isSilent(ada)).isFalse();
    assertThat(held()).containsExactly(null, "quiet");
  }

  @Test
  void answersAndReadyMadeMessagesAreToldAtNightWithoutASound() {
    isNight(ada, false);
    ada.says("/privacy");
    ada.awaitMessage("What I store");
    assertThat(isSilent(ada)).isTrue();

    bot.owedMessages().owe(new OwedMessage(chatId(ada), null, "{\"html\":\"Hi!\",\"buttons\":[]}"));
    deliverAll();

    ada.awaitMessage("Hi!");
    assertThat(isSilent(ada)).isTrue();

    nightEnds(ada);
    ada.says("/help");
    ada.awaitMessage("/privacy");
    assertThat(isSilent(ada)).isFalse();
  }

  @Test
  void chatThatChangesItsHoursIsJudgedByTheNewOnes() {
    isNight(ada, false);
    owe(ada, MUG, StockEvent.SOLD_OUT);
    deliverAll();

    rows.update("UPDATE chat SET quiet_from = NULL, quiet_until = NULL");
    freeHeld(ada);
    deliverAll();

    assertThat(told(0)).contains("Blue mug");
  }

  // --- Pauses -----------------------------------------------------------------------------------

  @Test
  void pauseEndsInOneMessage() {
    ada.says("/pause 3h");
    ada.awaitMessage("Paused until");
    owe(ada, MUG, StockEvent.SOLD_OUT);
    owe(ada, CUP, StockEvent.LOW);
    deliverAll();
    assertThat(ada.messages()).hasSize(1);
    assertThat(held()).containsExactly("pause", "pause");
    ada.says("/status");
    assertThat(ada.awaitMessage("watched since").text()).contains("Paused until", " UTC.");

    hoursPass(4);
    deliverAll();

    assertThat(ada.messages()).hasSize(3);
    assertThat(told(2)).contains("While you paused", "Sold out\n• Blue mug", "Low\n• Blue cup");
    assertThat(isSilent(ada)).isFalse();
  }

  @Test
  void resumeTellsAtOnceAndAPauseIsAskedFor() {
    ada.says("/pause");
    ChatMessage asked = ada.awaitMessage("How long shall I be quiet?");
    assertThat(labels(asked)).containsExactly("1 hour", "1 week", "Until tomorrow, 8:00 UTC");
    ada.presses("1 week");
    assertThat(labels(ada.awaitMessage("Paused until"))).containsExactly("End the pause");
    owe(ada, MUG, StockEvent.SOLD_OUT);
    deliverAll();
    assertThat(held()).containsExactly("pause");

    ada.presses("End the pause");
    ada.awaitMessage("I'm back!");
    deliverAll();

    assertThat(ada.awaitMessage("While you paused").text()).contains("Blue mug");
    ada.says("/resume");
    ada.awaitMessage("There is no pause now");
    ada.says("/pause soon");
    ada.awaitMessage("Sorry, I need a time from now");
  }

  @Test
  void pauseComesBeforeQuietHoursAndTakesOverWhatWaits() {
    isNight(ada, true);
    owe(ada, CUP, StockEvent.LOW);
    deliverAll();
    assertThat(held()).containsExactly("quiet");

    ada.says("/pause 2 days");
    ada.awaitMessage("Paused until");
    owe(ada, MUG, StockEvent.SOLD_OUT);
    deliverAll();
    assertThat(held()).containsExactly("pause", "pause");

    ada.says("/resume");
    ada.awaitMessage("I'll tell you after your quiet hours");
    deliverAll();
    assertThat(held()).containsExactly("pause", "pause");
    assertThat(count("alert WHERE due_at > CURRENT_TIMESTAMP")).isEqualTo(2);
  }

  @Test
  void chatThatWatchesNothingHasNothingToPause() {
    grace.says("/pause 1h");
    grace.awaitMessage("I'm not watching a shop for this chat");
    grace.says("/resume");
    assertThat(awaitAnswers(grace, 2).get(1).text()).contains("I'm not watching a shop");
  }

  @Test
  void whatSoldOutAndCameBackIsSaidAsThat() {
    paused(ada);
    owe(ada, MUG, StockEvent.SOLD_OUT);
    owe(ada, MUG, StockEvent.RESTOCKED);
    offers(CUP, 21, "Blue", 0);
    offers(CUP, 22, "Blue", 5);
    owe(ada, CUP, StockEvent.VARIATION_SOLD_OUT, 21);
    owe(ada, JUG, StockEvent.SOLD_OUT);
    deliverAll();
    rows.update("UPDATE listing SET state = 'active', quantity = 12 WHERE listing_id = ?", MUG);
    rows.update("UPDATE offering SET quantity = 7 WHERE product_id = 21");

    resumed(ada);
    deliverAll();

    assertThat(ada.messages()).hasSize(1);
    assertThat(told(0))
        .contains("Blue mug – sold out and is back in stock, 12 left")
        .contains("Blue cup – sold out and is back in stock, Blue: 7 left")
        .contains("Sold out\n• Blue jug")
        .containsOnlyOnce("Blue mug");
    assertThat(states()).containsExactly("delivered", "withdrawn", "delivered", "delivered");
  }

  @Test
  void severalAlertsOfAListingBecomeItsLastState() {
    paused(ada);
    owe(ada, CUP, StockEvent.SOLD_OUT);
    owe(ada, CUP, StockEvent.RESTOCKED);
    owe(ada, CUP, StockEvent.LOW);
    owe(ada, MUG, StockEvent.LOW);
    owe(ada, MUG, StockEvent.SOLD_OUT);
    owe(ada, MUG, StockEvent.RESTOCKED);
    owe(ada, MUG, StockEvent.SOLD_OUT);
    deliverAll();

    resumed(ada);
    deliverAll();

    assertThat(ada.messages()).hasSize(1);
    assertThat(told(0))
        .contains("Low\n• Blue cup")
        .contains("Sold out\n• Blue mug")
        .containsOnlyOnce("Blue cup")
        .containsOnlyOnce("Blue mug");
  }

  @Test
  void whatIsBackWithMoreThanWhatSoldOutMeanwhileIsToldAsBack() {
    offers(CUP, 21, "Blue", 7);
    offers(CUP, 22, "Blue", 5);
    paused(ada);
    owe(ada, CUP, StockEvent.VARIATION_SOLD_OUT, 21);
    owe(ada, CUP, StockEvent.RESTOCKED, 21, 22);
    deliverAll();

    resumed(ada);
    deliverAll();

    assertThat(ada.messages()).hasSize(1);
    assertThat(told(0))
        .contains("Back in stock\n• Blue cup – Blue: ", "; Blue: ")
        .doesNotContain("sold out and");
  }

  @Test
  void whatRanLowAndWasToldAsSoldOutMeanwhileIsNotToldAsLow() {
    rows.update("UPDATE chat SET digest = 'daily', digest_at = %s".formatted(minute(60)));
    owe(ada, CUP, StockEvent.LOW);
    deliverAll();
    rows.update("UPDATE listing SET state = 'sold_out', quantity = 0 WHERE listing_id = ?", CUP);
    owe(ada, CUP, StockEvent.SOLD_OUT);
    deliverAll();
    assertThat(told(0)).contains("Sold out: Blue cup");

    hoursPass(24);
    deliverAll();

    assertThat(ada.messages()).hasSize(1);
    assertThat(states()).containsExactly("withdrawn", "delivered");
  }

  @Test
  void whatWaitedForMoreThanSixHoursIsLookedAtAgainFirst() {
    paused(ada);
    owe(ada, MUG, StockEvent.SOLD_OUT);
    owe(ada, CUP, StockEvent.LOW);
    deliverAll();
    hoursPass(7);
    rows.update("UPDATE shop_watch SET full_look_at = CURRENT_TIMESTAMP - INTERVAL '7' HOUR");
    rows.update("UPDATE chat SET paused_until = NULL");
    rows.update("UPDATE alert SET due_at = CURRENT_TIMESTAMP");
    deliverAll();
    assertThat(ada.messages()).isEmpty();
    assertThat(count("shop_watch WHERE wanted_at IS NOT NULL")).isEqualTo(1);

    // when the shop was looked at
    rows.update("UPDATE shop_watch SET full_look_at = CURRENT_TIMESTAMP");
    rows.update("UPDATE listing SET quantity = 9 WHERE listing_id = ?", CUP);
    rows.update("UPDATE alert SET due_at = CURRENT_TIMESTAMP");
    deliverAll();

    assertThat(ada.messages()).hasSize(1);
    assertThat(told(0)).contains("While you paused", "Blue mug").doesNotContain("Blue cup");
    assertThat(states()).containsExactly("delivered", "withdrawn");
  }

  @Test
  void whatWaitsForManyDaysIsNotGivenUp() {
    ada.says("/pause 52 weeks");
    ada.awaitMessage("Paused until");
    owe(ada, MUG, StockEvent.SOLD_OUT);
    owe(ada, JUG, StockEvent.SOLD_OUT);
    deliverAll();
    hoursPass(40 * 24);
    database.statements().update("expire-alerts", Map.of("retentionDays", 30));
    assertThat(states()).containsOnly("due");

    rows.update(
        "UPDATE alert SET due_at = CURRENT_TIMESTAMP - INTERVAL '31' DAY WHERE id ="
            + " (SELECT MIN(id) FROM alert)");
    database.statements().update("expire-alerts", Map.of("retentionDays", 30));
    assertThat(states()).containsExactly("expired", "due");
  }

  @Test
  void manyThatWaitedArePartedAtTelegramsLimitsAndEachIsToldOnce() {
    paused(ada);
    for (int n = 0; n < 250; n++) {
      lists(1000 + n, BLUE_MUGS, "Plate " + n + ".", n % 2 == 0 ? "sold_out" : "active", n % 2);
      owe(ada, 1000 + n, n % 2 == 0 ? StockEvent.SOLD_OUT : StockEvent.LOW);
    }
    deliverAll();
    assertThat(count("alert WHERE held = 'pause'")).isEqualTo(250);

    resumed(ada);
    deliverAll();

    String all = String.join("\n", ada.messages().stream().map(ChatMessage::text).toList());
    for (int n = 0; n < 250; n++) {
      assertThat(all).containsOnlyOnce("• Plate " + n + ".");
    }
    assertThat(ada.messages()).hasSizeLessThan(15);
    assertThat(ada.messages()).allMatch(message -> message.text().startsWith("While you paused"));
  }

  @Test
  void operatorsChannelKnowsNoHolds() {
    rows.update(
        "INSERT INTO chat (channel, address, paused_until)"
            + " VALUES ('webhook', 'operator', CURRENT_TIMESTAMP + INTERVAL '1' DAY)");
    owe("operator", MUG, StockEvent.SOLD_OUT, List.of());

    Batch batch = Objects.requireNonNull(bot.outbox().claim());

    assertThat(batch.chat().channel()).isEqualTo("webhook");
    assertThat(batch.alerts()).hasSize(1);
  }

  // --- The digest -------------------------------------------------------------------------------

  @Test
  void digestCollectsWhatRunsLowAndIsOneMessage() {
    rows.update("UPDATE chat SET digest = 'daily', digest_at = %s".formatted(minute(60)));
    owe(ada, CUP, StockEvent.LOW);
    owe(ada, MUG, StockEvent.SOLD_OUT);
    deliverAll();
    assertThat(ada.messages()).hasSize(1);
    assertThat(told(0)).contains("Sold out: Blue mug");
    assertThat(held()).containsExactly("digest", null);
    ada.says("/status");
    ada.awaitMessage("Digest: every day at ");

    hoursPass(24);
    deliverAll();

    assertThat(told(2)).startsWith("Your digest").contains("Low\n• Blue cup");
    assertThat(states()).containsOnly("delivered");
  }

  // --- Mutes ------------------------------------------------------------------------------------

  @Test
  void mutedListingIsNotToldAndIsShown() {
    press(ada, "mute:" + MUG);
    ChatMessage asked = ada.awaitMessage("How long shall I tell you nothing about Blue mug?");
    assertThat(labels(asked))
        .containsExactly("Mute for a day", "Mute for a week", "Until it's back in stock");
    ada.presses("Mute for a week");
    assertThat(labels(ada.awaitMessage("Blue mug is muted until"))).containsExactly("Unmute");

    owe(ada, MUG, StockEvent.SOLD_OUT);
    owe(ada, JUG, StockEvent.SOLD_OUT);
    deliverAll();
    ada.awaitMessage("Sold out: Blue jug");
    assertThat(states()).containsExactly("withdrawn", "delivered");
    assertThat(rows.queryForObject("SELECT MAX(trouble) FROM alert", String.class))
        .isEqualTo("muted");
    ada.says("/status");
    assertThat(ada.awaitMessage("watched since").text())
        .contains("Muted:\n• Blue mug, until ")
        .containsPattern("Sold out now:\n(.*\n)?• Blue mug");

    press(ada, "mute:" + MUG + ":off");
    ada.awaitMessage("Blue mug: I'll tell you about it again.");
    owe(ada, MUG, StockEvent.SOLD_OUT);
    deliverAll();
    ada.awaitMessage("Sold out: Blue mug");
  }

  @Test
  void muteThatIsOverIsNone() {
    press(ada, "mute:" + MUG + ":day");
    ada.awaitMessage("Blue mug is muted until");
    rows.update("UPDATE listing_wish SET muted_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");

    owe(ada, MUG, StockEvent.SOLD_OUT);
    deliverAll();

    ada.awaitMessage("Sold out: Blue mug");
  }

  @Test
  void muteUntilItIsBackEndsWhereAnEditStoodBetween() {
    press(ada, "mute:" + MUG + ":back");
    ada.awaitMessage("Blue mug is muted until it's back in stock");
    Listing back =
        new Listing(MUG, BLUE_MUGS, "active", "Blue mug", null, null, 1, 0, null, 5, List.of());

    new StockRows(database).record(new Noticed(List.of(back), List.of()));
    owe(ada, MUG, StockEvent.LOW);
    deliverAll();

    ada.awaitMessage("Low: Blue mug");
  }

  @Test
  void listingThatIsInStockIsNotMutedUntilItIsBack() {
    press(ada, "mute:" + CUP + ":back");

    ada.awaitMessage("Blue cup is in stock now");
    assertThat(count("listing_wish")).isZero();
  }

  @Test
  void mutedFallIsNotRememberedAsTold() {
    press(ada, "mute:" + CUP + ":day");
    ada.awaitMessage("Blue cup is muted until");
    owe(ada, CUP, StockEvent.LOW);
    rows.update(
        "INSERT INTO low_told (chat_id, listing_id, variation, seller_id, event_id)"
            + " SELECT chat_id, CAST(? AS BIGINT), 0, CAST(? AS BIGINT), event_id FROM alert",
        CUP,
        BLUE_MUGS);
    assertThat(toldBy()).isNotNull();

    deliverAll();

    assertThat(toldBy()).isNull();
  }

  @Test
  void foreignListingIsNotMutedByAForgedButton() {
    lists(7, RED_POTS, "Red pot", "sold_out", 0);

    for (String data : List.of("mute:7", "mute:7:day", "mute:7:off", "mute:99999999:back")) {
      press(ada, data);
    }

    assertThat(awaitAnswers(ada, 4))
        .allMatch(answer -> answer.text().startsWith("I do not watch that listing"));
    assertThat(count("listing_wish")).isZero();
  }

  @Test
  void whatOneChatChoosesChangesNothingForAnother() {
    watches(grace, BLUE_MUGS);
    ada.says("/pause 1h");
    ada.awaitMessage("Paused until");
    press(ada, "mute:" + JUG + ":day");
    ada.awaitMessage("is muted until");
    for (long listing : new long[] {MUG, JUG}) {
      owe(ada, listing, StockEvent.SOLD_OUT);
      owe(grace, listing, StockEvent.SOLD_OUT);
    }

    deliverAll();

    assertThat(ada.messages()).hasSize(2);
    assertThat(grace.messages()).hasSize(1);
    assertThat(grace.messages().get(0).text()).contains("Blue mug", "Blue jug");
  }

  @Test
  void groupIsPausedByItsAdminsAndWhoeverLinkedTheShopOnly() {
    Person olga = telegram.person("Olga");
    GroupChat club = telegram.group("Mug club", olga);
    watches(club, BLUE_MUGS, ada);

    grace.saysIn(club, "/pause 1h");
    grace.saysIn(club, "/resume");
    press(club, grace, "pause:1w");
    press(club, grace, "mute:" + MUG);
    press(club, grace, "mute:" + MUG + ":day");
    press(club, grace, "single:off");
    assertThat(awaitAnswers(club, 6))
        .allMatch(answer -> answer.text().startsWith("In a group, only its admins"));
    assertThat(count("chat WHERE paused_until IS NOT NULL OR one_of_a_kind <> 'told'")).isZero();
    assertThat(count("listing_wish")).isZero();

    olga.saysIn(club, "/pause 1h");
    club.awaitMessage("Paused until");
    press(club, ada, "mute:" + MUG + ":day");
    club.awaitMessage("Blue mug is muted");
  }

  // --- One of a kind ----------------------------------------------------------------------------

  @Test
  void sellOutsOfOneOfAKindListingsGoIntoADigestOrAreNotTold() {
    rows.update("UPDATE listing SET most_seen = 1 WHERE listing_id = ?", MUG);
    rows.update("UPDATE listing SET most_seen = 2 WHERE listing_id = ?", JUG);
    press(ada, "single:digest");
    assertThat(ada.awaitMessage("you'll find it in your digest.").text())
        .contains("Digest: every day at 9:00 UTC");
    owe(ada, MUG, StockEvent.SOLD_OUT);
    owe(ada, JUG, StockEvent.SOLD_OUT);
    deliverAll();
    assertThat(held()).containsExactly("digest", null);
    assertThat(told(1)).contains("Sold out: Blue jug");

    press(ada, "single:off");
    ada.awaitMessage("one-of-a-kind listing sells out, I won't tell you");
    deliverAll();
    assertThat(states()).containsExactly("withdrawn", "delivered");

    press(ada, "single:told");
    ada.awaitMessage("I'll tell you at once");
    owe(ada, MUG, StockEvent.SOLD_OUT);
    deliverAll();
    ada.awaitMessage("Sold out: Blue mug");
  }

  // --- All of it --------------------------------------------------------------------------------

  @Test
  void stopForgetsAllOfIt() {
    ada.says("/pause 1h");
    ada.awaitMessage("Paused until");
    press(ada, "mute:" + MUG + ":day");
    ada.awaitMessage("is muted until");
    owe(ada, JUG, StockEvent.SOLD_OUT);
    deliverAll();

    ada.says("/stop");
    ada.awaitMessage("Shall I forget");
    ada.presses("Yes, forget everything");
    ada.awaitMessage("I have forgotten");

    assertThat(List.of(count("chat"), count("alert"), count("listing_wish"))).containsOnly(0);
  }

  @Test
  void chatThatChoseNothingIsToldAtOnce() {
    long alert = owe(ada, MUG, StockEvent.SOLD_OUT);

    Batch batch = Objects.requireNonNull(bot.outbox().claim());

    assertThat(batch.ids()).containsExactly(alert);
    assertThat(batch.silent()).isFalse();
  }

  private @Nullable Object toldBy() {
    return database
        .statements()
        .queryForList(
            "select-recipients", Map.of("kind", "low", "listing_id", CUP, "seller_id", BLUE_MUGS))
        .get(0)
        .get("told_by");
  }

  // --- What the tests say -----------------------------------------------------------------------

  private long owe(Person person, long listing, String kind, long... products) {
    return owe(
        address(person),
        listing,
        kind,
        Arrays.stream(products).mapToObj(id -> new OfferingChange(id, null, "Blue", 0)).toList());
  }

  /** It is so in the middle of the quiet hours of the chat. */
  private void isNight(Person person, boolean tellsSoldOut) {
    rows.update(
        "UPDATE chat SET quiet_from = %s, quiet_until = %s, quiet_sold_out = ? WHERE address = ?"
            .formatted(minute(-120), minute(120)),
        tellsSoldOut,
        address(person));
  }

  private void nightEnds(Person person) {
    rows.update(
        "UPDATE chat SET quiet_from = %s, quiet_until = %s WHERE address = ?"
            .formatted(minute(120), minute(240)),
        address(person));
    rows.update("UPDATE alert SET due_at = CURRENT_TIMESTAMP WHERE state = 'due'");
  }

  /** The minute of UTC's day that is so far from now. */
  private String minute(int minutesFromNow) {
    return String.valueOf(
        Math.floorMod(java.time.Instant.now().getEpochSecond() / 60 + minutesFromNow, 24 * 60));
  }

  private void paused(Person person) {
    rows.update(
        "UPDATE chat SET paused_until = CURRENT_TIMESTAMP + INTERVAL '8' HOUR WHERE address = ?",
        address(person));
  }

  private void resumed(Person person) {
    rows.update("UPDATE chat SET paused_until = NULL");
    freeHeld(person);
  }

  private void freeHeld(Person person) {
    database
        .statements()
        .update("free-held-alerts", Map.of("channel", "telegram", "address", address(person)));
  }

  private void hoursPass(int hours) {
    String ago = " - INTERVAL '" + hours / 24 + "' DAY - INTERVAL '" + hours % 24 + "' HOUR";
    rows.update("UPDATE alert SET created_at = created_at%1$s, due_at = due_at%1$s".formatted(ago));
    rows.update("UPDATE stock_event SET noticed_at = noticed_at" + ago);
    rows.update("UPDATE chat SET paused_until = paused_until" + ago);
  }

  private String told(int message) {
    return ada.messages().get(message).text();
  }

  private boolean isSilent(Person person) {
    List<TelegramRequest> sent =
        telegram.requests("sendMessage").stream()
            .filter(request -> request.text("chat_id").orElseThrow().equals(address(person)))
            .toList();
    return sent.get(sent.size() - 1).text("disable_notification").isPresent();
  }

  private List<String> held() {
    return rows.queryForList("SELECT held FROM alert ORDER BY id", String.class);
  }

  private List<String> states() {
    return rows.queryForList("SELECT state FROM alert ORDER BY id", String.class);
  }
}
