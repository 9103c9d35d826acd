package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * A group with topics, where each has its own talk, and a channel, which the bot does not serve.
 */
final class TopicScenario {
  private static final Optional<Long> GENERAL = Optional.empty();
  private static final String CHANNEL =
      "\"chat\": {\"id\": -1009000000001, \"type\": \"channel\", \"title\": \"Mug news\"}";

  private static Town town;
  private static Program program;

  private Person ada;
  private GroupChat club;
  private SandboxShop mugs;
  private SandboxShop lamps;

  @BeforeAll
  static void open(@TempDir Path directory) {
    town = Town.openV3(directory).hurries();
    program = town.runs();
  }

  @BeforeEach
  void meetAda(TestInfo test) {
    String name = Integer.toHexString(test.getDisplayName().hashCode());
    ada = town.telegram.person("Ada of " + name);
    club = town.telegram.group("Club of " + name, ada).becomesSupergroup();
    mugs = town.etsy.shop("BlueMugs" + name);
    lamps = town.etsy.shop("DeskLamps" + name);
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void whatIsWrittenInATopicIsAnsweredThereAndTheAlertsOfItsLogInComeThere() {
    // given a shop that was linked in one topic, and another one that was linked in another
    long stock = club.opensTopic("Stock");
    long light = club.opensTopic("Light");
    SandboxListing mug = mugs.lists("Blue mug", 1, "MUG-BLUE");
    SandboxListing cup = mugs.lists("Blue cup", 1, "CUP-BLUE");
    SandboxListing jug = mugs.lists("Blue jug", 1, "JUG-BLUE");
    SandboxListing lamp = lamps.lists("Desk lamp", 1, "LAMP");
    linksIn(stock, mugs);
    String address = lamps.grants(startsLogInIn(light)).toString();
    ada.saysIn(club, "/pin@lowstock_bot " + address);
    assertThat(Town.awaitWatched(club, lamps).topic()).isEqualTo(GENERAL);
    assertThat(Town.awaitSummary(club, mugs).topic()).contains(stock);
    assertThat(Town.awaitSummary(club, lamps).topic()).contains(light);

    // when something is asked in the other topic, in General, or by a button
    ada.saysIn(club, light, "/privacy@lowstock_bot");
    assertThat(club.awaitMessage("What I store").topic()).contains(light);
    ada.saysIn(club, "/help@lowstock_bot");
    assertThat(club.awaitMessage("/privacy – what I store").topic()).isEqualTo(GENERAL);
    ada.saysIn(club, stock, "/stop@lowstock_bot");
    assertThat(club.awaitMessage("Which shop shall I stop watching?").topic()).contains(stock);
    ada.pressesIn(club, "All of them, and this chat");
    assertThat(club.awaitMessage("Shall I forget").topic()).contains(stock);
    ada.pressesIn(club, "No, keep watching");
    assertThat(club.awaitMessage("Good, I'll keep watching").topic()).contains(stock);

    // when both shops sell out
    mug.sellsOut();
    lamp.sellsOut();
    assertThat(Town.awaitTold(club, mug).topic()).contains(stock);
    assertThat(Town.awaitTold(club, lamp).topic()).contains(light);
    assertThat(Town.listings(Town.awaitTold(club, mug))).containsExactly(mug.id());

    // when Etsy withdraws the access, and the shop is linked again in another topic
    mugs.removesTheApp();
    assertThat(club.awaitMessage("no longer lets me read " + mugs.name()).topic()).contains(stock);
    linksIn(light, mugs);
    cup.sellsOut();
    assertThat(Town.awaitTold(club, cup).topic()).contains(light);

    // when that topic is deleted
    club.deletesTopic(light);
    jug.sellsOut();
    assertThat(Town.awaitTold(club, jug).topic()).isEqualTo(GENERAL);
    SandboxListing bowl = mugs.lists("Blue bowl", 1, "BOWL-BLUE");
    town.awaitLook(mugs);
    bowl.sellsOut();

    // then that is found out once
    assertThat(Town.awaitTold(club, bowl).topic()).isEqualTo(GENERAL);
    assertThat(Town.timesTold(club, jug)).isEqualTo(1);
    assertThat(program.lines())
        .filteredOn(line -> line.contains("topic " + light + " is gone"))
        .hasSize(1);
  }

  @Test
  void replyInAGroupWithoutTopicsIsAnsweredAsBeforeAndAChannelIsNotServed() {
    // given a group without topics, where a reply has a thread all the same
    ada.saysIn(club, "/start@lowstock_bot");
    ChatMessage welcome = club.awaitMessage(message -> !message.buttons().isEmpty(), Town.PATIENCE);
    ada.repliesIn(club, welcome, "/status@lowstock_bot");
    assertThat(club.awaitMessage("I'm not watching a shop for this chat").topic())
        .isEqualTo(GENERAL);
    SandboxListing mug = mugs.lists("Blue mug", 1, "MUG-BLUE");
    ada.repliesIn(club, welcome, "/start@lowstock_bot");
    await().atMost(Town.PATIENCE).until(() -> Town.loginUrls(club).size() == 2);
    mugs.logsIn(Town.loginUrl(club));
    Town.awaitSummary(club, mugs);
    mug.sellsOut();
    assertThat(Town.awaitTold(club, mug).topic()).isEqualTo(GENERAL);

    // when the bot becomes an admin of a channel, which posts something that comes to the group too
    final int said = club.messages().size();
    final int sent = town.telegram.requests("sendMessage").size();
    long next = 700_000_001L;
    town.telegram.numberUpdatesFrom(next);
    for (String content :
        List.of(
            """
            "my_chat_member": {%s, "date": 1, "from": {"id": 7, "is_bot": false, "first_name": "Ada"},
              "old_chat_member": {"user": {"id": 123456, "is_bot": true}, "status": "left"},
              "new_chat_member": {"user": {"id": 123456, "is_bot": true}, "status": "administrator"}}
            """
                .formatted(CHANNEL),
            """
            "channel_post": {"message_id": 7, "date": 1, %s, "text": "/start@lowstock_bot"}
            """
                .formatted(CHANNEL),
            """
            "message": {"message_id": 8, "date": 1, "text": "/start@lowstock_bot", "is_automatic_forward": true,
              "from": {"id": 777000, "is_bot": false, "first_name": "Telegram"},
              "chat": {"id": %d, "type": "supergroup", "title": "Mug club"}}
            """
                .formatted(club.chatId()))) {
      town.telegram.enqueue("{\"update_id\": " + next++ + ", " + content + "}");
    }
    await().atMost(Town.PATIENCE).until(() -> town.telegram.unconfirmedUpdates() == 0);

    // then nobody is answered, and nothing is wrong
    assertThat(town.telegram.requests("sendMessage")).hasSize(sent);
    assertThat(club.messages()).hasSize(said);
    assertThat(program.lines()).noneMatch(line -> line.contains("-1009000000001"));
    assertThat(program.lines()).noneMatch(line -> line.contains(" ERROR "));
  }

  @Test
  void closedTopicHoldsWhatIsForItAndNothingElse() {
    // given
    long stock = club.opensTopic("Stock");
    long light = club.opensTopic("Light");
    SandboxListing mug = mugs.lists("Blue mug", 1, "MUG-BLUE");
    SandboxListing lamp = lamps.lists("Desk lamp", 1, "LAMP");
    SandboxListing spot = lamps.lists("Spot", 1, "SPOT");
    linksIn(stock, mugs);
    linksIn(light, lamps);

    // when one topic is closed
    club.closesTopic(stock);
    mug.sellsOut();
    await()
        .atMost(Town.PATIENCE)
        .until(
            () ->
                program.lines().stream()
                    .anyMatch(l -> l.contains("topic " + stock + " is closed")));

    // then the other one is told as before
    lamp.sellsOut();
    assertThat(Town.awaitTold(club, lamp).topic()).contains(light);
    spot.sellsOut();
    assertThat(Town.awaitTold(club, spot).topic()).contains(light);
    assertThat(Town.timesTold(club, mug)).isZero();

    // when it is open again, and somebody writes
    club.reopensTopic(stock);
    ada.saysIn(club, stock, "/help@lowstock_bot");

    // then
    assertThat(Town.awaitTold(club, mug).topic()).contains(stock);
    assertThat(Town.timesTold(club, mug)).isEqualTo(1);
  }

  private String startsLogInIn(long topic) {
    int before = Town.loginUrls(club).size();
    ada.saysIn(club, topic, "/start@lowstock_bot");
    await().atMost(Town.PATIENCE).until(() -> Town.loginUrls(club).size() > before);
    return Town.loginUrl(club);
  }

  private void linksIn(long topic, SandboxShop shop) {
    assertThat(shop.logsIn(startsLogInIn(topic))).contains("Done!");
    club.awaitMessage(
        message ->
            message.text().startsWith("Done!")
                && message.text().contains(shop.name())
                && isIn(topic, message),
        Town.PATIENCE);
  }

  private static boolean isIn(long topic, ChatMessage message) {
    return message.topic().equals(Optional.of(topic));
  }
}
