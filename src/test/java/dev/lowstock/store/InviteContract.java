package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.lowstock.etsy.login.CallbackAddress;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.TelegramChat;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * How one chat lets another hear of its shop, through the real route files and the sandbox's
 * Telegram, on any database.
 */
abstract class InviteContract extends ChatContract {
  private static final Pattern LINK = Pattern.compile("\\?start=([A-Za-z0-9_-]{43})\\b");
  private static final String OVER = "This link no longer works";
  private static final String ENDED = "I no longer tell this chat about BlueMugs";
  private static final String GONE = "I can't do that any more";

  private Person mallory;

  @Override
  Map<String, String> settings(Path folder) {
    return Map.of(
        "lowstock.answersPerMinute",
        "1000",
        "lowstock.loginsPerTenMinutes",
        "1000",
        "lowstock.chatPaceMillis",
        "1");
  }

  @Override
  boolean deliversByItself() {
    return true;
  }

  @BeforeEach
  void adaWatchesBlueMugs() {
    mallory = telegram.person("Mallory " + ada.name()).knowsTheBot();
    watches(ada, BLUE_MUGS);
  }

  // --- Yes and no -------------------------------------------------------------------------------

  @Test
  void chatHearsAfterTheOneThatInvitedItSaidYes() {
    watches(mallory, BLUE_MUGS);
    String token = invites(ada);
    assertThat(rows.queryForList("SELECT token_hash FROM invite", String.class))
        .containsExactly(CallbackAddress.hash(token));
    ChatMessage link = last(ada);
    assertThat(link.text()).contains("hear of BlueMugs too", "It works once, within a day");
    assertThat(link.buttons().stream().map(button -> button.url().orElse("")))
        .containsExactly(
            "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Flowstock_bot%3Fstart%3D"
                + token
                + "&text=Open%20this%20link%2C%20and%20I%27ll%20tell%20you%20when%20something%20of"
                + "%20BlueMugs%20on%20Etsy%20runs%20low%20or%20sells%20out.",
            "https://t.me/lowstock_bot?startgroup=" + token);

    grace.says("/start " + token);

    grace.awaitMessage("I've asked the chat that gave you this link");
    assertThat(sellersOf(grace)).isEmpty();
    ada.awaitMessage(
        "Shall I tell the private chat of “" + grace.name() + "” about BlueMugs from now on?");
    ada.presses("Yes, tell them too");
    grace.awaitMessage("I watch BlueMugs now");
    ada.awaitMessage("Done: the private chat of “" + grace.name() + "” hears of BlueMugs");
    mallory.awaitMessage("BlueMugs has one more chat: the private chat of “" + grace.name() + "”");
    assertThat(sellersOf(grace)).containsExactly(BLUE_MUGS);
    assertThat(count("subscription WHERE invited_by = " + chatId(ada))).isEqualTo(1);
    assertThat(said(ada, "has one more chat")).isZero();
    assertThat(count("invite")).isZero();
  }

  @Test
  void chatIsToldKindlyThatTheAnswerIsNo() {
    String token = invites(ada);
    grace.says("/start " + token);
    ada.awaitMessage("Shall I tell the private chat");

    ada.presses("No");

    grace.awaitMessage("Sorry, the chat that gave you the link said no");
    ada.awaitMessage("I won't tell the private chat");
    assertThat(sellersOf(grace)).isEmpty();
    assertThat(count("invite")).isZero();
    grace.says("/start " + token);
    grace.awaitMessage(OVER);
  }

  @Test
  void whatWasAllowedIsTakenBackByTheChatThatAllowedIt() {
    letsIn(ada, grace);
    rows.update("UPDATE chat SET time_zone = 'Europe/Berlin' WHERE id = ?", chatId(grace));
    String end = "inv:" + BLUE_MUGS + ":end:" + chatId(grace);
    press(mallory, end);
    mallory.awaitMessage(GONE);
    assertThat(sellersOf(grace)).containsExactly(BLUE_MUGS);

    ada.presses("Stop telling them");

    ada.awaitMessage("that chat no longer hears of BlueMugs");
    grace.awaitMessage(ENDED);
    assertThat(sellersOf(grace)).isEmpty();
    assertThat(sellersOf(ada)).containsExactly(BLUE_MUGS);
    press(ada, end);
    ada.awaitMessage(GONE);
  }

