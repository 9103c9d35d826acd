package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatButton;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.OpenApiCheck;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.TelegramChat;
import dev.lowstock.sandbox.VariationStock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a chat chooses for itself, by buttons and commands, and what another hears all the same. */
class SettingsScenario {
  private static final String NOTHING_CHOSEN =
      """
      Low: at 2 left or fewer
      Back in stock: I won't tell you
      One of a kind: I'll tell you when it sells
      Quiet hours: off
      Digest: off
      Language: English, as in your Telegram
      Time zone: not set""";

  private Town town;
  private SandboxShop shop;
  private Person ada;
  private Person grace;
  private Program program;

  @BeforeEach
  void twoChatsWatchOneShop(@TempDir Path directory) throws IOException {
    town = Town.openV3(directory).hurries();
    shop = town.etsy.shop("BlueMugs");
    ada = town.telegram.person("Ada");
    grace = town.telegram.person("Grace");
    program = town.runs();
  }

  @AfterEach
  void close() {
    assertThat(OpenApiCheck.faults(town.etsy.calls())).isEmpty();
    town.close();
  }

  @Test
  void everyPageIsPressedThroughAndHoldsAfterARestartForThisChatAlone() {
    // given
    shop.lists("Blue mug", 9);
    town.watches(ada, shop);
    town.logsIn(grace, shop);
    ada.says("/settings");
    ChatMessage settings = says(ada, "Settings of this chat");
    assertThat(settings.text()).contains(NOTHING_CHOSEN);
    long id = settings.messageId();

    // when
    press(id, "Low at…", "I'll tell you once each time stock falls to 2 or fewer");
    press(id, "5", "I'll tell you once each time stock falls to 5 or fewer");
    press(id, "◀ Settings", "Settings of this chat");
    press(id, "Back in stock", "I won't tell you");
    press(id, "Tell me", "I'll tell you");
    press(id, "◀ Settings", "Settings of this chat");
    press(id, "One of a kind", "never had more than one");
    press(id, "Off", "I won't tell you when it sells");
    press(id, "◀ Settings", "Settings of this chat");
    press(id, "Quiet hours", "They are off");
    press(id, "22–8", "From 22:00 to 8:00");
    press(id, "Let ‘sold out’ through", "But when something sells out, I'll tell you at once");
    press(id, "◀ Settings", "Settings of this chat");
    press(id, "Digest", "It is off");
    press(id, "Daily", "Every day at 9:00");
    press(id, "20:00", "Every day at 20:00");
    press(id, "◀ Settings", "Settings of this chat");
    press(id, "Time zone", "Send me your city");
    press(id, "What time is it now?", "What time is it where you are?");
    press(id, "set:zone:at540", "Which of these has the same clock");
    press(id, "Tokyo", "Time zone: Tokyo");
    press(id, "◀ Settings", "Settings of this chat");
    press(id, "Language", "Which language shall I speak here?");
    press(id, "Deutsch", "Welche Sprache soll ich hier sprechen?");
    assertThat(program.kill9().awaitEnd()).isNotNull();
    town.runs();

    // then
    press(id, "◀ Einstellungen", "Einstellungen dieses Chats");
    assertThat(shown(ada, id).text())
        .contains(
            """
            Knapp: bei noch 5 oder weniger
            Wieder auf Lager: Ich sage Bescheid
            Unikate: Ich sage nicht Bescheid, wenn eins verkauft ist
            Ruhezeit: 22:00 bis 8:00, aber Ausverkauftes kommt durch
            Sammelnachricht: jeden Tag um 20:00, was knapp wird
            Sprache: Deutsch
            Zeitzone: Tokyo, dort ist es jetzt""");
    grace.says("/settings");
    assertThat(says(grace, "Settings of this chat").text()).contains(NOTHING_CHOSEN);
    await()
        .atMost(Town.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(town.telegram.requests("answerCallbackQuery"))
                    .as("each press is answered")
                    .hasSizeGreaterThanOrEqualTo(25));
  }

