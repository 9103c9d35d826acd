package dev.lowstock.sandbox.page;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxTelegram;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Everything the page shows: Ada, her chat, her shop, the trouble, and what happened. */
record Scene(
    Person ada,
    Conversation conversation,
    Shelf shelf,
    Troubles troubles,
    Journal journal,
    Changes changes,
    String etsyUrl,
    Clock clock) {

  static Scene open(SandboxEtsy etsy, SandboxTelegram telegram, Clock clock) {
    Person ada = telegram.person("Ada");
    Scene scene =
        new Scene(
            ada,
            new Conversation(),
            Shelf.furnish(etsy.shop("BlueMugs")),
            new Troubles(etsy, telegram, ada),
            new Journal(clock),
            new Changes(),
            etsy.url().toString(),
            clock);
    telegram.onSaid(scene::said);
    telegram.onMessage(scene::told);
    return scene;
  }

  private void said(Person person, String text) {
    if (person == ada) {
      conversation.said(text, clock.instant());
      changes.happened();
    }
  }

  private void told(ChatMessage message) {
    if (message.chatId() != ada.chatId()) {
      return;
    }
    Instant now = clock.instant();
    conversation.told(message, now);
    for (ShelfItem item : shelf.items()) {
      Duration after = item.told(message, now);
      if (after != null) {
        journal.write("Ada was told of %s after %s".formatted(item.title(), seconds(after)));
      }
    }
    changes.happened();
  }

  private static String seconds(Duration length) {
    return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
  }
}
