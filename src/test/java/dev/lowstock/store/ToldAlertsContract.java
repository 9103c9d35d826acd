package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.outbox.Outbox.Batch;
import dev.lowstock.outbox.ToldAlerts;
import dev.lowstock.outbox.ToldAlerts.Outcome;
import dev.lowstock.outbox.ToldAlerts.Pressed;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.TelegramChat;
import dev.lowstock.sandbox.TelegramFault;
import dev.lowstock.stock.OfferingChange;
import dev.lowstock.stock.StockEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How messages stay true after they were sent, and who in a group is on what they tell: through the
 * real route files and the sandbox's Telegram, on any database. Time is moved in the rows.
 */
abstract class ToldAlertsContract extends ChatContract {
  private static final long BLUE = 31;
  private static final long SAND = 32;

  @BeforeEach
  void adaWatchesBlueMugs() {
    opensAndIsLookedAt(BLUE_MUGS);
    watches(ada, ada);
    lists(MUG, BLUE_MUGS, "Blue mug", "active", 3);
    lists(CUP, BLUE_MUGS, "Blue cup", "active", 2);
  }

  @AfterEach
  void telegramIsWell() {
    telegram.heal();
  }

  // --- What a message says ----------------------------------------------------------------------

  @Test
  void lowThatFallsIsSoldOutAndComesBackIsSaidInItsOwnMessage() {
    tellLow(ada, MUG);
    assertThat(ada.messages()).singleElement().matches(message -> !message.edited());

    becomes(MUG, 1);
    assertThat(awaitEdit("Now 1 left").text()).contains("Low: Blue mug – 3 left");
    becomes(MUG, 0);
    awaitEdit("Now none left");
    becomes(MUG, 12);
    ChatMessage back = awaitEdit("Back in stock");

    assertThat(back.text())
        .contains("Low: Blue mug", "12 left")
        .containsPattern("12 left, \\w+ \\d+ \\w+, \\d\\d:\\d\\d UTC$")
        .doesNotContain("Now", "Sold out");
    assertThat(labels(back))
        .containsExactly("Open listing", "Edit listing", "Low at…", "Mute…", "Details");
    assertThat(ada.messages()).hasSize(1);

    // That is said once, whatever happens after.
    becomes(MUG, 11);
    becomes(MUG, 0);
    assertNothingMore();
    assertThat(ada.messages()).containsExactly(back);
  }

  @Test
  void riseThatLeavesItLowIsNotSaidToBeBack() {
    rows.update("UPDATE listing SET quantity = 1 WHERE listing_id = ?", MUG);
    tellLow(ada, MUG);

    becomes(MUG, 3);

    assertThat(awaitEdit("Now 3 left").text()).doesNotContain("Back");
    becomes(MUG, 1);
    assertThat(awaitEdit(message -> !message.text().contains("Now")).text()).contains("1 left");
  }

  @Test
  void soldOutSaysThatItIsBackAlsoToWhoDoesNotWantToHearOfRestocks() {
    rows.update("UPDATE subscription SET restocks = FALSE");
    becomesQuietly(MUG, 0);
    owe(ada, MUG, StockEvent.SOLD_OUT);
    deliverAll();

    becomes(MUG, 12);

    assertThat(awaitEdit("Back in stock, 12 left").text()).startsWith("Sold out: Blue mug");
    assertThat(ada.messages()).hasSize(1);
  }

  @Test
  void timeIsThatOfTheChatsZone() {
    rows.update("UPDATE chat SET time_zone = 'Asia/Kolkata'");
    becomesQuietly(MUG, 0);
    owe(ada, MUG, StockEvent.SOLD_OUT);
    deliverAll();

    becomes(MUG, 12);

    assertThat(awaitEdit("Back in stock").text())
        .containsPattern("12 left, \\w+ \\d+ \\w+, \\d\\d:\\d\\d$");
  }

