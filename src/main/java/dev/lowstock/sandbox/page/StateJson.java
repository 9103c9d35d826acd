package dev.lowstock.sandbox.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.SandboxVariation;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;

/** The scene as JSON, the way {@code demo/page.html} reads it. */
final class StateJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whose photo it is, by the address that the sandbox's Etsy gives it. */
  private static final Pattern PHOTO = Pattern.compile("/sandbox/(\\d{1,18})/");

  private final Scene scene;

  StateJson(Scene scene) {
    this.scene = scene;
  }

  String write() {
    ObjectNode state = JSON.createObjectNode();
    state
        .put("step", step())
        .put("api", scene.speaksV3() ? "v3" : "v2")
        .put("etsy", scene.etsyUrl());
    ArrayNode chats = state.putArray("chats");
    for (Room room : scene.rooms()) {
      ObjectNode chat = chats.addObject().put("name", room.name()).put("group", room.isGroup());
      ArrayNode lines = chat.putArray("lines");
      room.conversation().lines().forEach(line -> lines.add(line(line)));
    }
    ArrayNode shops = state.putArray("shops");
    scene.shelves().forEach(shelf -> shops.add(shop(shelf)));
    ObjectNode troubles = state.putObject("troubles");
    for (Trouble trouble : scene.troubles().offered()) {
      troubles.put(trouble.label(), scene.troubles().isOn(trouble));
    }
    ArrayNode journal = state.putArray("journal");
    for (Journal.Entry entry : scene.journal().entries()) {
      journal
          .addObject()
          .put("number", entry.number())
          .put("at", entry.at().toEpochMilli())
          .put("text", entry.text());
    }
    return state.toString();
  }

  /** What a visitor does next. */
  private String step() {
    if (scene.rooms().stream().allMatch(room -> room.conversation().lines().isEmpty())) {
      return "start";
    }
    if (scene.shelves().stream().noneMatch(shelf -> shelf.shop().hasAllowedAnApp())) {
      return "login";
    }
    if (scene.items().stream().noneMatch(ShelfItem::wasEverTold)) {
      return "sell";
    }
    return scene.troubles().wereEverOn() ? "done" : "trouble";
  }

  private ObjectNode shop(Shelf shelf) {
    ObjectNode shop =
        JSON.createObjectNode()
            .put("name", shelf.shop().name())
            .put("allowed", shelf.shop().hasAllowedAnApp());
    Instant look = scene.looks().last(shelf.shop().shopId());
    if (look != null) {
      shop.put("lookedAt", look.toEpochMilli());
    }
    ArrayNode listings = shop.putArray("listings");
    shelf.items().forEach(item -> listings.add(listing(item)));
    return shop;
  }

  private static ObjectNode line(Line line) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("number", line.number()).put("at", line.at().toEpochMilli());
    if (line instanceof Line.Told told) {
      ChatMessage message = told.message();
      json.put("message", message.messageId()).put("html", html(message));
      message
          .preview()
          .map(PHOTO::matcher)
          .filter(Matcher::find)
          .ifPresent(photo -> json.put("photo", Long.parseLong(photo.group(1))));
      if (message.parameters().containsKey("document")) {
        message.photo().ifPresent(file -> json.put("file", file));
      }
      ArrayNode buttons = json.putArray("buttons");
      message
          .buttons()
          .forEach(
              button -> {
                ObjectNode shown =
                    buttons.addObject().put("label", button.label()).put("row", button.row());
                button.url().ifPresent(url -> shown.put("url", url));
                button.data().ifPresent(data -> shown.put("data", data));
              });
    } else if (line instanceof Line.Said said) {
      json.put("text", said.text());
    }
    return json;
  }

  private static String html(ChatMessage message) {
    Object mode = message.parameters().get("parse_mode");
    // An edit of the buttons alone says no mode and leaves the text as it was.
    boolean plain = mode == null && message.parameters().containsKey("text");
    return plain ? StringEscapeUtils.escapeHtml4(message.text()) : message.html();
  }

  private static ObjectNode listing(ShelfItem item) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", item.listing().id())
        .put("title", item.title())
        .put("picture", item.picture())
        .put("quantity", item.listing().quantity())
        .put("state", item.listing().state());
    item.listing().skus().forEach(json.putArray("skus")::add);
    ArrayNode variations = json.putArray("variations");
    for (SandboxVariation variation : item.listing().variations()) {
      variations
          .addObject()
          .put("name", variation.name())
          .put("sku", variation.sku())
          .put("quantity", variation.quantity());
    }
    SoldOut soldOut = item.soldOut();
    if (soldOut != null) {
      ObjectNode news = json.putObject("soldOut");
      news.put("at", soldOut.at().toEpochMilli()).put("missed", soldOut.missed());
      if (soldOut.variation() != null) {
        news.put("variation", soldOut.variation());
      }
      Duration after = soldOut.toldAfter();
      if (after != null) {
        news.put("toldAfterMillis", after.toMillis());
      }
    }
    return json;
  }
}
