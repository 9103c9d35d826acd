package dev.lowstock.sandbox.page;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.EtsyCall;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramChat;
import dev.lowstock.sandbox.WebhookAttempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything the page shows: the chats, the shops, the trouble, and what happened. */
record Scene(
    Person ada,
    List<Room> rooms,
    List<Shelf> shelves,
    Troubles troubles,
    Journal journal,
    BotLooks looks,
    Changes changes,
    boolean speaksV3,
    String etsyUrl,
    Clock clock) {

  /** Of API v3 with a target for webhooks, of v2 without. */
  static Scene open(
      SandboxEtsy etsy, SandboxTelegram telegram, Clock clock, @Nullable WebhookTarget webhooks) {
    Person ada = telegram.person("Ada");
    Journal journal = new Journal(clock);
    boolean v3 = webhooks != null;
    Scene scene =
        new Scene(
            ada,
            List.of(
                Room.of(telegram, ada),
                Room.of(telegram, telegram.person("Bob")),
                Room.ofGroup(telegram, "Mug team", ada)),
            List.of(
                v3
                    ? Shelf.furnishWithVariations(etsy.shop("BlueMugs"))
                    : Shelf.furnish(etsy.shop("BlueMugs")),
                Shelf.furnishAnother(etsy.shop("RedPots"))),
            new Troubles(new EtsyTroubles(etsy, webhooks), telegram, ada),
            journal,
            new BotLooks(journal, clock),
            new Changes(),
            v3,
            etsy.url().toString(),
            clock);
    telegram.onSaid(scene::said);
    telegram.onMessage(scene::told);
    if (webhooks != null) {
      etsy.onWebhook(scene::webhook);
      etsy.onCall(scene::called);
    }
    return scene;
  }

  /** What is for sale in all shops. */
  List<ShelfItem> items() {
    return shelves.stream().flatMap(shelf -> shelf.items().stream()).toList();
  }

  private void said(TelegramChat chat, Person person, String text) {
    room(chat.chatId())
        .ifPresent(
            room -> {
              room.conversation().said(text, clock.instant());
              changes.happened();
            });
  }

  private void told(ChatMessage message) {
    room(message.chatId()).ifPresent(room -> told(room, message));
  }

  private void told(Room room, ChatMessage message) {
    Instant now = clock.instant();
    room.conversation().told(message, now);
    for (ShelfItem item : items()) {
      Duration after = item.told(message, now);
      if (after != null) {
        journal.write(
            "%s was told of %s after %s".formatted(room.name(), item.title(), seconds(after)));
      }
    }
    changes.happened();
  }

  private Optional<Room> room(long chatId) {
    return rooms.stream().filter(room -> room.is(chatId)).findFirst();
  }

  private void webhook(WebhookAttempt attempt) {
    looks.webhook(attempt);
    changes.happened();
  }

  private void called(EtsyCall call, int status) {
    if (looks.called(call, status)) {
      changes.happened();
    }
  }

  private static String seconds(Duration length) {
    return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
  }
}