  @Test
  void eachVariationIsSaid() {
    offers(MUG, BLUE, "Blue", 2);
    offers(MUG, SAND, "Sand", 3);
    tellLow(ada, MUG, BLUE, SAND);

    sets(MUG, BLUE, 0);
    assertThat(awaitEdit("Now Blue: sold out, Sand: 3 left").text()).contains("Blue: 2 left");
    sets(MUG, SAND, 0);
    awaitEdit("Now none left");
    sets(MUG, SAND, 4);
    awaitEdit("Now Blue: sold out, Sand: 4 left");
    sets(MUG, BLUE, 6);
    awaitEdit("Back in stock, 10 left");
  }

  @Test
  void foldedMessageSaysItInTheLineOfTheListing() {
    becomesQuietly(MUG, 0);
    becomesQuietly(CUP, 0);
    owe(ada, MUG, StockEvent.SOLD_OUT);
    owe(ada, CUP, StockEvent.SOLD_OUT);
    deliverAll();
    assertThat(ada.messages()).singleElement().matches(m -> m.text().startsWith("2 listings"));

    becomes(CUP, 5);
    awaitEdit("Back in stock, 5 left");
    becomes(MUG, 7);
    String both = awaitEdit("Back in stock, 7 left").text();

    assertThat(both)
        .startsWith("2 listings sold out\n• Blue mug")
        .contains("Back in stock, 5 left");
    assertThat(both.lines().filter(line -> line.contains("Back in stock"))).hasSize(2);
  }

  @Test
  void summaryOfAPauseSaysItInTheLineOfTheListing() {
    becomesQuietly(MUG, 0);
    owe(ada, MUG, StockEvent.SOLD_OUT);
    owe(ada, CUP, StockEvent.LOW);
    rows.update("UPDATE alert SET held = 'pause', checked_at = CURRENT_TIMESTAMP");
    deliverAll();
    String told = ada.messages().get(0).text();

    becomes(MUG, 7);

    assertThat(awaitEdit("Back in stock, 7 left").text())
        .startsWith("While you paused\n\nSold out\n• Blue mug")
        .contains(told.substring(told.indexOf("Low\n")));
  }

  @Test
  void alertThatWaitedIsKeptTrueToWhatItToldThen() {
    tell(MUG, StockEvent.LOW, 3);
    remembersLow(ada, MUG);
    offers(CUP, BLUE, "Blue", 2);
    offers(CUP, SAND, "Sand", 3);
    owe(ada, CUP, StockEvent.LOW, BLUE, SAND);
    remembersLow(ada, CUP, BLUE, SAND);
    becomesQuietly(MUG, 1);
    rows.update("UPDATE offering SET quantity = 1 WHERE product_id = ?", BLUE);
    rows.update("UPDATE alert SET held = 'quiet', checked_at = CURRENT_TIMESTAMP");
    deliverAll();
    ChatMessage told = newest(ada);
    assertThat(told.text()).contains("1 left", "Blue: 1 left", "Sand: 3 left");

    lookAgain();
    assertNothingMore();
    seen(MUG);
    seen(CUP);
    assertNothingMore();
    assertThat(ada.messages()).containsExactly(told);

    becomes(MUG, 0);
    assertThat(awaitEdit("Now none left").text()).contains("Blue: 1 left");
    becomes(MUG, 2);
    awaitEdit("Back in stock, 2 left");
    sets(CUP, SAND, 2);
    awaitEdit("Now Blue: 1 left, Sand: 2 left");
  }

  @Test
  void whatLeavesTheShelfLeavesTheMessageAsItStands() {
    tellLow(ada, MUG);
    becomes(MUG, 1);
    ChatMessage one = awaitEdit("Now 1 left");
    for (String gone : List.of("state = 'inactive'", "missing_since = CURRENT_TIMESTAMP")) {
      rows.update("UPDATE listing SET quantity = 0, " + gone + " WHERE listing_id = ?", MUG);
      seen(MUG);
      assertNothingMore();
    }
    assertThat(ada.messages()).containsExactly(one);

    rows.update("UPDATE listing SET missing_since = NULL");
    becomes(MUG, 0);
    awaitEdit("Now none left");
    rows.update("UPDATE listing SET state = 'expired' WHERE listing_id = ?", MUG);
    seen(MUG);
    assertNothingMore();
    becomes(MUG, 2);
    awaitEdit("Back in stock, 2 left");
  }

