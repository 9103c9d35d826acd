package dev.lowstock.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.bot.QuietBot;
import dev.lowstock.route.RouteFiles;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A bot that not everybody may use, through its real routes. */
class GuestsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SandboxTelegram telegram = SandboxTelegram.start();
  private final Person ada = telegram.person("Ada").knowsTheBot();
  private final Person grace = telegram.person("Grace").knowsTheBot();
  private final GroupChat club = telegram.group("Mug club", grace);
  private final GroupChat others = telegram.group("Others", grace);
  private int updateId = 600_000_900;
  private Database database;
  private JdbcTemplate rows;
  private QuietBot bot;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    database = Database.openFile(folder.resolve("lowstock"));
    rows = new JdbcTemplate(database.dataSource());
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
                "ALLOWED_TELEGRAM_USERS",
                "1, " + ada.chatId(),
                "ALLOWED_TELEGRAM_CHATS",
                Long.toString(club.chatId())),
            RouteFiles.find("v3", null).includePattern());
    bot.camel().getRouteController().startRoute("poll-telegram");
  }

  @AfterEach
  void stop() {
    bot.close();
    database.close();
    telegram.close();
  }

  @Test
  void listedUserMayUseItEverywhereAndAnybodyInAListedChat() {
    ada.says("/privacy");
    ada.saysIn(others, "/privacy");
    grace.saysIn(club, "/privacy");

    ada.awaitMessage("What I store");
    others.awaitMessage("What I store");
    club.awaitMessage("What I store");
  }

  @Test
  void strangerIsToldTheIdOnceAnHourAndChangesNothing() {
    grace.says("/start");
    grace.awaitMessage("Your Telegram id is " + grace.chatId());
    grace.says("/start").says("/pin 12345678").says("12345678").says("/stop");
    awaitDealt();

    assertThat(grace.messages()).hasSize(1);
    assertThat(rows.queryForObject("SELECT COUNT(*) FROM login", Integer.class)).isZero();

    rows.update("UPDATE chat_use SET begun_at = begun_at - INTERVAL '61' MINUTE");
    grace.says("/status");
    awaitDealt();
    assertThat(grace.messages()).hasSize(2);
  }

  @Test
  void strangerGetsNoWordInAGroup() {
    grace.saysIn(others, "/start");
    grace.saysIn(others, "/status@lowstock_bot");
    awaitDealt();

    assertThat(others.messages()).isEmpty();
    assertThat(rows.queryForObject("SELECT COUNT(*) FROM login", Integer.class)).isZero();
  }

  @Test
  void buttonsAndBlockingOfAStrangerChangeNothing() {
    rows.update(
        "INSERT INTO chat (channel, address) VALUES ('telegram', ?)",
        Long.toString(grace.chatId()));
    press(grace, "forget");
    grace.awaitMessage("Your Telegram id is");
    grace.blocksTheBot();
    awaitDealt();

    assertThat(chats("retired_at IS NULL")).isEqualTo(1);
  }

  @Test
  void chatThatWasLinkedBeforeMayStillStop() {
    link(grace.chatId(), grace);
    grace.says("/privacy");
    grace.awaitMessage("What I store");
    grace.says("/stop");
    grace.awaitMessage("BlueMugs");
    assertThat(chats("retired_at IS NULL")).isEqualTo(1);

    grace.presses("forget");
    grace.awaitMessage("I have forgotten");
    assertThat(chats("1 = 1")).isZero();

    grace.says("/stop");
    grace.awaitMessage("Your Telegram id is");
  }

  @Test
  void chatThatWasLinkedBeforeMayStopOneOfItsShops() {
    link(grace.chatId(), grace);
    rows.update("INSERT INTO seller (seller_id, shop_name) VALUES (99, 'RedPots')");
    rows.update("INSERT INTO subscription (chat_id, seller_id) SELECT id, 99 FROM chat");
    grace.says("/stop");
    grace.awaitMessage("Which shop shall I stop watching?");
    grace.presses("RedPots");
    grace.awaitMessage("Shall I stop watching RedPots");
    grace.presses("Yes, stop watching it");
    grace.awaitMessage("I still watch BlueMugs");

    grace.says("/stop");
    grace.awaitMessage("Shall I forget BlueMugs");
  }

  @Test
  void chatThatWasLinkedBeforeMayStillComeAndGoAndAskNothingElse() {
    link(grace.chatId(), grace);
    grace.says("/status").says("/threshold 3");
    press(grace, "login");
    awaitDealt();
    assertThat(grace.messages()).hasSize(1);
    assertThat(grace.messages().get(0).text()).contains("Your Telegram id is");

    grace.blocksTheBot();
    awaitDealt();
    assertThat(chats("retired_at IS NOT NULL")).isEqualTo(1);

    grace.unblocksTheBot();
    awaitDealt();
    assertThat(chats("retired_at IS NULL")).isEqualTo(1);
  }

  @Test
  void groupThatWasLinkedBeforeIsStoppedByItsAdminsOnly() {
    link(others.chatId(), ada);
    Person member = telegram.person("Margaret");
    member.saysIn(others, "/stop");
    others.awaitMessage("only its admins");
    press(member, others.chatId(), "forget");
    awaitDealt();
    assertThat(chats("1 = 1")).isEqualTo(1);

    grace.saysIn(others, "/stop");
    others.awaitMessage("BlueMugs");
    grace.pressesIn(others, "forget");
    others.awaitMessage("I have forgotten");
    assertThat(chats("1 = 1")).isZero();
  }

  /** The shop of the test, linked to a chat by somebody. */
  private void link(long chatId, Person linkedBy) {
    rows.update("INSERT INTO seller (seller_id, shop_name) VALUES (10000001, 'BlueMugs')");
    rows.update(
        "INSERT INTO chat (channel, address) VALUES ('telegram', ?)", Long.toString(chatId));
    rows.update(
        "INSERT INTO subscription (chat_id, seller_id, linked_by) SELECT id, 10000001, ? FROM chat",
        Long.toString(linkedBy.chatId()));
  }

  private void press(Person person, String data) {
    press(person, person.chatId(), data);
  }

  /** As a changed client would, without a message that has the button. */
  private void press(Person person, long chatId, String data) {
    updateId++;
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
                    1,
                    "chat",
                    Map.of("id", chatId, "type", chatId > 0 ? "private" : "group")),
                "data",
                data)));
    telegram.numberUpdatesFrom(updateId + 1);
  }

  private int chats(String which) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT COUNT(*) FROM chat WHERE " + which, Integer.class));
  }

  private void awaitDealt() {
    await().atMost(PATIENCE).until(() -> telegram.unconfirmedUpdates() == 0);
  }
}
