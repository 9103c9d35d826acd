package dev.lowstock.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;

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
      case "/shop/sell" -> sell(item(given), false);
      case "/shop/sell-out" -> sell(item(given), true);
      case "/shop/restock" -> restock(item(given));
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

  private void sell(ShelfItem item, boolean all) throws ActionRefused {
    boolean soldOut;
    try {
      soldOut = all ? item.sellOut(scene.clock()) : item.sell(1, scene.clock());
    } catch (IllegalArgumentException none) {
      throw new ActionRefused(409, item.title() + " is sold out: restock it first");
    }
    if (soldOut) {
      scene.journal().write(item.title() + " sold out");
    }
    missedWhileBlocked();
  }

  private void restock(ShelfItem item) {
    item.restock();
    scene.journal().write(item.title() + " is back: " + item.listing().quantity() + " in stock");
  }

  private void trouble(Trouble trouble, boolean on) {
    if (scene.troubles().set(trouble, on)) {
      scene.journal().write(trouble.sentence(on));
      missedWhileBlocked();
    }
  }

  private void heal() {
    for (Trouble trouble : Trouble.values()) {
      trouble(trouble, false);
    }
  }

  /** What a chat was owed is not sent when it comes back. */
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