  @Test
  void lineOfWhatLeftTheShelfStaysWhereAnotherChanges() {
    offers(MUG, BLUE, "Blue", 2);
    offers(MUG, SAND, "Sand", 3);
    long mug = owe(ada, MUG, StockEvent.LOW, BLUE, SAND);
    remembersLow(ada, MUG, BLUE, SAND);
    owe(ada, CUP, StockEvent.LOW);
    remembersLow(ada, CUP);
    deliverAll();
    sets(MUG, BLUE, 1);
    awaitEdit("Now Blue: 1 left, Sand: 3 left");

    rows.update("UPDATE listing SET state = 'inactive' WHERE listing_id = ?", MUG);
    rows.update("DELETE FROM offering WHERE listing_id = ?", MUG);
    seen(MUG);
    becomes(CUP, 1);

    assertThat(awaitEdit("Now 1 left").text()).contains("Now Blue: 1 left, Sand: 3 left");
    assertThat(count("told_alert WHERE state = 'left' AND alert_id = " + mug)).isOne();
  }

  @Test
  void whatDoesNotFitIntoAMessageAnyMoreIsLeft() {
    String title = "Blue mug ".repeat(22).strip();
    for (long listing = 1; listing <= 18; listing++) {
      lists(listing, BLUE_MUGS, title, "sold_out", 0);
      owe(ada, listing, StockEvent.SOLD_OUT);
    }
    deliverAll();
    List<ChatMessage> told = ada.messages();
    assertThat(told).singleElement().matches(message -> message.text().startsWith("18 listings"));

    for (long listing = 1; listing <= 18; listing++) {
      becomes(listing, 12);
    }

    assertNothingMore();
    assertThat(ada.messages()).isEqualTo(told);
  }

  // --- When it is edited ------------------------------------------------------------------------

  @Test
  void mutedAndPausedChatsMessagesStayTrueToo() {
    tellLow(ada, MUG);
    rows.update(
        "INSERT INTO listing_wish (chat_id, listing_id, muted_until_back)"
            + " SELECT id, CAST(? AS BIGINT), TRUE FROM chat",
        MUG);
    rows.update("UPDATE chat SET paused_until = CURRENT_TIMESTAMP + INTERVAL '8' HOUR");

    becomes(MUG, 1);

    awaitEdit("Now 1 left");
  }

  @Test
  void whatChangedWhileTheAlertWasOnItsWayIsSaid() {
    tell(MUG, StockEvent.LOW, 3);
    remembersLow(ada, MUG);
    becomesQuietly(MUG, 1);
    deliverAll();
    lookAgain();

    awaitEdit("Now 1 left");
  }

  @Test
  void newestTruthIsTheOneThatStays() {
    tellLow(ada, MUG);
    becomes(MUG, 2);
    Batch edit = awaitBatch();
    assertThat(Objects.requireNonNull(edit.edit()).lines()).hasSize(1);

    becomes(MUG, 1);
    bot.deliver(edit);
    assertThat(ada.messages().get(0).text()).contains("Now 2 left");

    awaitEdit("Now 1 left");
    assertNothingMore();
  }