  @Test
  void thresholdsOfAShopAListingAndAVariationAreThoseOfTheChat() {
    // given
    SandboxListing mug = shop.lists("Blue mug", 20);
    SandboxListing shirt =
        shop.listsVariations(
            "Shirt",
            "Size",
            new VariationStock("S", 20, "SHIRT-S"),
            new VariationStock("L", 20, "SHIRT-L"));
    town.watches(ada, shop);
    town.logsIn(grace, shop);

    // when only Ada chooses
    ada.says("/threshold 5");
    says(ada, "I'll tell you once each time stock falls to 5 or fewer");
    mug.sells(15);

    // then only she hears of it
    assertThat(says(ada, "Low: Blue mug").text()).contains("5 left");
    mug.sells(3);
    assertThat(says(grace, "Low: Blue mug").text()).contains("2 left");
    assertThat(Town.timesSaid(ada, "Low: Blue mug")).isEqualTo(1);

    // when she chooses for one variation by the button below an alert
    shirt.variation("S").sells(16);
    says(ada, "Low: Shirt");
    ada.presses("Low at…");
    says(ada, "At how many left shall I tell you about this listing?");
    ada.presses("One variation…");
    says(ada, "Shirt: which variation do you want to set?");
    ada.presses("L: 5");
    says(ada, "At how many left shall I tell you about this variation?");
    ada.presses("10");
    says(ada, "Shirt – L: I'll tell you once each time stock falls to 10 or fewer");
    shirt.variation("L").sells(11);

    // then
    assertThat(says(ada, "Low: Shirt, L – 9 left").text()).doesNotContain("S: ");
    shirt.variation("S").sellsOut();
    assertThat(says(grace, "Sold out: Shirt").text()).contains("Shirt, S\n");
    assertThat(Town.timesSaid(grace, "Low: Shirt")).isZero();
  }

  @Test
  void chatIsSpokenToInTheLanguageThatItChose() {
    // given
    SandboxListing mug = shop.lists("Blue mug", 1, "MUG-BLUE");
    ada.says("/language Deutsch");
    says(ada, "Sprache");

    // when
    assertThat(shop.logsIn(town.startsLogIn(ada)))
        .contains("lang=\"de\"", "Fertig!", "zu Telegram zurückgehen");
    says(ada, "Ich beobachte jetzt BlueMugs: 1 Artikel zu haben, keiner ausverkauft und keiner");
    town.logsIn(grace, shop);
    mug.sellsOut();

    // then
    says(ada, "Ausverkauft: Blue mug");
    says(grace, "Sold out: Blue mug");
    ada.says("/language auto");
    says(ada, "Language: English, as in your Telegram");
  }

  @Test
  void onlyAdminsAndWhoeverLinkedTheShopChooseForAGroup() {
    // given
    shop.lists("Blue mug", 9);
    GroupChat club = town.telegram.group("Mug club", town.telegram.person("Olga"));
    ada.saysIn(club, "/start");
    assertThat(shop.logsIn(Town.loginUrl(club))).contains("You can go back to Telegram");
    Town.awaitSummary(club, shop);
    ada.saysIn(club, "/settings");
    club.awaitMessage("Settings of this chat");

    // when
    grace.pressesIn(club, "Quiet hours");
    grace.saysIn(club, "/quiet 22 7");
    await()
        .atMost(Town.PATIENCE)
        .until(() -> Town.timesSaid(club, "In a group, only its admins") == 2);

    // then
    ada.pressesIn(club, "Quiet hours");
    club.awaitMessage("They are off: I write at any time");
  }

  private static ChatMessage says(TelegramChat chat, String text) {
    return chat.awaitMessage(message -> message.text().contains(text), Town.PATIENCE);
  }

  /** Presses a button of one message, and waits until the message has changed and says so. */
  private void press(long id, String label, String says) {
    ChatMessage before = shown(ada, id);
    ada.presses(id, label);
    await()
        .atMost(Town.PATIENCE)
        .until(() -> !shown(ada, id).equals(before) && shown(ada, id).text().contains(says));
  }

  private static ChatMessage shown(TelegramChat chat, long id) {
    ChatMessage shown =
        chat.messages().stream()
            .filter(message -> message.messageId() == id)
            .findFirst()
            .orElseThrow();
    assertThat(shown.buttons())
        .extracting(ChatButton::label)
        .allMatch(label -> label.length() <= 40);
    assertThat(List.of(shown.buttons().size())).allMatch(count -> count <= 100);
    return shown;
  }
}
