package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.TelegramChat;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A team: more chats hear of a shop than the one in which its seller logged in. */
final class InviteScenario {
  private Town town;
  private SandboxShop mugs;
  private Person ada;
  private Person bob;

  @BeforeEach
  void open(@TempDir Path directory) {
    town = Town.openV3(directory).hurries();
    mugs = town.etsy.shop("BlueMugs");
    ada = town.telegram.person("Ada");
    bob = town.telegram.person("Bob");
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void partnerAndGroupHearOnceTheSellerSaidYesAndWithoutALogInOfTheirOwn() {
    Program first = town.runs();
    SandboxListing mug = mugs.lists("Mug", 1);
    SandboxListing cup = mugs.lists("Cup", 1);
    SandboxListing jug = mugs.lists("Jug", 5);
    town.watches(ada, mugs);

    // a partner, asked for by one run and let in by the next
    bob.says("/start " + invites());
    says(bob, "I've asked the chat that gave you this link");
    says(ada, "Shall I tell the private chat of “Bob” about BlueMugs");
    first.kill9();
    town.runs();
    ada.presses("Yes, tell them too");
    says(bob, "Done! I watch BlueMugs now");

    // a group that the partner adds the bot to
    GroupChat team = town.telegram.group("Mug team", bob);
    bob.saysIn(team, "/start@lowstock_bot " + invites());
    says(ada, "Shall I tell the group “Mug team” about BlueMugs");
    ada.presses("Yes, tell them too");
    says(team, "Done! I watch BlueMugs now");
    mug.sellsOut();
    for (TelegramChat chat : new TelegramChat[] {ada, bob, team}) {
      Town.awaitTold(chat, mug);
    }

    // each chooses for itself, and an invited one invites nobody
    bob.says("/threshold 3");
    says(bob, "once each time stock falls to 3 or fewer");
    bob.says("/invite");
    says(bob, "This chat was invited itself");
    jug.sells(2);
    says(bob, "Low: Jug");

    // one of them leaves, the others go on hearing
    bob.says("/stop");
    says(bob, "Shall I forget BlueMugs");
    bob.presses("Yes, forget everything");
    says(bob, "I have forgotten everything about this chat");
    cup.sellsOut();
    Town.awaitTold(ada, cup);
    Town.awaitTold(team, cup);
    assertThat(Town.timesTold(bob, cup)).isZero();
    assertThat(Town.timesSaid(ada, "Jug") + Town.timesSaid(team, "Jug")).isZero();

    // with the seller, the access goes, and who was invited is told
    ada.says("/stop");
    says(ada, "those that were invited hear no more of it then");
    ada.presses("Yes, forget everything");
    says(ada, "I have forgotten everything about this chat");
    says(team, "I no longer tell this chat about BlueMugs");
    assertThat(Town.timesSaid(bob, "has one more chat")).isZero();
  }

  @Test
  void listedGuestsBringALinkWhereTheyMayAndNobodyElseIsLetIn() {
    town.environment.put("ALLOWED_TELEGRAM_USERS", Long.toString(ada.chatId()));
    town.runs();
    town.watches(ada, mugs);
    String link = invites();

    bob.says("/start " + link);
    says(bob, "I'm a private bot");
    GroupChat team = town.telegram.group("Mug team", ada);
    ada.saysIn(team, "/start@lowstock_bot " + link);
    says(ada, "Shall I tell the group “Mug team” about BlueMugs");
    ada.presses("Yes, tell them too");
    says(team, "Done! I watch BlueMugs now");
  }

  private String invites() {
    long before = Town.timesSaid(ada, "It works once");
    ada.says("/invite");
    ChatMessage link =
        ada.awaitMessage(
            message ->
                Town.timesSaid(ada, "It works once") > before
                    && message.equals(ada.messages().get(ada.messages().size() - 1)),
            Town.PATIENCE);
    return link.text().split("start=", 2)[1].split("\\s", 2)[0];
  }

  private static ChatMessage says(TelegramChat chat, String text) {
    return chat.awaitMessage(message -> message.text().contains(text), Town.PATIENCE);
  }
}
