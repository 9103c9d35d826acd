package dev.lowstock.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramChat;
import dev.lowstock.sandbox.TelegramFault;
import dev.lowstock.sandbox.WebhookSigner;
import dev.lowstock.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Logging in to Etsy API v3 with the whole bot: from /start in Telegram to the message there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class BrowserLogInTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private SandboxEtsy etsy;
  private SandboxTelegram telegram;
  private Stop stop;
  private Bot bot;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    etsy = SandboxEtsy.start();
    // More than looks at every shop in every poll period take.
    etsy.limitsCalls(100, 100_000_000);
    telegram = SandboxTelegram.start();
    stop = new Stop();
    bot = Bot.start(Settings.of(settings(directory)), stop);
  }

  @AfterAll
  void close() {
    bot.close();
    stop.close();
    telegram.close();
    etsy.close();
  }

  @Test
  void personAllowsItInTheBrowserAndTheChatSaysSo() {
    SandboxShop shop = etsy.shop("AdasMugs");
    Person ada = telegram.person("Ada").says("/start");
    ChatMessage welcome = awaitButton(ada, "Log in to Etsy");
    assertThat(welcome.text()).contains("choose Allow", "I will store", "trademark of Etsy");

    String page = shop.logsIn(urlOf(welcome));

    assertThat(page).contains("go back to Telegram", "AdasMugs");
    ada.awaitMessage(message -> message.text().contains("I watch AdasMugs"), PATIENCE);
    assertThat(texts(ada)).noneMatch(text -> text.contains("one more chat"));
    assertThat(page).contains("href=\"https://t.me/" + botName() + "\"", "Back to the chat");
  }

  @Test
  void doneAndTheFirstSummaryAreOneMessage() {
    SandboxShop shop = etsy.shop("GinasPens");
    shop.lists("Pen", 5);
    Person gina = telegram.person("Gina").says("/start");

    shop.logsIn(urlOf(awaitButton(gina, "Log in to Etsy")));

    ChatMessage summary =
        gina.awaitMessage(message -> message.text().contains("1 listing for sale"), PATIENCE);
    assertThat(summary.text()).startsWith("Done! I watch GinasPens now:");
    assertThat(texts(gina)).filteredOn(text -> text.contains("Done!")).hasSize(1);
  }

  @Test
  void startInAChatThatWatchesAShopSaysWhichAndLeadsToEtsyInFewWords() {
    SandboxShop shop = etsy.shop("HugosHats");
    Person hugo = telegram.person("Hugo").says("/start");
    shop.logsIn(urlOf(awaitButton(hugo, "Log in to Etsy")));
    hugo.awaitMessage(message -> message.text().contains("I watch HugosHats"), PATIENCE);

    hugo.says("/start");

    ChatMessage again =
        hugo.awaitMessage(message -> message.text().contains("already watch HugosHats"), PATIENCE);
    assertThat(again.text()).contains("choose Allow").doesNotContain("Hello", "I will store");
    assertThat(urlOf(again)).startsWith("http");
  }

  @Test
  void whatOrdersAreReadForIsSaidWhereEtsyAsksForThem() throws Exception {
    Person ines = telegram.person("Ines").says("/start");
    ChatMessage welcome = awaitButton(ines, "Log in to Etsy");
    assertThat(urlOf(welcome)).contains("transactions_r");
    assertThat(welcome.text())
        .contains("also asks whether I may read your orders", "nothing about who bought");

    String question = page(etsy.shop("InesCups").grants(urlOf(welcome)));

    assertThat(question).contains("also read your orders", "nothing about who bought");
  }

  @Test
  void groupThatIsCalledLikeASellersChatReadsAsAGroup() throws Exception {
    // given a group with a seller's name and handle, and a person who is called like our words
    Person mallory = telegram.person("the group “Mugs”, in which 2 people read @ada");
    GroupChat trap = telegram.group("Ada (@ada)", mallory).holds(12);
    mallory.saysIn(trap, "/start@" + botName());
    mallory.says("/start");
    SandboxShop shop = etsy.shop("AdasTrap");

    // when
    String group = page(shop.grants(urlOf(awaitButton(trap, "Log in to Etsy"))));
    telegram.failNext(
        1, "getChatMemberCount", TelegramFault.refuses(400, "Bad Request: CHAT_ADMIN_REQUIRED"));
    String uncounted = page(shop.grants(urlOf(awaitButton(trap, "Log in to Etsy"))));
    String alone = page(shop.grants(urlOf(awaitButton(mallory, "Log in to Etsy"))));

    // then
    assertThat(group)
        .contains("the group <b>“Ada ( ada)”</b>, in which 12 people read")
        .doesNotContain("private chat", "@ada");
    assertThat(uncounted).contains("the group <b>“Ada ( ada)”</b>.").doesNotContain("people read");
    assertThat(alone)
        .contains("your private chat with @" + botName() + ", as <b>“the group 'Mugs'")
        .doesNotContain("@ada");
  }

  @Test
  void talkWhileALogInIsOpenIsNoWrongCode() {
    SandboxShop shop = etsy.shop("JansJars");
    Person jan = telegram.person("Jan").says("/start");
    String address = shop.grants(urlOf(awaitButton(jan, "Log in to Etsy"))).toString();

    for (String talk : List.of("thanks!", "Thanks", "ok", "👍", "👍🏽", "/pin thanks!", "hm?")) {
      jan.says(talk);
    }
    jan.says(address);

    jan.awaitMessage(message -> message.text().contains("I watch JansJars"), PATIENCE);
    assertThat(texts(jan)).noneMatch(text -> text.contains("did not accept that code"));
  }

  @Test
  void numberIsUnderstoodAsAnyKeyboardWritesIt() {
    SandboxShop shop = etsy.shop("KaisKites");
    Person kai = telegram.person("Kai").says("/start");
    shop.logsIn(urlOf(awaitButton(kai, "Log in to Etsy")));
    kai.awaitMessage(message -> message.text().contains("I watch KaisKites"), PATIENCE);

    kai.says("/threshold\u00a0٧");
    kai.awaitMessage(
        message ->
            message.text().contains("I'll tell you once each time stock falls to 7 or fewer"),
        PATIENCE);
    kai.says("/threshold:\u202f８");
    kai.awaitMessage(
        message ->
            message.text().contains("I'll tell you once each time stock falls to 8 or fewer"),
        PATIENCE);
  }

  @Test
  void whereTelegramDoesNotSayWhoIsAnAdminWhatHelpsIsSaidAndThePressIsAnswered() {
    // given a group in which Lena has linked her shop
    SandboxShop shop = etsy.shop("LenasLamps");
    Person lena = telegram.person("Lena");
    Person eve = telegram.person("Eve of Lena's");
    GroupChat team = telegram.group("Lamps", lena);
    lena.saysIn(team, "/start@" + botName());
    shop.logsIn(urlOf(awaitButton(team, "Log in to Etsy")));
    team.awaitMessage(message -> message.text().contains("I watch LenasLamps"), PATIENCE);
    lena.saysIn(team, "/stop@" + botName());
    team.awaitMessage(message -> message.text().contains("Shall I forget"), PATIENCE);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);

    // when
    telegram.failNext(
        1, "getChatMember", TelegramFault.refuses(400, "Bad Request: member list is inaccessible"));
    eve.pressesIn(team, "Yes, forget everything");

    // then
    team.awaitMessage(message -> message.text().contains("Make me an admin"), PATIENCE);
    await().atMost(PATIENCE).until(() -> eve.toasts().size() == 1);
    assertThat(texts(team)).noneMatch(text -> text.contains("Sorry"));

    // when Telegram is only busy
    telegram.failNext(1, "getChatMember", TelegramFault.refuses(500, "Internal Server Error"));
    eve.pressesIn(team, "Yes, forget everything");

    // then
    team.awaitMessage(message -> message.text().contains("Sorry, that did not work"), PATIENCE);
    await().atMost(PATIENCE).until(() -> eve.toasts().size() == 2);
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    assertThat(List.copyOf(log.list))
        .noneMatch(
            line ->
                line.getLevel() == Level.ERROR
                    && line.getFormattedMessage().contains(Long.toString(team.chatId())));
  }

  @Test
  void wholeAddressMayBeSentToTheBot() {
    SandboxShop shop = etsy.shop("BobsLamps");
    Person bob = telegram.person("Bob").says("/start");

    bob.says(shop.grants(urlOf(awaitButton(bob, "Log in to Etsy"))).toString());

    bob.awaitMessage(message -> message.text().contains("I watch BobsLamps"), PATIENCE);
  }

  @Test
  void pageNamesTheGroupAndWhoeverHearsOfTheShopIsToldOfIt() {
    SandboxShop shop = etsy.shop("CleosPots");
    Person cleo = telegram.person("Cleo").says("/start");
    shop.logsIn(urlOf(awaitButton(cleo, "Log in to Etsy")));
    cleo.awaitMessage(message -> message.text().contains("I watch CleosPots"), PATIENCE);
    GroupChat team = telegram.group("Pots & Pans", cleo);

    cleo.saysIn(team, "/start@" + botName());
    String page = shop.logsIn(urlOf(awaitButton(team, "Log in to Etsy")));

    assertThat(page).contains("Pots &amp; Pans");
    team.awaitMessage(message -> message.text().contains("I watch CleosPots"), PATIENCE);
    cleo.awaitMessage(
        message -> message.text().contains("CleosPots has one more chat: the group “Pots & Pans”"),
        PATIENCE);
    assertThat(texts(team)).noneMatch(text -> text.contains("one more chat"));
  }

  @Test
  void strangerInAGroupThatHasAShopGetsNoButton() {
    SandboxShop shop = etsy.shop("DorasHats");
    Person dora = telegram.person("Dora");
    Person eve = telegram.person("Eve");
    GroupChat team = telegram.group("Hats", dora);
    dora.saysIn(team, "/start@" + botName());
    shop.logsIn(urlOf(awaitButton(team, "Log in to Etsy")));
    team.awaitMessage(message -> message.text().contains("I watch DorasHats"), PATIENCE);
    long before = buttons(team);

    eve.saysIn(team, "/start@" + botName());

    team.awaitMessage(message -> message.text().contains("only its admins"), PATIENCE);
    assertThat(buttons(team)).isEqualTo(before);
  }

  @Test
  void shopThatMayNotBeReadAnyMoreIsPausedAndAButtonResumesIt() {
    SandboxShop shop = etsy.shop("EmilsCups");
    Person emil = telegram.person("Emil").says("/start");
    shop.logsIn(urlOf(awaitButton(emil, "Log in to Etsy")));
    emil.awaitMessage(message -> message.text().contains("I watch EmilsCups"), PATIENCE);

    shop.removesTheApp();
    ChatMessage paused = awaitButton(emil, "Log in again");
    assertThat(paused.text()).contains("EmilsCups", "can't see its stock");
    long buttons = buttons(emil);
    emil.presses("Log in again");
    emil.awaitMessage(
        message -> message.text().contains("choose Allow") && buttons(emil) > buttons, PATIENCE);
    shop.logsIn(urlOf(lastWithLink(emil)));

    emil.awaitMessage(
        message -> message.text().startsWith("Done! I can read EmilsCups again"), PATIENCE);
    ChatMessage fewWords =
        emil.messages().stream()
            .filter(m -> m.text().startsWith("Press the button"))
            .findFirst()
            .orElseThrow();
    assertThat(fewWords.text()).contains("choose Allow").doesNotContain("Hello", "I will store");
    assertThat(texts(emil).stream().filter(text -> text.contains("can't see its stock")))
        .hasSize(1);
  }

  @Test
  void logInIsToldEvenWhenTelegramWasAway() {
    SandboxShop shop = etsy.shop("FinnsBags");
    Person finn = telegram.person("Finn").says("/start");
    String url = urlOf(awaitButton(finn, "Log in to Etsy"));
    telegram.failNext(1, "sendMessage", TelegramFault.refuses(502, "Bad Gateway"));

    assertThat(shop.logsIn(url)).contains("go back to Telegram");

    finn.awaitMessage(message -> message.text().contains("I watch FinnsBags"), PATIENCE);
  }

  @Test
  void keyThatEtsyHasNeverTakenStopsTheProgram(@TempDir Path directory) throws Exception {
    Map<String, String> settings = settings(directory);
    settings.put("ETSY_SHARED_SECRET", "not-the-secret");
    try (Stop refused = new Stop();
        Bot unused = Bot.start(Settings.of(settings), refused)) {
      assertThat(refused.await()).isEqualTo(Exit.WRONG_SETTINGS);
    }
  }

  private Map<String, String> settings(Path directory) throws IOException {
    int port = FreePorts.next();
    String callback = "http://127.0.0.1:" + port + "/etsy/callback";
    etsy.registersRedirect(callback);
    Map<String, String> settings = new HashMap<>();
    settings.put("TELEGRAM_TOKEN", SandboxTelegram.TOKEN);
    settings.put("TELEGRAM_API_URL", telegram.baseUri());
    settings.put("ETSY_CONSUMER_KEY", etsy.keys().consumerKey());
    settings.put("ETSY_SHARED_SECRET", etsy.keys().sharedSecret());
    settings.put("ETSY_API_URL", etsy.url().toString());
    settings.put("ETSY_CONNECT_URL", etsy.connectUrl().toString());
    settings.put("ETSY_REDIRECT_URI", callback);
    settings.put("ETSY_POLL_PERIOD", "1s");
    settings.put("ETSY_WEBHOOK_SECRET", WebhookSigner.exampleSecret());
    settings.put("DATABASE_FILE", directory.resolve("lowstock").toString());
    settings.put("HTTP_PORT", Integer.toString(port));
    return settings;
  }

  private static ChatMessage awaitButton(TelegramChat chat, String label) {
    return chat.awaitMessage(
        message -> message.buttons().stream().anyMatch(button -> button.label().equals(label)),
        PATIENCE);
  }

  private static ChatMessage lastWithLink(TelegramChat chat) {
    return chat.messages().stream()
        .filter(message -> message.buttons().stream().anyMatch(b -> b.url().isPresent()))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static String urlOf(ChatMessage message) {
    return message.buttons().get(0).url().orElseThrow();
  }

  private static long buttons(TelegramChat chat) {
    return chat.messages().stream()
        .flatMap(message -> message.buttons().stream())
        .filter(button -> button.url().isPresent())
        .count();
  }

  private static List<String> texts(TelegramChat chat) {
    return chat.messages().stream().map(ChatMessage::text).toList();
  }

  private static String page(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
        .body();
  }

  private static String botName() {
    return "lowstock_bot";
  }
}