  @Test
  void whoBlockedTheBotMeanwhileHearsWhenTheyAreBack() {
    grace.says("/start " + invites(ada));
    ada.awaitMessage("Shall I tell the private chat");
    grace.blocksTheBotUnnoticed();
    ada.presses("Yes, tell them too");
    ada.awaitMessage("from now on.");
    await().atMost(PATIENCE).until(() -> count("chat WHERE retired_at IS NOT NULL") == 1);

    grace.letsTheBotWriteUnnoticed().says("/shops");

    grace.awaitMessage("BlueMugs");
    assertThat(sellersOf(grace)).containsExactly(BLUE_MUGS);
  }

  // --- Which shop, and who may ------------------------------------------------------------------

  @Test
  void ofSeveralShopsOnlyTheChosenOneIsHeardOf() {
    watches(ada, RED_POTS);
    ada.says("/invite");
    ada.awaitMessage("Which shop do you want to share?");
    ada.presses("RedPots");
    ada.awaitMessage("hear of RedPots too");
    grace.says("/start " + token(ada));
    ada.awaitMessage("about RedPots from now on?");
    ada.presses("Yes, tell them too");
    grace.awaitMessage("I watch RedPots now");
    assertThat(sellersOf(grace)).containsExactly(RED_POTS);

    // a button with another seller's number
    watches(mallory, BLUE_MUGS);
    rows.update("DELETE FROM subscription WHERE chat_id = ?", chatId(mallory));
    press(mallory, "inv:" + BLUE_MUGS);
    mallory.awaitMessage(GONE);
    assertThat(count("invite")).isZero();
  }

  @Test
  void chatThatWasInvitedInvitesNobodyUntilItLogsInItself() {
    letsIn(ada, grace);
    grace.says("/invite");
    grace.awaitMessage("This chat was invited itself");
    press(grace, "inv:" + BLUE_MUGS);
    grace.awaitMessage(GONE);
    mallory.says("/invite");
    mallory.awaitMessage("I'm not watching a shop for this chat");

    database
        .statements()
        .update(
            "move-subscription",
            new MapSqlParameterSource("topic", null)
                .addValue("channel", "telegram")
                .addValue("address", address(grace))
                .addValue("sellerId", BLUE_MUGS));
    invites(grace);
  }

  @Test
  void groupIsAskedAndOnlyThoseAnswerWhoMayChangeItsShops() {
    Person owner = telegram.person("Olga");
    GroupChat club = telegram.group("Mug club", owner);
    watches(club, BLUE_MUGS);
    mallory.saysIn(club, "/invite");
    club.awaitMessage("In a group, only its admins");
    owner.saysIn(club, "/invite");
    club.awaitMessage("hear of BlueMugs too");
    grace.says("/start " + token(club));
    club.awaitMessage("Shall I tell the private chat of “" + grace.name() + "”");

    mallory.pressesIn(club, "Yes, tell them too");
    await().atMost(PATIENCE).until(() -> said(club, "In a group, only its admins") == 2);
    assertThat(sellersOf(grace)).isEmpty();
    owner.pressesIn(club, "Yes, tell them too");
    grace.awaitMessage("I watch BlueMugs now");
  }

  @Test
  void groupFollowsALinkAndKeepsItsPlaceWhenItMoves() {
    GroupChat club = telegram.group("Mug club", grace);
    String token = invites(ada);
    // In a group of which somebody else linked a shop, not everybody may.
    GroupChat other = telegram.group("Pots", telegram.person("Olga"));
    watches(other, RED_POTS);
    mallory.saysIn(other, "/start@lowstock_bot " + token);
    other.awaitMessage("In a group, only its admins");

    grace.saysIn(club, "/start@lowstock_bot " + token);
    club.awaitMessage("I've asked the chat that gave you this link");
    ada.awaitMessage("Shall I tell the group “Mug club” about BlueMugs");
    club.becomesSupergroup();
    await()
        .atMost(PATIENCE)
        .until(() -> count("invite WHERE guest_address = '" + club.chatId() + "'") == 1);
    ada.presses("Yes, tell them too");
    club.awaitMessage("I watch BlueMugs now");
    assertThat(sellersOf(club)).containsExactly(BLUE_MUGS);
    // who brought it there may set it
    assertThat(
            rows.queryForObject(
                "SELECT linked_by FROM subscription WHERE chat_id = ?", String.class, chatId(club)))
        .isEqualTo(address(grace));
  }

