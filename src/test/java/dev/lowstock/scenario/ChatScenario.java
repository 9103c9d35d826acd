package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What people ask of the bot beside logging in. */
final class ChatScenario {
  private static Town town;
  private static Program program;

  private Person ada;
  private SandboxShop blueMugs;

  @BeforeAll
  static void open(@TempDir Path directory) {
    town = Town.openV3(directory).hurries().sendsWebhooks();
    program = town.runs();
  }

  @BeforeEach
  void meetAda(TestInfo test) {
    ada = town.telegram.person("Ada of " + test.getDisplayName());
    blueMugs = town.etsy.shop("BlueMugs-" + test.getDisplayName().hashCode());
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void everyCommandIsAnsweredAndAGroupsCommandForAnotherBotIsNot() {
    // in a private chat
    ada.says("/help");
    ada.awaitMessage("/privacy – what I store");
    ada.says("/privacy");
    ada.awaitMessage("What I store");
    ada.says("/test");
    ada.awaitMessage("Blue mug (this is a sample)");
    ada.says("/status");
    ada.awaitMessage("I'm not watching a shop for this chat");
    ada.says("/stop");
    ada.awaitMessage("there is nothing to forget");
    ada.says("/dance");
    ada.awaitMessage("Sorry, I don't know that");

    // in a group
    GroupChat club = town.telegram.group("Mug club", ada);
    ada.saysIn(club, "/help@other_bot");
    ada.saysIn(club, "/dance");
    ada.saysIn(club, "Good morning");
    ada.saysIn(club, "/privacy@lowstock_bot");
    club.awaitMessage("What I store");
    assertThat(club.messages()).hasSize(1);
    ada.saysIn(club, "/start@lowstock_bot");
    blueMugs.logsIn(Town.loginUrl(club));
    Town.awaitSummary(club, blueMugs);
    Town.awaitTold(club, soldOut("Blue mug"));
  }

  @Test
  void inAGroupOnlyItsAdminsAndWhoeverLinkedAShopMayChangeAnything() {
    // given a group of Grace's, in which Ada linked her shop
    Person grace = town.telegram.person("Grace");
    Person eve = town.telegram.person("Eve");
    GroupChat club = town.telegram.group("Pot club", grace);
    ada.saysIn(club, "/start@lowstock_bot");
    blueMugs.logsIn(Town.loginUrl(club));
    Town.awaitSummary(club, blueMugs);

    // when somebody else tries
    eve.saysIn(club, "/status@lowstock_bot");
    club.awaitMessage(blueMugs.name() + ", watched since");
    eve.saysIn(club, "/stop@lowstock_bot");
    club.awaitMessage("only its admins and the person who linked a shop");

    // when Ada asks, and Eve presses
    ada.saysIn(club, "/stop@lowstock_bot");
    club.awaitMessage("Shall I forget");
    eve.pressesIn(club, "Yes, forget everything");
    Town.awaitTold(club, soldOut("Pot"));

    // when the admin presses
    grace.pressesIn(club, "Yes, forget everything");

    // then
    club.awaitMessage("I have forgotten");
  }

  @Test
  void statusSaysWhichShopIsWatchedAndWhatIsOut() {
    town.watches(ada, blueMugs);
    Town.awaitTold(ada, soldOut("Ada&#39;s mug"));

    ada.says("/status");

    ada.awaitMessage(
        message ->
            message.text().contains(blueMugs.name() + ", watched since")
                && message.text().contains("Etsy access: given")
                && message.text().contains("Last look: ")
                && message.text().contains("• Ada's mug"),
        Town.PATIENCE);
  }

  @Test
  void stopKeepsOrForgetsAsTheSellerAnswers() throws SQLException {
    // given
    town.watches(ada, blueMugs);
    Town.awaitTold(ada, soldOut("Mug"));

    // when she stays
    ada.says("/stop");
    ada.awaitMessage("Shall I forget " + blueMugs.name());
    ada.presses("No, keep watching");
    ada.awaitMessage("Good, I'll keep watching");

    // then
    Town.awaitTold(ada, soldOut("Lamp"));

    // when she leaves
    ada.says("/stop");
    ada.awaitMessage(message -> asksToForget() == 2, Town.PATIENCE);
    ada.presses("Yes, forget everything");
    ada.awaitMessage("I have forgotten everything");

    // then
    ada.says("/status");
    ada.awaitMessage("I'm not watching a shop for this chat");
    SandboxListing vase = soldOut("Vase");
    Person bob = town.watches(town.telegram.person("Bob"), town.etsy.shop("DeskLamps"));
    SandboxListing lamp = town.etsy.shop("DeskLamps").lists("Desk lamp", 1);
    lamp.sellsOut();
    Town.awaitTold(bob, lamp);
    assertThat(Town.timesTold(ada, vase)).isZero();
    assertThat(program.sigterm().awaitExit(Duration.ofSeconds(10))).isIn(0, 143);
    assertThat(rowsThatHold(ada.chatId(), blueMugs.sellerId())).isEmpty();
    assertThat(rowsThatHold(bob.chatId(), town.etsy.shop("DeskLamps").sellerId())).isNotEmpty();
    program = town.runs();
  }

  private long asksToForget() {
    return ada.messages().stream()
        .filter(message -> message.text().contains("Shall I forget " + blueMugs.name()))
        .count();
  }

  private SandboxListing soldOut(String title) {
    SandboxListing listing = blueMugs.lists(title, 1);
    listing.sellsOut();
    return listing;
  }

  private static List<String> rowsThatHold(long chatId, long sellerId) throws SQLException {
    String url =
        "jdbc:hsqldb:file:" + town.environment.get("DATABASE_FILE") + ";hsqldb.lock_file=false";
    List<String> found = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, "SA", "");
        Statement statement = connection.createStatement()) {
      for (String question :
          List.of(
              "SELECT 'chat' FROM chat WHERE address = '" + chatId + "'",
              "SELECT 'login' FROM login WHERE address = '" + chatId + "'",
              "SELECT 'seller' FROM seller WHERE seller_id = " + sellerId,
              "SELECT 'grant' FROM etsy_grant WHERE seller_id = " + sellerId,
              "SELECT 'listing' FROM listing WHERE seller_id = " + sellerId,
              "SELECT 'event' FROM stock_event WHERE seller_id = " + sellerId)) {
        try (ResultSet rows = statement.executeQuery(question)) {
          while (rows.next()) {
            found.add(rows.getString(1));
          }
        }
      }
      statement.execute("SHUTDOWN");
    }
    return found;
  }
}
