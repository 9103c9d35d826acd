package dev.lowstock.command.demo;

import dev.lowstock.sandbox.ChatButton;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.VariationStock;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * One story: Ada logs in from the chat, people buy in her shop, and the chat hears of a variation
 * that sold out, of a listing that runs low, and of one that sold out.
 */
public final class DemoStory {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PrintStream out;
  private final Person ada;
  private final SandboxShop shop;
  private final SandboxListing mug;
  private final SandboxListing lamp;

  DemoStory(SandboxEtsy etsy, SandboxTelegram telegram, PrintStream out) {
    this.out = out;
    this.ada = telegram.person("Ada");
    this.shop = etsy.shop("BlueMugs");
    this.mug =
        shop.listsVariations(
            "Blue mug &quot;Ada&quot;, handmade",
            "Size",
            new VariationStock("Small", 1, "MUG-BLUE-S"),
            new VariationStock("Large", 1, "MUG-BLUE-L"));
    this.lamp = shop.lists("Desk lamp", 4, "LAMP-1");
  }

  /** Plays it once; true when every message came. */
  boolean play() {
    try {
      logIn();
      buy();
      ada.says("/status");
      hears("Sold out now", "Blue mug");
      out.println("\nAll of it happened: the chat heard of everything that ran low or sold out.");
      return true;
    } catch (IllegalStateException e) {
      out.println("\nThis did not happen: " + e.getMessage());
      return false;
    }
  }

  private void logIn() {
    ada.says("/start");
    ChatMessage welcome = ada.awaitMessage(message -> !message.buttons().isEmpty(), PATIENCE);
    ChatButton login = welcome.buttons().get(0);
    happens("Ada presses the button; Etsy asks whether this app may read her listings: yes");
    URI back = shop.grants(login.url().orElseThrow());
    happens("Etsy sends her browser back to the bot, which asks whether this is her chat: yes");
    String last = shop.confirms(back);
    if (!last.contains("BlueMugs")) {
      throw new IllegalStateException(
          "the browser's last page did not say that BlueMugs is linked");
    }
    hears("I watch BlueMugs now", "2 listings for sale");
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

  private void happens(String what) {
    out.println("\n[" + what + "]");
  }

  private void hears(String... words) {
    ada.awaitMessage(
        message -> Stream.of(words).allMatch(word -> message.text().contains(word)), PATIENCE);
  }
}
