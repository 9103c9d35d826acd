package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.TelegramChat;
import dev.lowstock.sandbox.VariationStock;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chats that the bot may not write to for a while, and chats that block it and come back. */
final class UnreachableChatScenario {
  private static Town town;
  private static Program program;
  private static Person admin;

  @BeforeAll
  static void open(@TempDir Path directory) {
    town = Town.openV3(directory).hurries().withJavaOption("-Dlowstock.adminPeriod=1000");
    admin = town.telegram.person("Olga, who runs the bot").knowsTheBot();
    town.environment.put("ADMIN_CHAT", Long.toString(admin.chatId()));
    program = town.runs();
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void alertOfAChatThatMayNotBeWrittenToIsToldOnceWhenItMayBe() {
    // given
    SandboxShop shop = town.etsy.shop("BlueMugs");
    final SandboxListing mug = shop.lists("Blue mug", 1, "MUG-BLUE");
    final SandboxListing lamp = shop.lists("Desk lamp", 1, "LAMP");
    final Person ada = town.watches(town.telegram.person("Ada"), shop);
    final GroupChat club = linked("Mug club", ada, shop);

    // when
    club.restrictsTheBot("not enough rights to send text messages to the chat");
    mug.sellsOut();

    // then only this chat waits, and the admin hears of it once
    Town.awaitTold(ada, mug);
    awaitClosed(club);
    ada.saysIn(club, "/status@lowstock_bot");
    admin.awaitMessage(Long.toString(club.chatId()));
    // Else it is answered after the kill, when the chat takes the answer.
    await().atMost(Town.PATIENCE).until(() -> town.telegram.unconfirmedUpdates() == 0);

    // when the program dies meanwhile
    program.kill9();
    program = town.runs();
    awaitClosed(club);
    assertThat(Town.timesTold(club, mug)).isZero();
    club.givesTheBotItsRights();

    // then
    Town.awaitTold(club, mug);

    // when nothing but a message tells that it may be written to again
    club.restrictsTheBot("have no rights to send a message");
    lamp.sellsOut();
    Town.awaitTold(ada, lamp);
    awaitClosed(club);
    club.letsTheBotWriteUnnoticed();
    ada.saysIn(club, "/help@lowstock_bot");

    // then
    Town.awaitTold(club, lamp);
    assertThat(Stream.of(mug, lamp)).allMatch(told -> Town.timesTold(club, told) == 1);
    assertThat(town.telegram.requests("sendMessage"))
        .filteredOn(sent -> Town.isFor(club, sent))
        .allMatch(sent -> sent.text("parse_mode").isPresent());
    assertThat(program.lines()).noneMatch(line -> line.contains("ERROR"));
  }

  @Test
  void whatChangedWhileTheBotWasBlockedIsToldInOneSummaryByWhatIsTrueNow() {
    // given
    SandboxShop shop = town.etsy.shop("RedMugs");
    final SandboxListing mug = shop.lists("Red mug", 1, "MUG-RED");
    final SandboxListing lamp = shop.lists("Floor lamp", 9, "LAMP");
    final SandboxListing vase = shop.lists("White vase", 1, "VASE");
    final SandboxListing bowl = shop.lists("Big bowl", 9, "BOWL");
    final SandboxListing bell = shop.lists("Bell", 1, "BELL");
    final SandboxListing cup =
        shop.listsVariations(
            "Cup",
            "Colour",
            new VariationStock("Blue", 3, "CUP-BLUE"),
            new VariationStock("Sand", 9, "CUP-SAND"));
    final Person bob = town.watches(town.telegram.person("Bob"), shop);
    final Person cleo = town.logsIn(town.telegram.person("Cleo"), shop);
    final GroupChat club = linked("Red mug club", bob, shop);
    final int cleoHad = cleo.messages().size();
    final int clubHad = club.messages().size();

    // when
    cleo.blocksTheBot();
    club.kicksTheBot();
    awaitBlocked(cleo);
    awaitBlocked(club);
    mug.sellsOut();
    Town.awaitTold(bob, mug);
    bowl.sells(8);
    bob.awaitMessage("Low: Big bowl");
    bowl.sellsOut();
    Town.awaitTold(bob, bowl);
    lamp.sells(8);
    bob.awaitMessage("Low: Floor lamp");
    vase.sellsOut();
    Town.awaitTold(bob, vase);
    vase.restock(5);
    cup.variation("Blue").sellsOut();
    bob.awaitMessage("CUP-BLUE");
    cleo.unblocksTheBot();
    club.addsTheBotAgain();

    // then
    for (TelegramChat back : new TelegramChat[] {cleo, club}) {
      ChatMessage summary = Town.awaitTold(back, mug);
      assertThat(summary.text())
          .contains("MUG-RED", "Big bowl", "Floor lamp", "CUP-BLUE")
          .doesNotContain("White vase", "CUP-SAND")
          .containsOnlyOnce("Big bowl");
    }

    // when
    bell.sellsOut();

    // then
    Town.awaitTold(cleo, bell);
    Town.awaitTold(club, bell);
    assertThat(cleo.messages()).hasSize(cleoHad + 2);
    assertThat(club.messages()).hasSize(clubHad + 2);
    assertThat(Stream.of(mug, bowl, lamp, vase))
        .allMatch(listing -> Town.timesTold(bob, listing) <= 1);
  }

  @Test
  void alertThatMetABlockAndWhatSoldOutUnseenAreToldAfterStart() {
    // given
    SandboxShop shop = town.etsy.shop("GreenMugs");
    final SandboxListing mug = shop.lists("Green mug", 1, "MUG-GREEN");
    final SandboxListing lamp = shop.lists("Night lamp", 1, "LAMP");
    final SandboxListing bell = shop.lists("Silver bell", 1, "BELL");
    final Person dora = town.watches(town.telegram.person("Dora"), shop);

    // when
    dora.blocksTheBotUnnoticed();
    mug.sellsOut();
    program.awaitLine("Chat " + dora.chatId() + " is retired");
    lamp.sellsOut();
    program.kill9();
    program = town.runs();
    dora.letsTheBotWriteUnnoticed().says("/start");

    // then
    assertThat(Town.listings(Town.awaitTold(dora, mug)))
        .containsExactlyInAnyOrder(mug.id(), lamp.id());

    // when
    bell.sellsOut();

    // then
    Town.awaitTold(dora, bell);
    assertThat(Stream.of(mug, lamp, bell)).allMatch(told -> Town.timesTold(dora, told) == 1);
  }

  private static GroupChat linked(String title, Person owner, SandboxShop shop) {
    GroupChat group = town.telegram.group(title, owner);
    owner.saysIn(group, "/start@lowstock_bot");
    assertThat(shop.logsIn(Town.loginUrl(group))).contains("You can go back to Telegram");
    Town.awaitWatched(group, shop);
    return group;
  }

  private static void awaitClosed(TelegramChat chat) {
    program.awaitLine("Chat " + chat.chatId() + " may not be written to now");
  }

  private static void awaitBlocked(TelegramChat chat) {
    program.awaitLine("Chat " + chat.chatId() + ": the bot was blocked or removed");
  }
}
