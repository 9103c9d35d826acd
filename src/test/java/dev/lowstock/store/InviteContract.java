package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.bot.QuietBot;
import dev.lowstock.etsy.login.CallbackAddress;
import dev.lowstock.route.RouteFiles;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramChat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * How one chat lets another hear of its shop, through the real route files and the sandbox's
 * Telegram, on any database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InviteContract {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern LINK = Pattern.compile("\\?start=([A-Za-z0-9_-]{43})\\b");
  private static final long BLUE_MUGS = 10_000_001;
  private static final long RED_POTS = 10_000_002;
  private static final String OVER = "This link no longer works";
  private static final String GONE = "There is nothing to do any more";

  private final SandboxTelegram telegram = SandboxTelegram.start();
  private Database database;
  private QuietBot bot;
  private JdbcTemplate rows;
  private Person ada;
  private Person grace;
  private Person mallory;
  private long updateId = 800_000_000;

  abstract Database open(Path folder);

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = open(folder);
    bot =
        QuietBot.with(
            database,
            Map.of(
                "ETSY_API",
                "v3",
                "TELEGRAM_TOKEN",
                SandboxTelegram.TOKEN,
                "TELEGRAM_API_URL",
                telegram.baseUri(),
                "lowstock.answersPerMinute",
                "1000",
                "lowstock.loginsPerTenMinutes",
                "1000",
                "lowstock.chatPaceMillis",
                "1"),
            RouteFiles.find("v3", null).includePattern());
    bot.camel().getRouteController().startRoute("poll-telegram");
    bot.camel().getRouteController().startRoute("deliver-alerts");
    rows = new JdbcTemplate(database.dataSource());
  }

  @AfterAll
  void stop() {
    bot.close();
    database.close();
    telegram.close();
  }

  @BeforeEach
  void empty(TestInfo test) {
    // What is being delivered still would wait for what is deleted here, and the other way round.
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                count("alert WHERE state = 'due'") + count("chat WHERE lease_owner IS NOT NULL")
                    == 0);
    rows.update("DELETE FROM chat_use");
    rows.update("DELETE FROM chat");
    rows.update("DELETE FROM seller");
    String name = Integer.toHexString(test.getDisplayName().hashCode());
    ada = telegram.person("Ada " + name).knowsTheBot();
    grace = telegram.person("Grace " + name).knowsTheBot();
    mallory = telegram.person("Mallory " + name).knowsTheBot();
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
            "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Flowstock_bot%3Fstart%3D" + token,
            "https://t.me/lowstock_bot?startgroup=" + token);

    grace.says("/start " + token);

    awaitSaid(grace, "I've asked the chat that gave you this link");
    assertThat(sellersOf(grace)).isEmpty();
    awaitSaid(
        ada, "Shall the private chat of “" + grace.name() + "” hear of BlueMugs from now on?");
    ada.presses("Yes, tell them too");
    awaitSaid(grace, "I watch BlueMugs now");
    awaitSaid(ada, "Done: the private chat of “" + grace.name() + "” hears of BlueMugs");
    awaitSaid(mallory, "BlueMugs has one more chat: the private chat of “" + grace.name() + "”");
    assertThat(sellersOf(grace)).containsExactly(BLUE_MUGS);
    assertThat(count("subscription WHERE invited_by = " + chatId(ada))).isEqualTo(1);
    assertThat(said(ada, "has one more chat")).isZero();
    assertThat(count("invite")).isZero();
  }

  @Test
  void chatIsToldKindlyThatTheAnswerIsNo() {
    String token = invites(ada);
    grace.says("/start " + token);
    awaitSaid(ada, "Shall the private chat");

    ada.presses("No");

    awaitSaid(grace, "Sorry, the chat that gave you the link said no");
    awaitSaid(ada, "hears nothing of BlueMugs");
    assertThat(sellersOf(grace)).isEmpty();
    assertThat(count("invite")).isZero();
    grace.says("/start " + token);
    awaitSaid(grace, OVER);
  }

  @Test
  void whatWasAllowedIsTakenBackByTheChatThatAllowedIt() {
    letsIn(ada, grace);
    rows.update("UPDATE chat SET time_zone = 'Europe/Berlin' WHERE id = ?", chatId(grace));
    String end = "inv:" + BLUE_MUGS + ":end:" + chatId(grace);
    press(mallory, mallory, 1, end);
    awaitSaid(mallory, GONE);
    assertThat(sellersOf(grace)).containsExactly(BLUE_MUGS);

    ada.presses("Take that back");

    awaitSaid(ada, "that chat no longer hears of BlueMugs");
    awaitSaid(grace, "The chat that invited you to BlueMugs has taken that back");
    assertThat(sellersOf(grace)).isEmpty();
    assertThat(sellersOf(ada)).containsExactly(BLUE_MUGS);
    press(ada, ada, 1, end);
    awaitSaid(ada, GONE);
  }

  @Test
  void whoBlockedTheBotMeanwhileHearsWhenTheyAreBack() {
    grace.says("/start " + invites(ada));
    awaitSaid(ada, "Shall the private chat");
    grace.blocksTheBotUnnoticed();
    ada.presses("Yes, tell them too");
    awaitSaid(ada, "from now on.");
    await().atMost(PATIENCE).until(() -> count("chat WHERE retired_at IS NOT NULL") == 1);

    grace.letsTheBotWriteUnnoticed().says("/shops");

    awaitSaid(grace, "BlueMugs");
    assertThat(sellersOf(grace)).containsExactly(BLUE_MUGS);
  }

  // --- Which shop, and who may ------------------------------------------------------------------

  @Test
  void ofSeveralShopsOnlyTheChosenOneIsHeardOf() {
    watches(ada, RED_POTS);
    ada.says("/invite");
    awaitSaid(ada, "Which shop shall one more chat hear of?");
    ada.presses("RedPots");
    awaitSaid(ada, "hear of RedPots too");
    grace.says("/start " + token(ada));
    awaitSaid(ada, "hear of RedPots from now on?");
    ada.presses("Yes, tell them too");
    awaitSaid(grace, "I watch RedPots now");
    assertThat(sellersOf(grace)).containsExactly(RED_POTS);

    // a button with another seller's number
    watches(mallory, BLUE_MUGS);
    rows.update("DELETE FROM subscription WHERE chat_id = ?", chatId(mallory));
    press(mallory, mallory, 1, "inv:" + BLUE_MUGS);
    awaitSaid(mallory, GONE);
    assertThat(count("invite")).isZero();
  }

  @Test
  void chatThatWasInvitedInvitesNobodyUntilItLogsInItself() {
    letsIn(ada, grace);
    grace.says("/invite");
    awaitSaid(grace, "This chat was invited itself");
    press(grace, grace, 1, "inv:" + BLUE_MUGS);
    awaitSaid(grace, GONE);
    mallory.says("/invite");
    awaitSaid(mallory, "I'm not watching a shop for this chat");

    database
        .statements()
        .update(
            "move-subscription",
            new MapSqlParameterSource("topic", null)
                .addValue("channel", "telegram")
                .addValue("address", Long.toString(grace.chatId()))
                .addValue("sellerId", BLUE_MUGS));
    invites(grace);
  }

  @Test
  void groupIsAskedAndOnlyThoseAnswerWhoMayChangeItsShops() {
    Person owner = telegram.person("Olga");
    GroupChat club = telegram.group("Mug club", owner);
    watches(club, BLUE_MUGS);
    mallory.saysIn(club, "/invite");
    awaitSaid(club, "In a group, only its admins");
    owner.saysIn(club, "/invite");
    awaitSaid(club, "hear of BlueMugs too");
    grace.says("/start " + token(club));
    awaitSaid(club, "Shall the private chat of “" + grace.name() + "”");

    mallory.pressesIn(club, "Yes, tell them too");
    await().atMost(PATIENCE).until(() -> said(club, "In a group, only its admins") == 2);
    assertThat(sellersOf(grace)).isEmpty();
    owner.pressesIn(club, "Yes, tell them too");
    awaitSaid(grace, "I watch BlueMugs now");
  }

  @Test
  void groupFollowsALinkAndKeepsItsPlaceWhenItMoves() {
    GroupChat club = telegram.group("Mug club", grace);
    String token = invites(ada);
    // In a group of which somebody else linked a shop, not everybody may.
    GroupChat other = telegram.group("Pots", telegram.person("Olga"));
    watches(other, RED_POTS);
    mallory.saysIn(other, "/start@lowstock_bot " + token);
    awaitSaid(other, "In a group, only its admins");

    grace.saysIn(club, "/start@lowstock_bot " + token);
    awaitSaid(club, "I've asked the chat that gave you this link");
    awaitSaid(ada, "Shall the group “Mug club” hear of BlueMugs");
    club.becomesSupergroup();
    await()
        .atMost(PATIENCE)
        .until(() -> count("invite WHERE guest_address = '" + club.chatId() + "'") == 1);
    ada.presses("Yes, tell them too");
    awaitSaid(club, "I watch BlueMugs now");
    assertThat(sellersOf(club)).containsExactly(BLUE_MUGS);
    // who brought it there may set it
    assertThat(
            rows.queryForObject(
                "SELECT linked_by FROM subscription WHERE chat_id = ?", String.class, chatId(club)))
        .isEqualTo(Long.toString(grace.chatId()));
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
    awaitSaid(mallory, OVER);
    awaitSaid(ada, "“" + grace.name() + "”");
    assertThat(said(ada, "Somebody followed your link")).isEqualTo(1);

    // after a day
    String old = invites(ada);
    rows.update("UPDATE invite SET made_at = CURRENT_TIMESTAMP - INTERVAL '25' HOUR");
    mallory.says("/start " + old);
    await().atMost(PATIENCE).until(() -> said(mallory, OVER) == 2);
    assertThat(said(ada, "Somebody followed your link")).isEqualTo(1);
    // but what was asked is answered
    ada.presses("Yes, tell them too");
    awaitSaid(grace, "I watch BlueMugs now");
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
    awaitSaid(ada, "This chat hears of that shop already");
    grace.says("/start " + token);
    awaitSaid(grace, "This chat hears of that shop already");

    mallory.says("/start " + token);
    awaitSaid(ada, "“" + mallory.name() + "”");
    // who logs in while the question waits is linked once
    watches(mallory, BLUE_MUGS);
    ada.presses("Yes, tell them too");
    awaitSaid(ada, "from now on.");
    assertThat(sellersOf(mallory)).containsExactly(BLUE_MUGS);
    assertThat(count("subscription WHERE invited_by IS NOT NULL")).isZero();
  }

  @Test
  void buttonOfAnotherChatAnswersNothing() {
    grace.says("/start " + invites(ada));
    awaitSaid(ada, "Shall the private chat");
    long id = Objects.requireNonNull(rows.queryForObject("SELECT id FROM invite", Long.class));

    for (String forged : List.of("yes", "no")) {
      press(mallory, mallory, 1, "inv:" + id + ":" + forged);
      press(grace, grace, 1, "inv:" + id + ":" + forged);
    }
    await().atMost(PATIENCE).until(() -> said(mallory, GONE) == 2 && said(grace, GONE) == 2);
    for (String odd : List.of("inv:", "inv:x:yes", "inv:" + id + ":maybe", "inv:1:end:x")) {
      press(mallory, mallory, 1, odd);
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
    awaitSaid(ada, "Shall the private chat");
    // somebody else goes on watching it
    watches(mallory, BLUE_MUGS);
    rows.update("DELETE FROM subscription WHERE chat_id = ?", chatId(ada));

    ada.presses("Yes, tell them too");
    awaitSaid(ada, GONE);
    telegram.person("Bob").knowsTheBot().says("/start " + unused);
    awaitSaid(telegram.person("Bob"), OVER);
    assertThat(sellersOf(grace)).isEmpty();

    // and when nobody does, nothing is kept of the invitation
    rows.update("DELETE FROM seller");
    assertThat(count("invite")).isZero();
  }

  @Test
  void nameOfAChatIsShownAsWhatItIs() {
    Person odd = telegram.person("<b>Ada</b>” hears & “x\u202e @ada").knowsTheBot();
    odd.says("/start " + invites(ada));

    assertThat(ada.awaitMessage(m -> m.text().contains("Somebody followed"), PATIENCE).text())
        .contains("Shall the private chat of “<b>Ada</b>' hears & 'x ada” hear of BlueMugs");
  }

  @Test
  void stopInTheInvitedChatForgetsOnlyThatAndTheAccessStaysWhileSomebodyHears() {
    rows.update(
        "INSERT INTO etsy_grant (seller_id, token_sealed, secret_sealed) VALUES (?, 't', 's')",
        BLUE_MUGS);
    letsIn(ada, grace);
    letsIn(ada, mallory);
    grace.says("/stop");
    awaitSaid(grace, "Shall I forget BlueMugs");
    grace.presses("Yes, forget everything");
    awaitSaid(grace, "I have forgotten everything about this chat");
    assertThat(sellersOf(ada)).containsExactly(BLUE_MUGS);

    ada.says("/stop");
    awaitSaid(ada, "unless another chat watches the same shop");
    ada.presses("Yes, forget everything");
    awaitSaid(ada, "I have forgotten everything about this chat");
    assertThat(count("etsy_grant")).isEqualTo(1);
    assertThat(sellersOf(mallory)).containsExactly(BLUE_MUGS);

    mallory.says("/stop");
    awaitSaid(mallory, "Shall I forget BlueMugs");
    mallory.presses("Yes, forget everything");
    awaitSaid(mallory, "I have forgotten everything about this chat");
    assertThat(count("seller")).isZero();
    assertThat(count("etsy_grant")).isZero();
  }

  @Test
  void stopOfWhoeverWaitsForAnAnswerForgetsThat() {
    grace.says("/start " + invites(ada));
    awaitSaid(ada, "Shall the private chat");
    watches(grace, RED_POTS);

    grace.says("/stop");
    awaitSaid(grace, "Shall I forget RedPots");
    grace.presses("Yes, forget everything");
    awaitSaid(grace, "I have forgotten everything about this chat");

    assertThat(count("invite")).isZero();
    ada.presses("Yes, tell them too");
    awaitSaid(ada, GONE);
  }

  @Test
  void linksOfADayAreLimitedAndOldOnesAreForgotten() {
    IntStream.range(0, 20).forEach(n -> invites(ada));
    ada.says("/invite");
    awaitSaid(ada, "You have made many links today");
    assertThat(count("invite")).isEqualTo(20);

    rows.update("UPDATE invite SET made_at = CURRENT_TIMESTAMP - INTERVAL '9' DAY");
    invites(ada);
    database.statements().update("forget-stale-invites", Map.of());
    assertThat(count("invite")).isEqualTo(1);
  }

  // --- What is there, and what is asked ---------------------------------------------------------

  private void watches(TelegramChat chat, long seller) {
    String shop = seller == BLUE_MUGS ? "BlueMugs" : "RedPots";
    if (count("seller WHERE seller_id = " + seller) == 0) {
      rows.update(
          "INSERT INTO seller (seller_id, shop_name, shop_id) VALUES (?, ?, ?)",
          seller,
          shop,
          seller + 1000);
      rows.update(
          "INSERT INTO shop_watch (seller_id, shop_id, baseline_at)"
              + " VALUES (?, ?, CURRENT_TIMESTAMP)",
          seller,
          seller + 1000);
    }
    if (count("chat WHERE address = '" + chat.chatId() + "'") == 0) {
      rows.update(
          "INSERT INTO chat (channel, address) VALUES ('telegram', ?)",
          Long.toString(chat.chatId()));
    }
    rows.update(
        "INSERT INTO subscription (chat_id, seller_id) VALUES (?, ?)", chatId(chat), seller);
  }

  /** Makes a link to the only shop of the chat. */
  private String invites(Person person) {
    long before = said(person, "It works once, within a day");
    person.says("/invite");
    await().atMost(PATIENCE).until(() -> said(person, "It works once, within a day") > before);
    return token(person);
  }

  private void letsIn(Person inviter, Person guest) {
    guest.says("/start " + invites(inviter));
    awaitSaid(inviter, "“" + guest.name() + "”");
    inviter.presses("Yes, tell them too");
    awaitSaid(guest, "I watch BlueMugs now");
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

  private static void awaitSaid(TelegramChat chat, String text) {
    chat.awaitMessage(message -> message.text().contains(text), PATIENCE);
  }

  private List<Long> sellersOf(TelegramChat chat) {
    return rows.queryForList(
        "SELECT x.seller_id FROM subscription x JOIN chat c ON c.id = x.chat_id"
            + " WHERE c.address = ? ORDER BY 1",
        Long.class,
        Long.toString(chat.chatId()));
  }

  private long chatId(TelegramChat chat) {
    return Objects.requireNonNull(
        rows.queryForObject(
            "SELECT id FROM chat WHERE address = ?", Long.class, Long.toString(chat.chatId())));
  }

  private int count(String from) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT COUNT(*) FROM " + from, Integer.class));
  }

  private static ChatMessage last(TelegramChat chat) {
    return chat.messages().get(chat.messages().size() - 1);
  }

  private static long said(TelegramChat chat, String text) {
    return chat.messages().stream().filter(message -> message.text().contains(text)).count();
  }

  /** A client may send any data with any message, whatever buttons it was shown. */
  private void press(TelegramChat chat, Person person, long messageId, String data) {
    updateId += 100;
    telegram.numberUpdatesFrom(updateId);
    telegram.enqueue(
        Map.of(
            "update_id",
            updateId,
            "callback_query",
            Map.of(
                "id",
                "1",
                "from",
                Map.of("id", person.chatId()),
                "message",
                Map.of(
                    "message_id",
                    messageId,
                    "chat",
                    Map.of("id", chat.chatId(), "type", "private")),
                "data",
                data)));
  }
}
