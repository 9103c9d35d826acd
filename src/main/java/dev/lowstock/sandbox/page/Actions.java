package dev.lowstock.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lowstock.sandbox.SandboxShop;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the visitor may do: write and press as Ada, trade in her shop, and make trouble. */
final class Actions {
  private static final int LONGEST_TEXT = 4096;

  private final Scene scene;

  Actions(Scene scene) {
    this.scene = scene;
  }

  /**
   * Does what the path says.
   *
   * @throws ActionRefused when it is unknown, lacks something, or makes no sense now
   */
  void act(String path, JsonNode given) throws ActionRefused {
    switch (path) {
      case "/chat/say" -> say(given.path("text").asText().strip());
      case "/chat/press" -> press(given.path("message").asLong(), given.path("data").asText());
      case "/shop/sell" -> sellOne(item(given), given.path("variation").asText());
      case "/shop/sell-out" -> sell(item(given), item -> item.sellOut(scene.clock()));
      case "/shop/restock" -> restock(item(given));
      case "/shop/remove-app" -> removeApp();
      case "/trouble" ->
          trouble(Trouble.named(given.path("name").asText()), given.path("on").asBoolean());
      case "/trouble/heal" -> heal();
      default -> throw new ActionRefused(404, "There is nothing here");
    }
    scene.changes().happened();
  }

  private void say(String text) throws ActionRefused {
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      throw new ActionRefused(400, "A message has 1 to " + LONGEST_TEXT + " characters");
    }
    refuseWhileBlocked();
    scene.ada().says(text);
  }

  private void press(long message, String data) throws ActionRefused {
    refuseWhileBlocked();
    try {
      scene.ada().presses(message, data);
    } catch (IllegalStateException gone) {
      throw new ActionRefused(409, "That button is not there any more");
    }
  }

  private void sellOne(ShelfItem item, String variation) throws ActionRefused {
    if (variation.isEmpty()) {
      sell(item, each -> each.sell(1, scene.clock()));
    } else if (item.hasVariation(variation)) {
      sell(item, each -> each.sellOne(variation, scene.clock()));
    } else {
      throw new ActionRefused(404, "There is no such variation");
    }
  }

  private void sell(ShelfItem item, Function<ShelfItem, @Nullable String> sale)
      throws ActionRefused {
    String soldOut;
    scene.looks().changes();
    try {
      soldOut = sale.apply(item);
    } catch (IllegalArgumentException none) {
      scene.looks().nothingChanged();
      throw new ActionRefused(409, item.title() + " is sold out: restock it first");
    }
    if (soldOut != null) {
      scene.journal().write(soldOut + " sold out");
    }
    missedWhileBlocked();
  }

  private void restock(ShelfItem item) {
    scene.looks().changes();
    item.restock();
    scene.journal().write(item.title() + " is back: " + item.listing().quantity() + " in stock");
  }

  private void removeApp() throws ActionRefused {
    SandboxShop shop = scene.shelf().shop();
    if (!shop.hasAllowedAnApp()) {
      throw new ActionRefused(409, "Ada has allowed no app yet: log in first");
    }
    shop.removesTheApp();
    scene.troubles().made();
    scene.journal().write("Ada removed the app in her Etsy account");
  }

  private void trouble(Trouble trouble, boolean on) throws ActionRefused {
    if (scene.troubles().set(trouble, on)) {
      scene.journal().write(trouble.sentence(on));
      missedWhileBlocked();
    }
  }

  private void heal() throws ActionRefused {
    for (Trouble trouble : scene.troubles().offered()) {
      trouble(trouble, false);
    }
  }

  /** What a chat is owed is sent when it comes back. */
  private void missedWhileBlocked() {
    if (scene.troubles().isOn(Trouble.BLOCKED)) {
      scene.shelf().items().forEach(ShelfItem::missed);
    }
  }

  private void refuseWhileBlocked() throws ActionRefused {
    if (scene.troubles().isOn(Trouble.BLOCKED)) {
      throw new ActionRefused(409, "Ada has blocked the bot: unblock it first");
    }
  }

  private ShelfItem item(JsonNode given) throws ActionRefused {
    return scene.shelf().item(given.path("listing").asLong());
  }
}
