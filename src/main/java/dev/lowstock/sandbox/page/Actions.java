package dev.lowstock.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lowstock.sandbox.SandboxShop;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the visitor may do: write and press in the chats, trade in the shops, and make trouble. */
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
      case "/chat/say" -> say(room(given), given.path("text").asText().strip());
      case "/chat/press" ->
          press(room(given), given.path("message").asLong(), given.path("data").asText());
      case "/shop/sell" -> sellOne(item(given), given.path("variation").asText());
      case "/shop/sell-out" -> sell(item(given), item -> item.sellOut(scene.clock()));
      case "/shop/restock" -> restock(item(given));
      case "/shop/remove-app" -> removeApp(shelf(given).shop());
      case "/trouble" ->
          trouble(Trouble.named(given.path("name").asText()), given.path("on").asBoolean());
      case "/trouble/heal" -> heal();
      default -> throw new ActionRefused(404, "There is nothing here");
    }
    scene.changes().happened();
  }

  private void say(Room room, String text) throws ActionRefused {
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      throw new ActionRefused(400, "A message has 1 to " + LONGEST_TEXT + " characters");
    }
    refuseWhileBlocked(room);
    room.says(text);
  }

  private void press(Room room, long message, String data) throws ActionRefused {
    refuseWhileBlocked(room);
    try {
      room.presses(message, data);
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
    scene.looks().changes(shopOf(item));
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
    scene.looks().changes(shopOf(item));
    item.restock();
    scene.journal().write(item.title() + " is back: " + item.listing().quantity() + " in stock");
  }

  private void removeApp(SandboxShop shop) throws ActionRefused {
    if (!shop.hasAllowedAnApp()) {
      throw new ActionRefused(409, shop.name() + " has allowed no app yet: log in first");
    }
    shop.removesTheApp();
    scene.troubles().made();
    scene.journal().write("The app was removed in the Etsy account of " + shop.name());
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
      scene.items().forEach(ShelfItem::missed);
    }
  }

  private void refuseWhileBlocked(Room room) throws ActionRefused {
    if (room.is(scene.ada().chatId()) && scene.troubles().isOn(Trouble.BLOCKED)) {
      throw new ActionRefused(409, "Ada has blocked the bot: unblock it first");
    }
  }

  private ShelfItem item(JsonNode given) throws ActionRefused {
    long id = given.path("listing").asLong();
    return scene.items().stream()
        .filter(item -> item.listing().id() == id)
        .findFirst()
        .orElseThrow(() -> new ActionRefused(404, "There is no listing " + id));
  }

  private long shopOf(ShelfItem item) {
    return scene.shelves().stream()
        .filter(shelf -> shelf.items().contains(item))
        .mapToLong(shelf -> shelf.shop().shopId())
        .findFirst()
        .orElseThrow();
  }

  /** The chat that is named, or the first one. */
  private Room room(JsonNode given) throws ActionRefused {
    return named(scene.rooms(), Room::name, given.path("chat"));
  }

  private Shelf shelf(JsonNode given) throws ActionRefused {
    return named(scene.shelves(), shelf -> shelf.shop().name(), given.path("shop"));
  }

  private static <T> T named(List<T> all, Function<T, String> name, JsonNode wanted)
      throws ActionRefused {
    if (wanted.isMissingNode()) {
      return all.get(0);
    }
    return all.stream()
        .filter(one -> name.apply(one).equals(wanted.asText()))
        .findFirst()
        .orElseThrow(() -> new ActionRefused(404, "There is no " + wanted.asText()));
  }
}
