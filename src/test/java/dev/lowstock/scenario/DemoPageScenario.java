package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A visitor tries the demo in a browser. The pictures are left in {@code target/demo}; with {@code
 * -Dlowstock.demo.picture=docs/demo.png} the README's picture is taken too.
 */
@Timeout(180)
@Order(2)
class DemoPageScenario {
  private static final String CHAT = "//div[@role='log']";
  private static final String MESSAGE = "//input[@id='text']";

  private RunningDemo demo;
  private Browser browser;

  @BeforeEach
  void start(@TempDir Path profile) throws IOException {
    Optional<Browser.Programs> programs = Browser.Programs.find();
    assumeTrue(
        programs.isPresent(),
        "No browser: install chromium and chromium-driver in /usr/bin to run this");
    demo = RunningDemo.start();
    browser = Browser.start(programs.get(), profile).prefers("light", "reduce");
  }

  @AfterEach
  void close() throws InterruptedException {
    if (browser != null) {
      browser.close();
    }
    if (demo != null) {
      demo.close();
    }
  }

  @Test
  void visitorLogsInSellsOutAndReadsTheMessage() throws IOException {
    browser.isSized(1200, 1040, false).open(demo.url());
    browser.sees("//p[contains(., 'Press /start below')]");
    picture("start");

    logIn();
    sellOne("Blue mug", "Large");
    browser.sees(said("Sold out:", "MUG-BLUE-L"));
    sellOut("Grandma's teapot");
    browser
        .sees(said("Sold out:", "TEAPOT-08"))
        .sees(card("Grandma's teapot") + "//b[contains(., 'told after')]")
        .sees("//li[contains(., 'delivered in')]");

    picture("light");
    pictureForReadme();
    browser.prefers("dark", "reduce");
    picture("dark");
  }

  @Test
  void visitorOnAPhoneHearsOfTheSellOutWhileInTheShop() throws IOException {
    browser.isSized(390, 844, true).open(demo.url());
    logIn();
    assertNothingSticksOut();
    picture("phone-chat");

    browser.click("//button[@data-show='shop']");
    sellOut("Plant pot");
    browser.sees("//button[@data-show='chat']//span[starts-with(., '1')]");
    assertNothingSticksOut();
    picture("phone-shop");
    browser.script("document.querySelector('#trouble').scrollIntoView()");
    picture("phone-trouble");

    browser.click("//button[@data-show='chat']").sees(said("Sold out:", "POT-M"));
    browser.click(said("POT-M") + "//a[. = 'Open listing']");
    browser.sees(card("Plant pot"));
  }

  @Test
  void messageHeldUpByTroubleComesWhenAllIsHealed() throws IOException {
    browser.isSized(1200, 1040, false).open(demo.url());
    logIn();

    browser.click("//label[contains(., 'Telegram is busy')]");
    sellOut("Two stoneware bowls");
    browser.sees(card("Two stoneware bowls") + "//b[. = 'waiting for Telegram']");
    browser.sees("//section[contains(@class, 'panel on')]");
    picture("trouble");
    browser.click("//button[. = 'Heal all']");

    browser.sees(said("Sold out:", "Two stoneware bowls"));
    browser.sees("//section[@id='trouble'][@class = 'panel']");
  }

  @Test
  void everythingIsReachedByKeyboard() {
    browser.isSized(1200, 1040, false).open(demo.url()).sees(CHAT);

    browser.typeAndEnter(MESSAGE, "/help");

    browser.sees(said("/privacy"));
    assertThat(browser.script("return document.activeElement.id").asText()).isEqualTo("text");
    assertThat(
            browser
                .script(
                    "return [...document.querySelectorAll('button, input, a[href]')]"
                        + ".filter(each => each.tabIndex < 0 || !(each.textContent.trim()"
                        + " || each.ariaLabel || each.labels?.length)).length")
                .asInt())
        .isZero();
  }

  @Test
  void saleWithoutWebhooksIsFoundByPolling() {
    browser.isSized(1200, 1040, false).open(demo.url());
    logIn();

    browser.click("//label[contains(., 'No webhooks')]");
    sellOut("Serving plate");

    browser
        .sees(said("Sold out:", "Serving plate"))
        .sees("//li[contains(., 'looked at the shop, by polling')]");
  }

  @Test
  void adaRemovesTheAppAndLogsInAgain() {
    browser.isSized(1200, 1040, false).open(demo.url());
    logIn();

    browser.click("//button[. = 'Remove']").sees(said("Etsy no longer lets me read"));
    sellOut("Serving plate");
    browser.click(CHAT + "//button[. = 'Log in again']");
    browser.sees(CHAT + "//article[last()]//a[. = 'Log in to Etsy']");
    allow("Log in to Etsy");

    browser.sees(said("I can read", "BlueMugs"));
    assertThat(browser.script("return document.querySelector('#remove').ariaDisabled").asText())
        .isEqualTo("false");
  }

