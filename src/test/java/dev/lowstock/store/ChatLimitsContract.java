package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.bot.QuietBot;
import dev.lowstock.route.RouteFiles;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramChat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Floods and guesses, through the real route files and both sandboxes, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChatLimitsContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ANSWERS = 12;
  private static final String CALLBACK = "https://bot.example.org/etsy/callback";
  private static final String TOO_MANY_PINS = "so I did not try this one";

  private final SandboxTelegram telegram = SandboxTelegram.start();
  private SandboxEtsy etsy;
  private SandboxShop shop;
  private Database database;
  private QuietBot bot;
  private JdbcTemplate rows;
  private Person ada;
  private Person grace;

  abstract Database open(Path folder);

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    etsy = SandboxEtsy.start();
    etsy.registersRedirect(CALLBACK);
    shop = etsy.shop("BlueMugs");
    database = open(folder);
    bot =
        QuietBot.with(
            database,
            Map.ofEntries(
                Map.entry("ETSY_API", "v3"),
                Map.entry("ETSY_API_URL", etsy.url().toString()),
                Map.entry("ETSY_CONNECT_URL", etsy.connectUrl().toString()),
                Map.entry("ETSY_REDIRECT_URI", CALLBACK),
                Map.entry("ETSY_CONSUMER_KEY", etsy.keys().consumerKey()),
                Map.entry("ETSY_SHARED_SECRET", etsy.keys().sharedSecret()),
                Map.entry("TELEGRAM_TOKEN", SandboxTelegram.TOKEN),
                Map.entry("TELEGRAM_API_URL", telegram.baseUri()),
                Map.entry("lowstock.answersPerMinute", Integer.toString(ANSWERS)),
                Map.entry("lowstock.loginsPerTenMinutes", "2"),
                Map.entry("lowstock.pinsPerTenMinutes", "5")),
            RouteFiles.find("v3", null).includePattern());
    bot.camel().getRouteController().startRoute("poll-telegram");
    rows = new JdbcTemplate(database.dataSource());
  }

  @AfterAll
  void stop() throws Exception {
    bot.close();
    database.close();
    telegram.close();
    etsy.close();
  }

  @BeforeEach
  void empty(TestInfo test) {
    rows.update("DELETE FROM chat_use");
    rows.update("DELETE FROM login");
    rows.update("DELETE FROM subscription");
    ada = telegram.person("Ada of " + test.getDisplayName()).knowsTheBot();
    grace = telegram.person("Grace of " + test.getDisplayName()).knowsTheBot();
  }

  @Test
  void floodGetsABoundedNumberOfAnswersThenOneWordThenSilence() {
    for (int message = 0; message < 2 * ANSWERS; message++) {
      ada.says("/privacy");
    }
    grace.says("/privacy");

    awaitDealt();
    grace.awaitMessage("What I store");
    assertThat(ada.messages()).hasSize(ANSWERS + 1);
    assertThat(ada.messages().get(ANSWERS).text()).startsWith("That was a lot at once.");

    aMinutePasses();
    ada.says("/help");
    ada.awaitMessage("/status");
  }

  @Test
  void oneMemberDoesNotUseUpTheAnswersOfAGroup() {
    GroupChat club = telegram.group("Mug club", ada);
    for (int message = 0; message < ANSWERS + 3; message++) {
      ada.saysIn(club, "/privacy");
    }
    awaitDealt();
    int before = club.messages().size();

    grace.saysIn(club, "/privacy");

    awaitDealt();
    assertThat(before).isEqualTo(ANSWERS + 1);
    assertThat(club.messages()).hasSize(before + 1);
  }

  @Test
  void logInsCannotBeFlooded() {
    GroupChat club = telegram.group("Mug club", grace);
    ada.says("/start").says("/start").says("/start");
    awaitDealt();
    ada.saysIn(club, "/start");
    awaitDealt();
    grace.says("/start");
    grace.awaitMessage("Hello!");

    assertThat(count("login WHERE user_id = '" + ada.chatId() + "'")).isEqualTo(2);
    assertThat(last(ada).text()).startsWith("You have begun many log-ins");
    assertThat(last(club).text()).startsWith("You have begun many log-ins");
    assertThat(count("login WHERE user_id = '" + grace.chatId() + "'")).isEqualTo(1);
  }

  @Test
  void memberWithoutRightsUsesUpNoLogInOfTheGroup() {
    GroupChat club = telegram.group("Mug club", ada);
    ada.saysIn(club, "/start");
    ada.saysIn(club, "/pin " + shop.grants(loginIn(club)));
    awaitDealt();
    for (int start = 0; start < 3; start++) {
      grace.saysIn(club, "/start");
      awaitDealt();
      assertThat(last(club).text()).startsWith("In a group, only its admins");
    }

    ada.saysIn(club, "/start");
    awaitDealt();

    assertThat(last(club).text()).startsWith("I already watch " + shop.name());
  }

  @Test
  void pinsCannotBeGuessed() {
    String right = shop.grants(loginOf(ada)).toString();
    int before = etsy.count(EtsyEndpoint.TOKEN);
    for (int guess = 1; guess <= 5; guess++) {
      ada.says("/pin " + right.replaceFirst("code=[^&]+", "code=guess" + guess));
    }
    awaitDealt();
    assertThat(last(ada).text()).startsWith("Etsy did not accept that code");
    int tried = etsy.count(EtsyEndpoint.TOKEN);
    assertThat(tried).isEqualTo(before + 5);

    ada.says("/pin " + right);
    ada.awaitMessage(TOO_MANY_PINS);
    GroupChat club = telegram.group("Mug club", ada);
    ada.saysIn(club, "/start");
    awaitDealt();
    ada.saysIn(club, "/pin guess6");
    club.awaitMessage(TOO_MANY_PINS);
    assertThat(etsy.count(EtsyEndpoint.TOKEN)).isEqualTo(tried);

    rows.update("UPDATE chat_use SET begun_at = begun_at - INTERVAL '11' MINUTE");
    ada.says("/pin " + right);
    await().atMost(PATIENCE).until(() -> etsy.count(EtsyEndpoint.TOKEN) == tried + 1);
    await().atMost(PATIENCE).until(() -> count("subscription") == 1);
    awaitDealt();
    assertThat(count("chat_use WHERE what = 'pins' AND who = 'user " + ada.chatId() + "'"))
        .as("the right one ends the counting")
        .isZero();
  }

  @Test
  void membersOfAGroupCannotShareOutTheGuesses() {
    GroupChat club = telegram.group("Mug club", ada);
    ada.saysIn(club, "/start");
    grace.saysIn(club, "/start");
    awaitDealt();
    for (int guess = 1; guess <= 3; guess++) {
      ada.saysIn(club, "/pin mine" + guess);
    }
    for (int guess = 1; guess <= 3; guess++) {
      grace.saysIn(club, "/pin hers" + guess);
    }
    awaitDealt();

    assertThat(last(club).text()).contains(TOO_MANY_PINS);
    assertThat(club.messages())
        .filteredOn(message -> message.text().startsWith("Etsy did not accept"))
        .hasSize(5);
  }

  @Test
  void countsAreForgottenWhenNoLimitNeedsThem() {
    ada.says("/privacy");
    awaitDealt();
    assertThat(count("chat_use")).isEqualTo(1);

    rows.update("UPDATE chat_use SET begun_at = begun_at - INTERVAL '3' HOUR");
    database.statements().update("forget-stale-uses", Map.of());

    assertThat(count("chat_use")).isZero();
  }

  private String loginOf(Person person) {
    person.says("/start");
    return loginIn(person);
  }

  private static String loginIn(TelegramChat chat) {
    return chat.awaitMessage(message -> !message.buttons().isEmpty(), PATIENCE)
        .buttons()
        .get(0)
        .url()
        .orElseThrow();
  }

  private void aMinutePasses() {
    rows.update("UPDATE chat_use SET begun_at = begun_at - INTERVAL '61' SECOND");
  }

  private void awaitDealt() {
    await().atMost(PATIENCE).until(() -> telegram.unconfirmedUpdates() == 0);
  }

  private static ChatMessage last(TelegramChat chat) {
    return chat.messages().get(chat.messages().size() - 1);
  }

  private int count(String from) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT COUNT(*) FROM " + from, Integer.class));
  }
}