  // --- What goes wrong, and who means harm ------------------------------------------------------

  @Test
  void tokenThatIsGuessedOldOrUsedAsksNobody() {
    String token = invites(ada);
    for (String guessed :
        List.of("A".repeat(43), token.toLowerCase(Locale.ROOT), token.substring(1) + "x")) {
      if (!guessed.equals(token)) {
        grace.says("/start " + guessed);
      }
    }
    await().atMost(PATIENCE).until(() -> said(grace, OVER) == 3);

    // another chat comes second, the first one is asked for once however often it comes
    grace.says("/start " + token);
    grace.says("/start " + token);
    await().atMost(PATIENCE).until(() -> said(grace, "I've asked the chat") == 2);
    mallory.says("/start " + token);
    mallory.awaitMessage(OVER);
    ada.awaitMessage("“" + grace.name() + "”");
    assertThat(said(ada, "Somebody opened your link")).isEqualTo(1);

    // after a day
    String old = invites(ada);
    rows.update("UPDATE invite SET made_at = CURRENT_TIMESTAMP - INTERVAL '25' HOUR");
    mallory.says("/start " + old);
    await().atMost(PATIENCE).until(() -> said(mallory, OVER) == 2);
    assertThat(said(ada, "Somebody opened your link")).isEqualTo(1);
    // but what was asked is answered
    ada.presses("Yes, tell them too");
    grace.awaitMessage("I watch BlueMugs now");
  }

  @Test
  void whatStandsBehindStartAndIsNoTokenBeginsALogIn() {
    for (String other : List.of("", " shop", " " + "A".repeat(42), " " + "A".repeat(44))) {
      grace.says("/start" + other);
    }
    await().atMost(PATIENCE).until(() -> said(grace, "Hello!") == 4);
    assertThat(said(grace, OVER)).isZero();
  }

  @Test
  void chatThatHearsAlreadyUsesUpNoLink() {
    watches(grace, BLUE_MUGS);
    String token = invites(ada);
    ada.says("/start " + token);
    ada.awaitMessage("I already tell this chat about that shop");
    grace.says("/start " + token);
    grace.awaitMessage("I already tell this chat about that shop");

    mallory.says("/start " + token);
    ada.awaitMessage("“" + mallory.name() + "”");
    // who logs in while the question waits is linked once
    watches(mallory, BLUE_MUGS);
    ada.presses("Yes, tell them too");
    ada.awaitMessage("from now on.");
    assertThat(sellersOf(mallory)).containsExactly(BLUE_MUGS);
    assertThat(count("subscription WHERE invited_by IS NOT NULL")).isZero();
  }

  @Test
  void buttonOfAnotherChatAnswersNothing() {
    grace.says("/start " + invites(ada));
    ada.awaitMessage("Shall I tell the private chat");
    long id = Objects.requireNonNull(rows.queryForObject("SELECT id FROM invite", Long.class));

    for (String forged : List.of("yes", "no")) {
      press(mallory, "inv:" + id + ":" + forged);
      press(grace, "inv:" + id + ":" + forged);
    }
    await().atMost(PATIENCE).until(() -> said(mallory, GONE) == 2 && said(grace, GONE) == 2);
    for (String odd : List.of("inv:", "inv:x:yes", "inv:" + id + ":maybe", "inv:1:end:x")) {
      press(mallory, odd);
    }
    assertThat(sellersOf(grace)).isEmpty();
    assertThat(sellersOf(mallory)).isEmpty();

    // and the right one only once
    long asked = last(ada).messageId();
    press(ada, ada, asked, "inv:" + id + ":yes");
    press(ada, ada, asked, "inv:" + id + ":no");
    press(ada, ada, asked, "inv:" + id + ":yes");
    await().atMost(PATIENCE).until(() -> said(ada, GONE) == 2);
    assertThat(sellersOf(grace)).containsExactly(BLUE_MUGS);
    assertThat(said(grace, "Sorry")).isZero();
    assertThat(said(grace, "I watch BlueMugs now")).isEqualTo(1);
  }