  @Test
  void buttonUnderAMessageAsksAndChanges() {
    browser.isSized(1200, 1040, false).open(demo.url());
    logIn();

    browser.click(CHAT + "//button[. = 'Low at…']").click(CHAT + "//button[. = '5']");

    browser.sees(said("I'll tell you once each time stock falls to 5 or fewer"));
  }

  @Test
  void visitorLinksASecondShopAndLetsAGroupAndBobHearOfIt() throws IOException {
    browser.isSized(1200, 1040, false).open(demo.url());
    logIn();
    browser.typeAndEnter(MESSAGE, "/start").sees(said("I already watch BlueMugs"));
    allow("Log in to Etsy", "RedPots");
    browser.sees(said("I watch", "RedPots", "3 listings for sale"));

    browser.typeAndEnter(MESSAGE, "/settings").sees(said("Settings of this chat"));
    picture("settings");
    browser.typeAndEnter(MESSAGE, "/listings").sees(said("Your listings", "(RedPots)"));
    picture("listings");
    browser.click(CHAT + "//button[. = '1']").sees(CHAT + "//*[name() = 'svg']");
    picture("card");

    browser.typeAndEnter(MESSAGE, "/invite").sees(said("Which shop"));
    browser.click(CHAT + "//button[. = 'RedPots']").sees(said("hear of", "RedPots"));
    browser.click(CHAT + "//a[. = 'Add me to a group']").sees(said("I've asked"));
    browser.click(chat("Ada")).click(CHAT + "//button[. = 'Yes, tell them too']");
    browser.sees(said("Done: the group", "Mug team"));
    browser.click(chat("Mug team")).sees(said("I watch", "RedPots"));

    browser.click("//div[@id = 'shops']//button[. = 'RedPots']");
    sellOut("Tea for two");
    browser.sees(said("Sold out:", "Tea for two"));
    picture("group");
    browser.click(chat("Bob")).sees("//p[contains(., 'Ada can let this chat hear')]");
  }

  private static String chat(String name) {
    return "//div[@id = 'chats']//button[. = '" + name + "']";
  }

  @Test
  void visitorOfTheRetiredFeedSendsACode() throws IOException, InterruptedException {
    demo.close();
    demo = RunningDemo.start("--api", "v2");
    browser.isSized(1200, 1040, false).open(demo.url());

    browser.click("//button[@class='chip next'][. = '/start']");
    String chat = goThroughButton("Log in to Etsy");
    String pin = browser.click("//button[. = 'Allow']").text("//strong[@id='pin']");
    browser.closeTab().goTo(chat);
    browser.typeAndEnter(MESSAGE, pin).sees(said("Done!"));
    sellOut("Blue mug");

    browser.sees(said("Sold out:", "MUG-BLUE-L"));
    picture("retired-feed");
  }

  private void logIn() {
    browser.click("//button[@class='chip next'][. = '/start']");
    allow("Log in to Etsy");
    browser.sees(said("I watch", "6 listings for sale"));
  }

  /** Goes where the button leads: Etsy's page, the bot's, and back to the chat. */
  private void allow(String button) {
    allow(button, "BlueMugs");
  }

  private void allow(String button, String shop) {
    String chat = goThroughButton(button);
    browser.click("//option[. = '" + shop + "']").click("//button[. = 'Allow']");
    browser.sees("//h1[. = 'Is this your chat?']").click("//button[contains(., 'Yes')]");
    browser.sees("//h1[contains(., 'Done')]").closeTab().goTo(chat);
  }

  /** Into the tab that the button opens; returns the tab of the chat. */
  private String goThroughButton(String button) {
    List<String> before = browser.tabs();
    browser.click("(" + CHAT + "//a[. = '" + button + "'])[last()]");
    browser.goTo(
        Awaitility.await("Etsy's page in a tab of its own")
            .until(
                () -> browser.tabs().stream().filter(tab -> !before.contains(tab)).findFirst(),
                Optional::isPresent)
            .orElseThrow());
    return before.get(0);
  }

  private void sellOne(String title, String variation) {
    browser.click(card(title) + "//li[contains(., '" + variation + "')]//button");
  }

  private void sellOut(String title) {
    browser.click(card(title) + "//button[. = 'Sell out']");
  }

  private void assertNothingSticksOut() {
    int width = browser.script("return document.documentElement.scrollWidth").asInt();
    assertThat(width).isEqualTo(390);
  }

  private void picture(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "demo"));
    Files.write(folder.resolve(name + ".png"), browser.picture());
  }

  private void pictureForReadme() throws IOException {
    String file = System.getProperty("lowstock.demo.picture");
    if (file != null) {
      Files.write(Path.of(file), browser.picture());
    }
  }

  private static String card(String title) {
    return "//li[contains(@class, 'card')][contains(., \"" + title + "\")]";
  }

  private static String said(String... words) {
    StringBuilder message = new StringBuilder(CHAT + "//article[not(contains(@class, 'mine'))]");
    for (String word : words) {
      message.append("[contains(., \"").append(word).append("\")]");
    }
    return message.toString();
  }
}
