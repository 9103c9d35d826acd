package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatButton;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.TelegramChat;
import dev.lowstock.sandbox.TelegramFault;
import dev.lowstock.sandbox.TelegramRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that stay true after they were told, and a team that shares them. */
final class TeamScenario {
  private Town town;
  private SandboxShop blueMugs;
  private Person ada;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.openV3(directory).startsProcesses().hurries();
    blueMugs = town.etsy.shop("BlueMugs");
    ada = town.telegram.person("Ada");
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void messageStaysTrueOverARestartAndNothingIsToldTwice() {
    // given a mug that was told as low; restocks are not told unless somebody wants it
    SandboxListing mug = blueMugs.lists("Blue mug", 9);
    Program program = town.runs();
    town.watches(ada, blueMugs);
    mug.sells(7);
    ChatMessage low = ada.awaitMessage("Low: Blue mug");
    assertThat(low.text()).contains("2 left");
    int messages = ada.messages().size();

    // when another one is sold
    mug.sells(1);

    // then
    ChatMessage fell = awaitEdit(ada, low, "Now 1 left");
    assertThat(fell.text()).startsWith("Low: Blue mug");
    assertThat(ada.messages()).hasSize(messages);

    // when the last one is sold, and the process dies
    mug.sellsOut();
    final ChatMessage out = ada.awaitMessage("Sold out: Blue mug");
    awaitEdit(ada, low, "Now none left");
    program.kill9();
    mug.restock(12);
    town.runs();

    // then both messages say that it is back, and nothing else is said
    awaitEdit(ada, low, "Back in stock, 12 left");
    awaitEdit(ada, out, "Back in stock, 12 left");
    town.awaitSecondOfSilence();
    assertThat(ada.messages()).hasSize(messages + 1);
    assertThat(Town.timesSaid(ada, "Blue mug")).isEqualTo(2);
    assertThat(edits()).allMatch(edit -> edit.text("disable_notification").isEmpty());
  }

  @Test
  void whereTelegramRefusesAnEditNothingElseHappens() {
    SandboxListing mug = blueMugs.lists("Blue mug", 9);
    SandboxListing cup = blueMugs.lists("Blue cup", 9);
    Program program = town.runs();
    town.watches(ada, blueMugs);
    mug.sells(7);
    ChatMessage low = ada.awaitMessage("Low: Blue mug");
    town.telegram.failNext(
        1, "editMessageText", TelegramFault.refuses(400, "Bad Request: message can't be edited"));

    mug.sells(1);
    await().atMost(Town.PATIENCE).until(() -> edits().size() == 1);
    mug.restock(12);
    cup.sellsOut();

    Town.awaitTold(ada, cup);
    town.awaitLook(blueMugs);
    town.awaitQuiet(program);
    assertThat(edits()).hasSize(1);
    assertThat(ada.messages()).contains(low);
    assertThat(Town.timesSaid(ada, "Blue mug")).isEqualTo(1);
    assertThat(program.lines()).noneMatch(line -> line.contains("ERROR"));
  }

  @Test
  void teamSeesWhoIsOnIt() {
    // given a group that hears of a shop
    Person hedy = town.telegram.person("Hedy");
    GroupChat club = town.telegram.group("Mug club", ada);
    SandboxListing mug = blueMugs.lists("Blue mug", 3);
    Program program = town.runs();
    ada.saysIn(club, "/start@lowstock_bot");
    blueMugs.logsIn(Town.loginUrl(club));
    Town.awaitSummary(club, blueMugs);
    mug.sellsOut();
    ChatMessage told = Town.awaitTold(club, mug);
    assertThat(labels(told)).endsWith("I'm on it");
    // Until the delivery is recorded, the message is not known.
    town.awaitQuiet(program);

    // when two press at once
    hedy.pressesIn(club, "I'm on it");
    ada.pressesIn(club, "I'm on it");

    // then one is on it, and the other one hears who
    ChatMessage taken = awaitEdit(club, told, "is on it since");
    assertThat(labels(taken)).endsWith("Undo");
    await().atMost(Town.PATIENCE).until(() -> hedy.toasts().size() + ada.toasts().size() == 2);
    assertThat(List.of(hedy.toasts().get(0), ada.toasts().get(0)))
        .containsExactlyInAnyOrder("You're on it.", "Hedy is on it already.");
    ada.saysIn(club, "/status@lowstock_bot");
    assertThat(club.awaitMessage("watched since").text()).contains("Blue mug – Hedy is on it");

    // when somebody takes that back after a restart
    program.kill9();
    town.runs();
    ada.pressesIn(club, "Undo");

    // then
    awaitEdit(club, told, "Nobody is on it any more, says Ada");

    // when it is back in stock
    hedy.pressesIn(club, "I'm on it");
    awaitEdit(club, told, "Hedy is on it since");
    mug.restock(5);

    // then nobody has to be on it
    ChatMessage back = awaitEdit(club, told, "Back in stock, 5 left");
    assertThat(back.text()).doesNotContain("is on it");
    assertThat(labels(back)).doesNotContain("Undo", "I'm on it");
    assertThat(Town.timesSaid(club, "Sold out: Blue mug")).isEqualTo(1);
  }

  private static ChatMessage awaitEdit(TelegramChat chat, ChatMessage told, String words) {
    return chat.awaitMessage(
        message ->
            message.messageId() == told.messageId()
                && message.edited()
                && message.text().contains(words),
        Town.PATIENCE);
  }

  private List<TelegramRequest> edits() {
    return town.telegram.requests("editMessageText");
  }

  private static List<String> labels(ChatMessage message) {
    return message.buttons().stream().map(ChatButton::label).toList();
  }
}