  @Test
  void shopThatIsUnlinkedMeanwhileIsNotHeardOf() {
    String unused = invites(ada);
    grace.says("/start " + invites(ada));
    ada.awaitMessage("Shall I tell the private chat");
    // somebody else goes on watching it
    watches(mallory, BLUE_MUGS);
    rows.update("DELETE FROM subscription WHERE chat_id = ?", chatId(ada));

    ada.presses("Yes, tell them too");
    ada.awaitMessage(GONE);
    telegram.person("Bob").knowsTheBot().says("/start " + unused);
    telegram.person("Bob").awaitMessage(OVER);
    assertThat(sellersOf(grace)).isEmpty();

    // and when nobody does, nothing is kept of the invitation
    rows.update("DELETE FROM seller");
    assertThat(count("invite")).isZero();
  }

  @Test
  void nameOfAChatIsShownAsWhatItIs() {
    Person odd = telegram.person("<b>Ada</b>” hears & “x\u202e @ada").knowsTheBot();
    odd.says("/start " + invites(ada));

    assertThat(ada.awaitMessage(m -> m.text().contains("Somebody opened"), PATIENCE).text())
        .contains("Shall I tell the private chat of “<b>Ada</b>' hears & 'x ada” about BlueMugs");
  }

  @Test
  void guestIsEndedByAnyChatWithALogInWhoeverLetItIn() {
    letsIn(ada, grace);
    // Ada forgot her chat and logged in again: her chat has another number now.
    watches(mallory, BLUE_MUGS);
    rows.update("DELETE FROM chat WHERE id = ?", chatId(ada));
    watches(ada, BLUE_MUGS);
    press(ada, ada, 1, "inv:" + BLUE_MUGS + ":end:" + chatId(grace));
    grace.awaitMessage(ENDED);
    assertThat(sellersOf(grace)).isEmpty();
    assertThat(sellersOf(mallory)).containsExactly(BLUE_MUGS);

    // a guest ends nobody, and nobody ends itself
    letsIn(ada, grace);
    press(grace, grace, 1, "inv:" + BLUE_MUGS + ":end:" + chatId(mallory));
    press(grace, grace, 1, "inv:" + BLUE_MUGS + ":end:" + chatId(grace));
    press(ada, ada, 1, "inv:" + BLUE_MUGS + ":end:" + chatId(ada));
    await().atMost(PATIENCE).until(() -> said(grace, GONE) == 2 && said(ada, GONE) == 1);
    assertThat(count("subscription")).isEqualTo(3);
  }

  @Test
  void inviteNamesTheGuestsEachWithAButtonThatEndsIt() {
    for (int n = 1; n <= 6; n++) {
      Person guest = telegram.person("Guest " + n).knowsTheBot();
      letsIn(ada, guest);
      rows.update(
          "UPDATE subscription SET since = CURRENT_TIMESTAMP - INTERVAL '1' DAY WHERE chat_id = ?",
          chatId(guest));
      rows.update(
          "UPDATE subscription SET since = since + INTERVAL '" + n + "' MINUTE WHERE chat_id = ?",
          chatId(guest));
    }
    // another chat with a log-in sees them, too
    watches(mallory, BLUE_MUGS);
    invites(mallory);
    assertThat(last(mallory).text())
        .contains("By invitation, I also tell:\n• the private chat of “Guest 6”", "… and 1 more")
        .doesNotContain("Guest 1", ada.name());

    mallory.presses("Stop telling Guest 6");

    mallory.awaitMessage("that chat no longer hears of BlueMugs");
    telegram.person("Guest 6").awaitMessage(ENDED);
    invites(mallory);
    assertThat(last(mallory).text()).contains("Guest 1").doesNotContain("Guest 6", "more");
  }