  @Test
  void whatCommitsAfterTheDeliveryIsSaid() {
    tell(MUG, StockEvent.LOW, 3);
    remembersLow(ada, MUG);
    // A look that began before the delivery is recorded, and ends after it.
    new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()))
        .executeWithoutResult(
            status -> {
              becomesQuietly(MUG, 1);
              database.statements().update("want-edits", Map.of("listing", MUG));
              CompletableFuture.runAsync(this::deliverAll).join();
            });
    lookAgain();

    awaitEdit("Now 1 left");
  }

  @Test
  void variationThatChangedOnTheWayIsSaidThoughTheTotalStayed() {
    offers(MUG, BLUE, "Blue", 2);
    offers(MUG, SAND, "Sand", 1);
    owe(ada, MUG, StockEvent.LOW, BLUE, SAND);
    remembersLow(ada, MUG, BLUE, SAND);
    rows.update("UPDATE offering SET quantity = 3 - quantity WHERE listing_id = ?", MUG);
    deliverAll();
    lookAgain();

    awaitEdit("Now Blue: 1 left, Sand: 2 left");
  }

  @Test
  void whatIsAsItWasJustToldIsSettledWithoutAClaim() {
    tellLow(ada, MUG);
    assertThat(count("told_alert WHERE due_at > CURRENT_TIMESTAMP")).isOne();
    assertThat(settlesUnchanged()).isZero();
    lookAgain();
    assertThat(settlesUnchanged()).isOne();
    assertThat(count("told_alert WHERE due_at IS NULL")).isOne();

    for (String change :
        List.of(
            "told_alert SET changes = 1",
            "told_alert SET state = 'left'",
            "told_alert SET said = NULL",
            "listing SET state = 'sold_out'",
            "listing SET quantity = 2",
            "listing SET quantity = NULL",
            "alert SET offerings = '[]'",
            "stock_event SET offerings = '[]'")) {
      rows.update("DELETE FROM alert");
      becomesQuietly(MUG, 3);
      tellLow(ada, MUG);
      rows.update("UPDATE told_alert SET due_at = CURRENT_TIMESTAMP");
      rows.update("UPDATE " + change);
      assertThat(settlesUnchanged()).as(change).isZero();
    }
  }

  private int settlesUnchanged() {
    return database.statements().update("settle-unchanged-alerts", Map.of());
  }

  @Test
  void whatWasSaidInBetweenIsTakenBack() {
    tellLow(ada, MUG);
    becomes(MUG, 1);
    Batch edit = awaitBatch();
    assertThat(count("told_alert WHERE said IS NULL")).as("nobody knows what it says").isOne();

    becomes(MUG, 3);
    bot.deliver(edit);
    assertThat(newest(ada).text()).contains("Now 1 left");
    assertThat(count("told_alert WHERE said IS NOT NULL AND due_at IS NOT NULL")).isOne();

    awaitEdit(message -> !message.text().contains("Now"));
    assertNothingMore();
  }

  @Test
  void editWhoseRecordWasLostIsMadeOnceMore() {
    tellLow(ada, MUG);
    becomes(MUG, 1);
    Batch lost = awaitBatch();
    rows.update("UPDATE chat SET lease_owner = NULL, lease_until = NULL");
    becomes(MUG, 3);

    Batch again = awaitBatch();
    assertThat(again.edit()).isNotNull();
    assertThat(again.lease()).isNotEqualTo(lost.lease());
    bot.deliver(again);
    assertNothingMore();
    assertThat(newest(ada).text()).doesNotContain("Now");
  }

  @Test
  void noEditIsTakenInTheTransactionThatOwesAnAlert() {
    tellLow(ada, MUG);
    becomes(MUG, 1);
    freeChats();

    Batch taken =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()))
            .execute(
                status ->
                    bot.outbox()
                        .claim(
                            Objects.requireNonNull(
                                rows.queryForObject("SELECT id FROM chat", Long.class))));

    assertThat(taken).isNull();
    assertThat(count("chat WHERE lease_owner IS NULL")).isOne();
    assertThat(count("told_alert WHERE due_at IS NOT NULL AND said IS NOT NULL")).isOne();
    awaitEdit("Now 1 left");
  }

  @Test
  void newAlertGoesFirstAndAnEditWaitsForTheSendInFlight() {
    tellLow(ada, MUG);
    becomes(MUG, 1);
    long alert = owe(ada, CUP, StockEvent.LOW);

    Batch first = awaitBatch();
    assertThat(first.ids()).containsExactly(alert);
    assertThat(first.edit()).isNull();
    await().during(Duration.ofSeconds(1)).until(() -> claim() == null);
    bot.deliver(first);

    awaitEdit("Now 1 left");
  }

  @Test
  void editThatTelegramRefusesIsNotTriedAgainAndNothingElseHappens() {
    for (String words :
        List.of(
            "Bad Request: message to edit not found",
            "Bad Request: message can't be edited",
            "Bad Request: MESSAGE_ID_INVALID")) {
      long alert = tellLow(ada, MUG);
      ChatMessage told = newest(ada);
      int messages = ada.messages().size();
      telegram.failNext(1, "editMessageText", TelegramFault.refuses(400, words));

      becomes(MUG, 1);
      await()
          .until(
              () -> {
                deliverAll();
                return count("told_alert") == 0;
              });

      becomes(MUG, 12);
      assertNothingMore();
      assertThat(ada.messages()).hasSize(messages).contains(told);
      assertThat(state(alert)).isEqualTo("delivered");
      becomesQuietly(MUG, 3);
    }
  }

  @Test
  void editThatIsThereAlreadyIsDone() {
    tellLow(ada, MUG);
    telegram.failNext(
        1,
        "editMessageText",
        TelegramFault.refuses(
            400, "Bad Request: message is not modified: specified new message content"));

    becomes(MUG, 1);
    await()
        .until(
            () -> {
              deliverAll();
              return count("told_alert WHERE due_at IS NULL AND state = 'left'") == 1;
            });
  }

  @Test
  void editWaitsAsLongAsTelegramAsksForAndIsTriedAgainAfterAnyOtherFailure() {
    tellLow(ada, MUG);
    telegram.failNext(1, "editMessageText", TelegramFault.rateLimits(40));
    becomes(MUG, 1);
    bot.deliver(awaitBatch());
    assertThat(count("chat WHERE hold_until > CURRENT_TIMESTAMP + INTERVAL '30' SECOND")).isOne();

    telegram.failNext(1, "editMessageText", TelegramFault.refuses(500, "Internal Server Error"));
    freeChats();
    bot.deliver(awaitBatch());
    assertThat(count("told_alert WHERE tries = 1 AND due_at > CURRENT_TIMESTAMP")).isOne();
    assertThat(count("chat WHERE hold_until > CURRENT_TIMESTAMP + INTERVAL '30' SECOND")).isZero();

    rows.update("UPDATE told_alert SET due_at = CURRENT_TIMESTAMP");
    awaitEdit("Now 1 left");
    assertThat(count("told_alert WHERE tries = 0 AND due_at IS NULL")).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 Bad Request: not enough rights to send text messages to the chat",
        "400 Bad Request: CHAT_WRITE_FORBIDDEN",
        "400 Bad Request: TOPIC_CLOSED",
        "403 Forbidden: something new",
        "500 Internal Server Error",
      })
  void editThatFailsIsTriedLessAndLessOftenAndInTheEndNotAtAll(String answer) {
    TelegramFault fault =
        TelegramFault.refuses(Integer.parseInt(answer.substring(0, 3)), answer.substring(4));
    tellLow(ada, MUG);
    for (int tries : new int[] {0, 12, 18}) {
      rows.update("UPDATE told_alert SET tries = ?", tries);
      telegram.failNext(1, "editMessageText", fault);
      becomes(MUG, 1);
      bot.deliver(awaitBatch());

      assertThat(count("told_alert WHERE due_at IS NOT NULL AND tries = " + (tries + 1))).isOne();
      assertThat(count("told_alert WHERE due_at > CURRENT_TIMESTAMP + INTERVAL '50' MINUTE"))
          .isEqualTo(tries == 0 ? 0 : 1);
      assertThat(count("chat WHERE hold_until > CURRENT_TIMESTAMP + INTERVAL '5' SECOND")).isZero();
    }

    telegram.failNext(1, "editMessageText", fault);
    becomes(MUG, 1);
    bot.deliver(awaitBatch());
    assertThat(count("told_alert")).isZero();
  }

  @Test
  void editWaitsAMinuteWhileTelegramCannotBeReachedHoweverOften() {
    tellLow(ada, MUG);
    rows.update("UPDATE told_alert SET tries = 19");
    telegram.failNext(1, "editMessageText", new TelegramFault.HangsUp());
    becomes(MUG, 1);
    bot.deliver(awaitBatch());

    assertThat(
            count(
                "told_alert WHERE tries = 19"
                    + " AND due_at > CURRENT_TIMESTAMP + INTERVAL '40' SECOND"
                    + " AND due_at < CURRENT_TIMESTAMP + INTERVAL '61' SECOND"))
        .isOne();
  }

  @Test
  void alertWhoseAnswerIsLostIsLeftAsItIs() {
    telegram.failNext(1, "sendMessage", new TelegramFault.AnswersJson("{\"ok\":true}"));
    tellLow(ada, MUG);

    becomes(MUG, 1);

    assertThat(count("told_alert")).isZero();
    assertNothingMore();
  }

  @Test
  void whatIsNotAboutStockIsNotKept() {
    ada.says("/privacy");
    ada.awaitMessage("What I store");
    owe(ada, MUG, StockEvent.RESTOCKED);
    deliverAll();

    assertThat(ada.messages()).hasSize(2);
    assertThat(count("told_alert")).isZero();
  }

  // --- When it is forgotten ---------------------------------------------------------------------

  @Test
  void messagesOfChatsThatAreGoneMovedOrStoppedAreForgotten() {
    tellLow(ada, MUG);
    ada.blocksTheBot();
    await().until(() -> count("told_alert") == 0);

    Person olga = telegram.person("Olga");
    GroupChat club = telegram.group("Mug club", olga);
    watches(club, olga);
    tellLow(club, CUP);
    assertThat(count("told_alert")).isOne();
    club.becomesSupergroup();
    await().until(() -> count("told_alert") == 0);
    assertThat(count("alert WHERE state = 'delivered'")).isEqualTo(2);

    watches(grace, grace);
    tellLow(grace, MUG);
    grace.says("/stop");
    grace.awaitMessage("Shall I forget");
    grace.presses("Yes, forget everything");
    grace.awaitMessage("I have forgotten");
    assertThat(count("told_alert")).isZero();
  }

  @Test
  void rowsGoWithTheirAlertsAndListingsThatAreGoneChangeNothing() {
    tellLow(ada, MUG);
    rows.update("UPDATE listing SET missing_since = CURRENT_TIMESTAMP WHERE listing_id = ?", MUG);
    becomes(MUG, 1);
    assertNothingMore();
    rows.update("DELETE FROM listing WHERE listing_id = ?", MUG);
    rows.update("UPDATE told_alert SET due_at = CURRENT_TIMESTAMP");
    assertNothingMore();
    assertThat(newest(ada).edited()).isFalse();

    rows.update("UPDATE alert SET closed_at = CURRENT_TIMESTAMP - INTERVAL '90' DAY");
    database.statements().update("forget-closed-alerts", Map.of("retentionDays", 30));

    assertThat(count("told_alert")).isZero();
  }

  @Test
  void messageThatToldOfAForgottenAlertTooIsLeftAsItIs() {
    becomesQuietly(MUG, 0);
    becomesQuietly(CUP, 0);
    owe(ada, MUG, StockEvent.SOLD_OUT);
    long forgotten = owe(ada, CUP, StockEvent.SOLD_OUT);
    deliverAll();
    rows.update("DELETE FROM alert WHERE id = ?", forgotten);

    becomes(MUG, 7);

    assertNothingMore();
    assertThat(newest(ada).text()).contains("Blue mug", "Blue cup");
    assertThat(count("told_alert")).isZero();
  }

  @Test
  void messageOfWhoseAlertNothingIsKnownIsForgotten() {
    tellLow(ada, MUG);
    rows.update("UPDATE alert SET event_id = NULL");
    lookAgain();

    assertNothingMore();
    assertThat(count("told_alert")).isZero();
  }

  // --- A team -----------------------------------------------------------------------------------

  @Test
  void somebodyInAGroupIsOnItAndTheMessageSaysSo() {
    Person hanna = telegram.person("Hanna");
    Person hostile = telegram.person("<b>Mal</b>\u202e & \n\"co\" " + "x".repeat(90));
    GroupChat club = telegram.group("Mug club", hanna);
    watches(club, hanna);
    becomesQuietly(MUG, 0);
    owe(club, MUG, StockEvent.SOLD_OUT);
    deliverAll();
    assertThat(labels(newest(club))).endsWith("I'm on it");

    hanna.pressesIn(club, "I'm on it");
    ChatMessage taken = awaitEdit(club, message -> message.text().contains("Hanna is on it since"));
    assertThat(labels(taken)).endsWith("Undo").doesNotContain("I'm on it");
    assertThat(hanna.toasts()).containsExactly("You're on it.");
    hanna.saysIn(club, "/status");
    assertThat(club.awaitMessage("watched since").text()).contains("Blue mug – Hanna is on it");

    // Anybody may take it back, and is named.
    hostile.pressesIn(club, "Undo");
    ChatMessage undone =
        awaitEdit(club, message -> message.text().contains("Nobody is on it any more"));
    assertThat(undone.text()).contains("says <b>Mal</b>  &  \"co\" xxx").doesNotContain("\u202e");
    assertThat(labels(undone)).endsWith("I'm on it");
    assertThat(hostile.toasts()).containsExactly("OK, nobody is on it now.");

    hostile.pressesIn(club, "I'm on it");
    awaitEdit(club, message -> message.text().contains("is on it since"));
    becomes(MUG, 9);
    ChatMessage back = awaitEdit(club, message -> message.text().contains("Back in stock, 9 left"));
    assertThat(back.text()).doesNotContain("is on it");
    assertThat(labels(back)).doesNotContain("Undo", "I'm on it");
    assertThat(count("told_alert WHERE on_it = TRUE")).isZero();
    assertThat(club.messages()).hasSize(2);
  }

  @Test
  void whoIsOnItStaysInAMessageThatIsKeptTrue() {
    Person olga = telegram.person("Olga");
    GroupChat club = telegram.group("Mug club", olga);
    watches(club, olga);
    tellLow(club, MUG);
    olga.pressesIn(club, "I'm on it");
    awaitEdit(club, message -> message.text().contains("Olga is on it since"));

    becomes(MUG, 1);

    ChatMessage edited = awaitEdit(club, message -> message.text().contains("Now 1 left"));
    assertThat(edited.text()).contains("Olga is on it since");
    assertThat(labels(edited)).endsWith("Undo");
  }

  @Test
  void ofTwoWhoPressAtOnceOneIsFirst() throws Exception {
    GroupChat club = telegram.group("Mug club", telegram.person("Olga"));
    watches(club, ada);
    tellLow(club, MUG);
    long message = newest(club).messageId();
    ToldAlerts told = new ToldAlerts(database);
    ExecutorService people = Executors.newFixedThreadPool(2);
    try {
      for (boolean wanted : new boolean[] {true, false, true}) {
        Callable<Pressed> olga = () -> press(told, club, message, wanted, "Olga");
        Callable<Pressed> hedy = () -> press(told, club, message, wanted, "Hedy");
        List<Pressed> outcomes =
            people.invokeAll(List.of(olga, hedy)).stream().map(this::get).toList();

        assertThat(outcomes.stream().map(Pressed::outcome))
            .containsExactlyInAnyOrder(Outcome.DONE, Outcome.SO_ALREADY);
        assertThat(outcomes.stream().map(Pressed::person).distinct()).hasSize(1);
      }
    } finally {
      people.shutdownNow();
    }
  }

  @Test
  void whatIsTooOldBackOrInAPrivateChatIsAnsweredKindly() {
    Person olga = telegram.person("Olga");
    GroupChat club = telegram.group("Mug club", olga);
    watches(club, olga);
    tellLow(club, MUG);
    tellLow(club, CUP);

    rows.update("UPDATE told_alert SET state = 'back' WHERE listing_id = ?", CUP);
    olga.pressesIn(club, "I'm on it");
    await()
        .until(() -> olga.toasts().contains("It's back in stock, so there is nothing left to do."));
    rows.update("DELETE FROM told_alert");
    olga.pressesIn(club, "I'm on it");
    await()
        .until(
            () ->
                olga.toasts().contains("Sorry, that message is too old for me to note it there."));
    assertThat(club.messages()).noneMatch(ChatMessage::edited);

    tellLow(ada, MUG);
    assertThat(labels(newest(ada))).doesNotContain("I'm on it");
    assertThat(press(new ToldAlerts(database), ada, 1, true, "Ada").outcome())
        .isEqualTo(Outcome.UNKNOWN);
  }

  // --- What the tests say -----------------------------------------------------------------------

  private static Pressed press(
      ToldAlerts told, TelegramChat chat, long message, boolean wanted, String person) {
    return told.setOnIt("telegram", address(chat), message, wanted, person);
  }

  private Pressed get(Future<Pressed> pressed) {
    try {
      return pressed.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void watches(TelegramChat chat, Person linkedBy) {
    watches(chat, BLUE_MUGS, linkedBy);
    rows.update("UPDATE subscription SET low_threshold = 5");
  }

  /** Tells a chat that few are left, and remembers that, as a stock event does. */
  private long tellLow(TelegramChat chat, long listing, long... products) {
    long alert = owe(chat, listing, StockEvent.LOW, products);
    remembersLow(chat, listing, products);
    deliverAll();
    return alert;
  }

  private void remembersLow(TelegramChat chat, long listing, long... products) {
    for (long variation : products.length == 0 ? new long[] {0} : products) {
      rows.update(
          "DELETE FROM low_told WHERE listing_id = ? AND variation = ?", listing, variation);
      rows.update(
          "INSERT INTO low_told (chat_id, listing_id, variation, seller_id, event_id)"
              + " SELECT id, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), 0"
              + " FROM chat WHERE address = ?",
          listing,
          variation,
          BLUE_MUGS,
          address(chat));
    }
  }

  private void tell(long listing, String kind, int quantity) {
    rows.update("UPDATE listing SET quantity = ? WHERE listing_id = ?", quantity, listing);
    owe(ada, listing, kind);
  }

  private long owe(TelegramChat chat, long listing, String kind, long... products) {
    List<OfferingChange> offerings =
        rows.query(
            "SELECT product_id, name, quantity FROM offering WHERE listing_id = ? ORDER BY product_id",
            (row, n) ->
                new OfferingChange(
                    row.getLong("product_id"), null, row.getString("name"), row.getInt("quantity")),
            products.length == 0 ? -1 : listing);
    return owe(address(chat), listing, kind, offerings);
  }

  /** A look sees another number, and messages may be edited now. */
  private void becomes(long listing, int quantity) {
    becomesQuietly(listing, quantity);
    forgetLows();
    seen(listing);
  }

  private void becomesQuietly(long listing, int quantity) {
    rows.update(
        "UPDATE listing SET quantity = ?, state = ? WHERE listing_id = ?",
        quantity,
        quantity == 0 ? "sold_out" : "active",
        listing);
  }

  private void sets(long listing, long product, int quantity) {
    rows.update("UPDATE offering SET quantity = ? WHERE product_id = ?", quantity, product);
    forgetLows();
    seen(listing);
  }

  private void seen(long listing) {
    database.statements().update("want-edits", Map.of("listing", listing));
    lookAgain();
  }

  /** Three seconds later. */
  private void lookAgain() {
    rows.update("UPDATE told_alert SET due_at = CURRENT_TIMESTAMP WHERE due_at IS NOT NULL");
  }

  private void forgetLows() {
    new ToldLows(database, 3).forget(List.of(BLUE_MUGS));
  }

  /** The next message or edit; edits are looked for a few times a second. */
  private Batch awaitBatch() {
    return Objects.requireNonNull(await().until(this::claim, Objects::nonNull));
  }

  private void assertNothingMore() {
    int edits = telegram.requests("editMessageText").size();
    await()
        .until(
            () -> {
              deliverAll();
              return count("told_alert WHERE due_at <= CURRENT_TIMESTAMP") == 0;
            });
    assertThat(telegram.requests("editMessageText")).hasSize(edits);
  }

  private ChatMessage awaitEdit(String words) {
    return awaitEdit(message -> message.text().contains(words));
  }

  private ChatMessage awaitEdit(Predicate<ChatMessage> fits) {
    return awaitEdit(ada, fits);
  }

  private ChatMessage awaitEdit(TelegramChat chat, Predicate<ChatMessage> fits) {
    return await()
        .until(
            () -> {
              deliverAll();
              return newest(chat, fits.and(ChatMessage::edited));
            },
            Objects::nonNull);
  }

  private static ChatMessage newest(TelegramChat chat) {
    return Objects.requireNonNull(newest(chat, message -> true));
  }

  private static @Nullable ChatMessage newest(TelegramChat chat, Predicate<ChatMessage> fits) {
    return chat.messages().stream().filter(fits).reduce((older, newer) -> newer).orElse(null);
  }

  private @Nullable String state(long alert) {
    return rows.queryForObject("SELECT state FROM alert WHERE id = ?", String.class, alert);
  }
}
