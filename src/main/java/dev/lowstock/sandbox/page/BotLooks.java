package dev.lowstock.sandbox.page;

import dev.lowstock.sandbox.EtsyCall;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.WebhookAttempt;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When the bot looks at the shop (API v3), and what made it look: a webhook, or its own polling.
 * Thread-safe.
 */
final class BotLooks {
  private static final Set<EtsyEndpoint> LOOKS =
      Set.of(
          EtsyEndpoint.LISTINGS_BY_SHOP,
          EtsyEndpoint.RECEIPT_LISTINGS,
          EtsyEndpoint.LISTINGS_BATCH,
          EtsyEndpoint.INVENTORY_BATCH);

  private final Journal journal;
  private final Clock clock;
  private final Set<String> refused = new HashSet<>();
  private boolean unseen;
  private boolean hinted;
  private @Nullable Instant last;

  BotLooks(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** Something is about to change in the shop. */
  synchronized void changes() {
    unseen = true;
    hinted = false;
    refused.clear();
  }

  /** Nothing came of it. */
  synchronized void nothingChanged() {
    unseen = false;
  }

  /** A webhook was delivered, or not; that it is tried again is told once. */
  synchronized void webhook(WebhookAttempt attempt) {
    String name = "Webhook " + attempt.eventType();
    if (attempt.status() / 100 == 2) {
      hinted = true;
      journal.write(name + " delivered in " + Math.max(1, attempt.took().toMillis()) + " ms");
    } else if (refused.add(attempt.id())) {
      journal.write(
          name + (attempt.status() == 0 ? " got no answer" : " refused: " + attempt.status()));
    }
  }

  /** A call was answered; returns whether it was a look. */
  synchronized boolean called(EtsyCall call, int status) {
    if (status != 200 || !LOOKS.contains(call.endpoint())) {
      return false;
    }
    last = clock.instant();
    if (unseen) {
      unseen = false;
      journal.write("The bot looked at the shop, " + (hinted ? "told by a webhook" : "by polling"));
    }
    return true;
  }

  synchronized @Nullable Instant last() {
    return last;
  }
}