  @Test
  void chatThatWasLinkedUnawaresIsEndedByTheButtonBelowTheWord() {
    watches(mallory, BLUE_MUGS);
    letsIn(ada, grace);
    mallory.awaitMessage("BlueMugs has one more chat");

    mallory.presses("Stop telling them");

    grace.awaitMessage(ENDED);
    assertThat(sellersOf(grace)).isEmpty();
    // the guest itself is told of no other chat
    letsIn(ada, grace);
    letsIn(ada, telegram.person("Bob").knowsTheBot());
    mallory.awaitMessage("the private chat of “Bob”");
    assertThat(said(grace, "has one more chat")).isZero();
  }

  @Test
  void answerThatFailsCanBeGivenAgain() {
    grace.says("/start " + invites(ada));
    ada.awaitMessage("Shall I tell the private chat");
    rows.execute("ALTER TABLE subscription ADD CONSTRAINT no_guest CHECK (invited_by IS NULL)");
    try {
      ada.presses("Yes, tell them too");
      ada.awaitMessage("Sorry, that did not work");
    } finally {
      rows.execute("ALTER TABLE subscription DROP CONSTRAINT no_guest");
    }
    ChatMessage question =
        ada.awaitMessage(m -> m.text().contains("Shall I tell the private chat"), PATIENCE);
    assertThat(question.buttons()).hasSize(2);

    ada.presses("Yes, tell them too");

    grace.awaitMessage("I watch BlueMugs now");
    ada.awaitMessage("hears of BlueMugs from now on");
    assertThat(
            ada.awaitMessage(m -> m.text().contains("Shall I tell the private chat"), PATIENCE)
                .buttons())
        .isEmpty();
  }

  @Test
  void shopThatEtsyLetsNobodyReadIsNotSharedUntilSomebodyLogsInAgain() {
    grace.says("/start " + invites(ada));
    ada.awaitMessage("Shall I tell the private chat");
    rows.update("UPDATE shop_watch SET paused_at = CURRENT_TIMESTAMP");
    ada.says("/invite");
    ada.awaitMessage("Etsy no longer lets me read BlueMugs");
    assertThat(count("invite")).isEqualTo(1);

    long id = Objects.requireNonNull(rows.queryForObject("SELECT id FROM invite", Long.class));
    press(ada, ada, 1, "inv:" + id + ":yes");
    await().atMost(PATIENCE).until(() -> said(ada, "Etsy no longer lets me read BlueMugs") == 2);
    assertThat(sellersOf(grace)).isEmpty();
    rows.update("UPDATE shop_watch SET paused_at = NULL");
    ada.presses("Yes, tell them too");
    grace.awaitMessage("I watch BlueMugs now");
  }

