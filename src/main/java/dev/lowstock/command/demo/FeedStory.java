package dev.lowstock.command.demo;

import dev.lowstock.sandbox.ChatButton;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import java.io.PrintStream;
import java.time.Duration;

/**
 * The story of the retired feed, API v2: Ada logs in with a code, and two of her listings sell out.
 */
public final class FeedStory {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PrintStream out;
  private final Person ada;
  private final SandboxShop shop;
  private final SandboxListing mug;
  private final SandboxListing lamp;

  FeedStory(SandboxEtsy etsy, SandboxTelegram telegram, PrintStream out) {
    this.out = out;
    this.ada = telegram.person("Ada");
    this.shop = etsy.shop("BlueMugs");
    this.mug = shop.lists("Blue mug &quot;Ada&quot;, handmade", 1, "MUG-BLUE", "MUG-BLUE-L");
    this.lamp = shop.lists("Desk lamp", 2);
  }

  /** Plays it once; true when every message came. */
  boolean play() {
    try {
      logIn();
      sellOut(mug, "MUG-BLUE-L");
      sellOut(lamp, "Desk lamp");
      say("/status");
      ada.awaitMessage(message -> message.text().contains("Sold out now"), PATIENCE);
      out.println("\nAll of it happened: the chat heard of both sell-outs.");
      return true;
    } catch (IllegalStateException e) {
      out.println("\nThis did not happen: " + e.getMessage());
      return false;
    }
  }

  private void logIn() {
    say("/start");
    ChatMessage welcome = ada.awaitMessage(message -> !message.buttons().isEmpty(), PATIENCE);
    ChatButton login = welcome.buttons().get(0);
    out.println("\n[Ada presses the button, and allows the app on Etsy's page]");
    String pin = shop.allows(login.url().orElseThrow());
    say("/pin " + pin);
    ada.awaitMessage(message -> message.text().contains(shop.loginName()), PATIENCE);
  }

  private void sellOut(SandboxListing listing, String words) {
    out.println("\n[On Etsy, the last \"" + listing.title() + "\" is sold]");
    listing.sellsOut();
    ada.awaitMessage(message -> message.text().contains(words), PATIENCE);
  }

  private void say(String text) {
    ada.says(text);
  }
}
