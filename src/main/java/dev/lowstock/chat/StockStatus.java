package dev.lowstock.chat;

import dev.lowstock.alert.AlertText;
import dev.lowstock.alert.Message;
import dev.lowstock.alert.Messages;
import dev.lowstock.alert.TimeWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the bot answers to {@code /status} where shops are looked at: how it stands with each. */
public final class StockStatus {
  private static final int MOST_LINES = 15;

  /** Of a message, kept for what is out and low when there are many shops. */
  private static final int ROOM_FOR_LISTINGS = 2600;

  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_TROUBLE = 100;

  private final Messages messages;
  private final TimeWords times;

  public StockStatus(Messages messages) {
    this.messages = messages;
    this.times = new TimeWords(messages);
  }

  /**
   * Says how it stands.
   *
   * @param soldOut what is sold out
   * @param few what is for sale and has few left, or none
   * @param sweeping true while calls are scarce, and listings are seen between looks at their shop
   * @param held for how many seconds no looks have been made, as Etsy allows none; 0 while it does
   * @param chosen lines about what the chat hears later, or not at all
   */
  public Message status(
      ChatRequest request,
      List<WatchedShop> shops,
      List<ListingLine> soldOut,
      List<ListingLine> few,
      boolean sweeping,
      long held,
      List<String> chosen) {
    String language = request.language();
    if (shops.isEmpty()) {
      return new Message(messages.text(language, "status.none"), List.of());
    }
    List<String> lines = new ArrayList<>(chosen);
    int room = Message.LIMIT - ROOM_FOR_LISTINGS - AlertText.visible(String.join("\n", chosen));
    int told = 0;
    for (WatchedShop shop : shops) {
      List<String> about = about(language, shop, sweeping, held > 0);
      room -= AlertText.visible(String.join("\n", about)) + 1;
      if (room < 0) {
        lines.add(
            messages.text(language, "status.moreShops", Map.of("count", shops.size() - told)));
        break;
      }
      lines.addAll(about);
      told++;
    }
    lines.add("");
    Map<Long, String> names = new HashMap<>();
    if (shops.size() > 1) {
      shops.forEach(shop -> names.put(shop.sellerId(), shop.name()));
    }
    lines.addAll(listings(language, soldOut, few, names));
    return new Message(String.join("\n", lines), List.of());
  }

  private List<String> about(
      @Nullable String language, WatchedShop shop, boolean sweeping, boolean held) {
    Instant revoked = shop.revokedAt();
    int threshold = shop.threshold();
    List<String> lines = new ArrayList<>();
    lines.add(
        messages.text(
            language,
            "status.heading",
            Map.of(
                "shop",
                AlertText.cut(shop.name(), LONGEST_NAME),
                "since",
                times.date(language, shop.since(), shop.zone()))));
    lines.add(
        revoked == null
            ? messages.text(language, "status.access")
            : messages.text(
                language,
                "status.accessRevokedSince",
                Map.of("day", times.day(language, revoked, shop.zone()))));
    lines.addAll(looks(language, shop, revoked == null, sweeping, held));
    lines.add(
        threshold == 0
            ? messages.text(language, "settings.lowOff")
            : messages.text(language, "settings.low", Map.of("count", threshold)));
    lines.add(messages.text(language, "settings.restocks." + (shop.restocks() ? "on" : "off")));
    return lines;
  }

  private List<String> looks(
      @Nullable String language, WatchedShop shop, boolean goesOn, boolean sweeping, boolean held) {
    Instant now = shop.now();
    Instant swept = shop.looks().sweptAt();
    Instant looked = shop.looks().lookedAt();
    if (looked != null && swept != null && swept.isAfter(looked)) {
      looked = swept;
    }
    Instant sweep = sweeping ? shop.looks().sweepAt() : null;
    Instant due = shop.looks().dueAt();
    if (due != null && sweep != null && sweep.isBefore(due)) {
      due = sweep;
    }
    Instant failing = shop.looks().failingSince();
    List<String> lines = new ArrayList<>();
    if (looked != null) {
      String ago = times.ago(language, looked, now);
      if (!goesOn || due == null || held) {
        lines.add(messages.text(language, "status.lastLook", Map.of("ago", ago)));
      } else if (due.isAfter(now)) {
        String next = times.length(language, Duration.between(now, due));
        lines.add(messages.text(language, "status.look", Map.of("ago", ago, "next", next)));
      } else {
        lines.add(messages.text(language, "status.lookNow", Map.of("ago", ago)));
      }
      if (goesOn && sweeping && !held) {
        lines.add(messages.text(language, "status.sweeping"));
      }
    } else if (goesOn && failing == null && !held) {
      lines.add(messages.text(language, "status.firstLook"));
    }
    if (goesOn && held) {
      lines.add(messages.text(language, "status.held"));
    }
    if (goesOn && failing != null) {
      String trouble = shop.looks().trouble();
      lines.add(
          messages.text(
              language,
              "status.failing",
              Map.of(
                  "time",
                  times.length(language, Duration.between(failing, now)),
                  "trouble",
                  trouble == null ? "?" : AlertText.cut(trouble, LONGEST_TROUBLE))));
    }
    return lines;
  }

  /** Says of what shop each is, by these names. */
  private List<String> listings(
      @Nullable String language,
      List<ListingLine> soldOut,
      List<ListingLine> few,
      Map<Long, String> names) {
    List<String> out =
        Stream.concat(
                soldOut.stream()
                    .map(line -> line.out(messages, language, names.get(line.sellerId()))),
                few.stream()
                    .filter(line -> line.left() == 0)
                    .map(line -> line.left(messages, language, names.get(line.sellerId()))))
            .toList();
    List<String> low =
        few.stream()
            .filter(line -> line.left() > 0)
            .map(line -> line.left(messages, language, names.get(line.sellerId())))
            .toList();
    if (out.isEmpty() && low.isEmpty()) {
      return List.of(messages.text(language, "status.nothing"));
    }
    List<String> lines = new ArrayList<>();
    lines.addAll(part(language, "status.outNow", out));
    lines.addAll(part(language, "status.lowNow", low));
    return lines;
  }

  private List<String> part(@Nullable String language, String heading, List<String> all) {
    if (all.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(messages.text(language, heading));
    int room = ROOM_FOR_LISTINGS / 2 - 100;
    for (String line : all) {
      room -= AlertText.visible(line) + 1;
      if (room < 0 || lines.size() > MOST_LINES) {
        break;
      }
      lines.add(line);
    }
    int left = all.size() + 1 - lines.size();
    if (left > 0) {
      lines.add(messages.text(language, "status.outMore", Map.of("count", left)));
    }
    return lines;
  }
}
