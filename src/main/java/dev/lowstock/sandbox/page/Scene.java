package dev.lowstock.sandbox.page;

import dev.lowstock.sandbox.ChatMessage;
import dev.lowstock.sandbox.EtsyCall;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.WebhookAttempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Everything the page shows: Ada, her chat, her shop, the trouble, and what happened. */
record Scene(
    Person ada,
    Conversation conversation,
    Shelf shelf,
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
    SandboxShop shop = etsy.shop("BlueMugs");
    Journal journal = new Journal(clock);
    boolean v3 = webhooks != null;
    Scene scene =
        new Scene(
            ada,
            new Conversation(),
            v3 ? Shelf.furnishWithVariations(shop) : Shelf.furnish(shop),
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
