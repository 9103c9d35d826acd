package dev.lowstock.command.demo;

import dev.lowstock.sandbox.ChatButton;
import dev.lowstock.sandbox.GroupChat;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramChat;
import dev.lowstock.sandbox.VariationStock;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * One story: Ada logs in from the chat, people buy in her shop, and the chat hears of a variation
 * that sold out, of a listing that runs low, and of one that sold out. Then she links a second
 * shop, and lets her team's group hear of it.
 */
public final class DemoStory {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PrintStream out;
  private final SandboxTelegram telegram;
  private final Person ada;
  private final SandboxShop shop;
  private final SandboxListing mug;
  private final SandboxListing lamp;
  private final SandboxShop pots;
  private final SandboxListing pot;

  DemoStory(SandboxEtsy etsy, SandboxTelegram telegram, PrintStream out) {
    this.out = out;
    this.telegram = telegram;
    this.ada = telegram.person("Ada");
    this.shop = etsy.shop("BlueMugs");
    this.mug =
        shop.listsVariations(
            "Blue mug &quot;Ada&quot;, handmade",
            "Size",
            new VariationStock("Small", 1, "MUG-BLUE-S"),
            new VariationStock("Large", 1, "MUG-BLUE-L"));
    this.lamp = shop.lists("Desk lamp", 4, "LAMP-1");
    this.pots = etsy.shop("RedPots");
    this.pot = pots.lists("Red pot", 1, "POT-RED");
  }

  /** Plays it once; true when every message came. */
  boolean play() {
    try {
      logIn(shop, "2 listings for sale");
      buy();
      logIn(pots, "1 listing for sale");
      invite();
      ada.says("/status");
      hears("Sold out now", "Blue mug");
      out.println("\nAll of it happened: the chat heard of everything that ran low or sold out.");
      return true;
    } catch (IllegalStateException e) {
      out.println("\nThis did not happen: " + e.getMessage());
      return false;
    }
  }

  private void logIn(SandboxShop shop, String found) {
    long before = ada.messages().size();
    ada.says("/start");
    String login =
        ada.awaitMessage(
                message ->
                    ada.messages().indexOf(message) >= before
                        && message.buttons().stream().anyMatch(DemoStory::isLogIn),
                PATIENCE)
            .buttons()
            .get(0)
            .url()
            .orElseThrow();
    happens("Ada presses the button; Etsy asks whether this app may read her listings: yes");
    URI back = shop.grants(login);
    happens("Etsy sends her browser back to the bot, which asks whether this is her chat: yes");
    String last = shop.confirms(back);
    if (!last.contains(shop.name())) {
      throw new IllegalStateException(
          "the browser's last page did not say that " + shop.name() + " is linked");
    }
    hears("I watch " + shop.name() + " now", found);
  }

  private static boolean isLogIn(ChatButton button) {
    return button.url().filter(url -> url.contains("/oauth/connect")).isPresent();
  }

  private void buy() {
    happens("On Etsy, somebody buys the last large mug");
    mug.variation("Large").sellsOut();
    hears("Sold out:", "MUG-BLUE-L");

    happens("Somebody buys two of the four desk lamps");
    lamp.sells(2);
    hears("Low:", "Desk lamp");

    happens("Somebody buys the small mug, which was the last one");
    mug.variation("Small").sellsOut();
    hears("Sold out: Blue mug \"Ada\", handmade", "MUG-BLUE-S");
  }

  private void invite() {
    GroupChat team = telegram.group("Mug team", ada);
    ada.says("/invite");
    hears("Which shop");
    ada.presses("RedPots");
    String link = ada.awaitMessage(message -> message.text().contains("?start="), PATIENCE).text();
    happens("Ada adds the bot to the group of her team with that link");
    ada.saysIn(team, "/start@lowstock_bot " + link.split("start=", 2)[1].split("\\s", 2)[0]);
    hears("the group “Mug team”");
    ada.presses("Yes, tell them too");
    hears(team, "I watch RedPots now");

    happens("Somebody buys the last red pot");
    pot.sellsOut();
    hears("Sold out: Red pot", "RedPots");
    hears(team, "Sold out: Red pot");
  }

  private void happens(String what) {
    out.println("\n[" + what + "]");
  }

  private void hears(String... words) {
    hears(ada, words);
  }

  private static void hears(TelegramChat chat, String... words) {
    chat.awaitMessage(
        message -> Stream.of(words).allMatch(word -> message.text().contains(word)), PATIENCE);
  }
}