  @Test
  void lostAccessIsToldToAGuestWithoutAButton() {
    letsIn(ada, grace);
    rows.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed) VALUES (?, 't', 's')",
        BLUE_MUGS);
    List<ShopHearer> hearers =
        database
            .statements()
            .query("select-chats-to-warn", Map.of("sellerId", BLUE_MUGS), ShopHearer::of);

    assertThat(hearers)
        .extracting(ShopHearer::chat, ShopHearer::invited)
        .containsExactlyInAnyOrder(tuple(chatId(ada), false), tuple(chatId(grace), true));
  }

  @Test
  void memberWhoLinkedAnotherShopOfAGroupSharesNotThisOne() {
    Person owner = telegram.person("Olga").knowsTheBot();
    GroupChat club = telegram.group("Mug club", owner);
    watches(club, BLUE_MUGS);
    watches(club, RED_POTS);
    rows.update(
        "UPDATE subscription SET linked_by = ? WHERE seller_id = ? AND chat_id = ?",
        Long.toString(mallory.chatId()),
        RED_POTS,
        chatId(club));
    mallory.saysIn(club, "/invite");
    club.awaitMessage("Which shop do you want to share?");
    mallory.pressesIn(club, "BlueMugs");
    club.awaitMessage("In a group, only its admins");
    mallory.pressesIn(club, "RedPots");
    club.awaitMessage("hear of RedPots too");
    assertThat(rows.queryForList("SELECT seller_id FROM invite", Long.class))
        .containsExactly(RED_POTS);

    owner.saysIn(club, "/invite");
    await().atMost(PATIENCE).until(() -> said(club, "Which shop do you want to share?") == 2);
    owner.pressesIn(club, "BlueMugs");
    club.awaitMessage("hear of BlueMugs too");
    grace.says("/start " + token(club));
    club.awaitMessage("“" + grace.name() + "”");
    mallory.pressesIn(club, "Yes, tell them too");
    await().atMost(PATIENCE).until(() -> said(club, "In a group, only its admins") == 2);
    assertThat(sellersOf(grace)).isEmpty();
    owner.pressesIn(club, "Yes, tell them too");
    grace.awaitMessage("I watch BlueMugs now");
    club.awaitMessage("hears of BlueMugs from now on");
    mallory.pressesIn(club, "Stop telling them");
    await().atMost(PATIENCE).until(() -> said(club, "In a group, only its admins") == 3);
    assertThat(sellersOf(grace)).containsExactly(BLUE_MUGS);
  }

  @Test
  void guestWhoWaitsForAnAnswerCanBeForgotten() {
    grace.says("/start " + invites(ada));
    ada.awaitMessage("Shall I tell the private chat");
    assertThat(count("chat WHERE address = '" + grace.chatId() + "'")).isZero();

    grace.says("/stop");
    grace.awaitMessage("Shall I forget this chat");
    grace.presses("Yes, forget everything");
    grace.awaitMessage("I have forgotten everything about this chat");

    assertThat(count("invite")).isZero();
    grace.says("/stop");
    grace.awaitMessage("I know nothing about this chat");
  }

  @Test
  void linkThatIsFollowedIsNoLogIn() {
    rows.update(
        "INSERT INTO chat_use (what, who, used) VALUES ('logins', ?, 5000)",
        "user " + grace.chatId());
    grace.says("/start");
    grace.awaitMessage("You have begun many log-ins");
    grace.says("/start " + invites(ada));
    grace.awaitMessage("I've asked the chat that gave you this link");
  }

  @Test
  void stopInTheInvitedChatForgetsOnlyThatAndTheAccessStaysWhileSomebodyIsLoggedIn() {
    rows.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed) VALUES (?, 't', 's')",
        BLUE_MUGS);
    watches(mallory, BLUE_MUGS);
    letsIn(ada, grace);
    Person bob = telegram.person("Bob").knowsTheBot();
    letsIn(ada, bob);
    grace.says("/stop");
    grace.awaitMessage("Shall I forget BlueMugs");
    grace.presses("Yes, forget everything");
    grace.awaitMessage("I have forgotten everything about this chat");
    assertThat(sellersOf(ada)).containsExactly(BLUE_MUGS);

    // a chat with a log-in of its own stays, and so do those that were invited
    ada.says("/stop");
    ada.awaitMessage("unless another chat watches the same shop by a log-in of its own");
    ada.presses("Yes, forget everything");
    ada.awaitMessage("I have forgotten everything about this chat");
    assertThat(count("etsy_grant")).isEqualTo(1);
    assertThat(sellersOf(mallory)).containsExactly(BLUE_MUGS);
    assertThat(sellersOf(bob)).containsExactly(BLUE_MUGS);

    // the last one takes the access along, and those that were invited are told
    mallory.says("/stop");
    mallory.awaitMessage("Shall I forget BlueMugs");
    mallory.presses("Yes, forget everything");
    mallory.awaitMessage("I have forgotten everything about this chat");
    bob.awaitMessage(ENDED);
    assertThat(said(grace, ENDED)).isZero();
    assertThat(count("seller")).isZero();
    assertThat(count("etsy_grant")).isZero();
    assertThat(count("subscription")).isZero();
  }

  @Test
  void unlinkedShopAndForgottenChatEndTheInvitationsToo() throws Exception {
    watches(ada, RED_POTS);
    ada.says("/invite");
    ada.awaitMessage("Which shop do you want to share?");
    ada.presses("BlueMugs");
    ada.awaitMessage("hear of BlueMugs too");
    grace.says("/start " + token(ada));
    ada.awaitMessage("“" + grace.name() + "”");
    ada.presses("Yes, tell them too");
    grace.awaitMessage("I watch BlueMugs now");
    press(ada, ada, 1, "u:" + BLUE_MUGS + ":yes");
    grace.awaitMessage(ENDED);
    assertThat(sellersOf(grace)).isEmpty();
    assertThat(sellersOf(ada)).containsExactly(RED_POTS);

    // the chat of the log-in was retired long ago, and is tidied away
    watches(mallory, BLUE_MUGS);
    letsIn(mallory, grace);
    rows.update("DELETE FROM chat WHERE id = ?", chatId(mallory));
    Objects.requireNonNull(bot.camel().getRegistry().lookupByNameAndType("tidying", Tidying.class))
        .forgetOldRows();
    await().atMost(PATIENCE).until(() -> said(grace, ENDED) == 2);
    assertThat(sellersOf(grace)).isEmpty();
  }

  @Test
  void stopOfWhoeverWaitsForAnAnswerForgetsThat() {
    grace.says("/start " + invites(ada));
    ada.awaitMessage("Shall I tell the private chat");
    watches(grace, RED_POTS);

    grace.says("/stop");
    grace.awaitMessage("Shall I forget RedPots");
    grace.presses("Yes, forget everything");
    grace.awaitMessage("I have forgotten everything about this chat");

    assertThat(count("invite")).isZero();
    ada.presses("Yes, tell them too");
    ada.awaitMessage(GONE);
  }

  @Test
  void linksOfADayAreLimitedAndOldOnesAreForgotten() {
    IntStream.range(0, 20).forEach(n -> invites(ada));
    ada.says("/invite");
    ada.awaitMessage("You have made many links today");
    assertThat(count("invite")).isEqualTo(20);

    rows.update("UPDATE invite SET made_at = CURRENT_TIMESTAMP - INTERVAL '9' DAY");
    invites(ada);
    database.statements().update("forget-stale-invites", Map.of());
    assertThat(count("invite")).isEqualTo(1);
  }

  // --- What is there, and what is asked ---------------------------------------------------------

  /** The first look at its shop is over, so that a chat that comes is told at once. */
  @Override
  void opens(long seller) {
    super.opens(seller);
    rows.update("UPDATE seller SET shop_id = ? WHERE seller_id = ?", seller + 1000, seller);
    rows.update(
        "INSERT INTO shop_watch (seller_id, shop_id, baseline_at) VALUES (?, ?, CURRENT_TIMESTAMP)",
        seller,
        seller + 1000);
  }

  /** Makes a link to the only shop of the chat. */
  private String invites(Person person) {
    long before = said(person, "It works once, within a day");
    person.says("/invite");
    await().atMost(PATIENCE).until(() -> said(person, "It works once, within a day") > before);
    return token(person);
  }

  private void letsIn(Person inviter, Person guest) {
    String question =
        "Somebody opened your link. Shall I tell the private chat of “" + guest.name();
    String answer = "the private chat of “" + guest.name() + "” hears of BlueMugs from now on";
    long asked = said(inviter, question);
    long answered = said(inviter, answer);
    long told = said(guest, "I watch BlueMugs now");
    guest.says("/start " + invites(inviter));
    await().atMost(PATIENCE).until(() -> said(inviter, question) > asked);
    inviter.presses("Yes, tell them too");
    await()
        .atMost(PATIENCE)
        .until(
            () -> said(inviter, answer) > answered && said(guest, "I watch BlueMugs now") > told);
  }

  /** Of the newest link in a chat. */
  private static String token(TelegramChat chat) {
    String found = "";
    for (ChatMessage message : chat.messages()) {
      Matcher link = LINK.matcher(message.text());
      if (link.find()) {
        found = link.group(1);
      }
    }
    return found;
  }
}
