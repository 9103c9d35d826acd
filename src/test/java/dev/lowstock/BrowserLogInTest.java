package dev.lowstock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramChat;
import dev.lowstock.sandbox.TelegramFault;
import java.io.IOException;
import java.net.ServerSocket;
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
        message -> message.text().contains("CleosPots has one more chat: Pots & Pans"), PATIENCE);
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
    assertThat(paused.text()).contains("EmilsCups", "cannot see its stock");
    long buttons = buttons(emil);
    emil.presses("Log in again");
    emil.awaitMessage(
        message -> message.text().contains("choose Allow") && buttons(emil) > buttons, PATIENCE);
    shop.logsIn(urlOf(lastWithLink(emil)));

    emil.awaitMessage(
        message ->
            texts(emil).stream().filter(text -> text.contains("I watch EmilsCups")).count() == 2,
        PATIENCE);
    assertThat(texts(emil).stream().filter(text -> text.contains("cannot see its stock")))
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
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
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

  private static String botName() {
    return "lowstock_bot";
  }
}
