package dev.lowstock.sandbox.page;

import dev.lowstock.sandbox.EtsyCall;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.WebhookAttempt;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When the bot looks at a shop (API v3), and what made it look: a webhook, or its own polling.
 * Thread-safe.
 */
final class BotLooks {
  private static final Set<EtsyEndpoint> LOOKS =
      Set.of(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyEndpoint.RECEIPT_LISTINGS);

  private static final Pattern SHOP = Pattern.compile("/shops/(\\d+)/");

  private final Journal journal;
  private final Clock clock;
  private final Set<String> refused = new HashSet<>();
  private final Map<Long, Instant> last = new HashMap<>();
  private long unseen;
  private boolean hinted;

  BotLooks(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** Something is about to change in a shop. */
  synchronized void changes(long shopId) {
    unseen = shopId;
    hinted = false;
    refused.clear();
  }

  /** Nothing came of it. */
  synchronized void nothingChanged() {
    unseen = 0;
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
    Matcher shop = SHOP.matcher(call.path());
    if (status != 200 || !LOOKS.contains(call.endpoint()) || !shop.find()) {
      return false;
    }
    long shopId = Long.parseLong(shop.group(1));
    last.put(shopId, clock.instant());
    if (unseen == shopId) {
      unseen = 0;
      journal.write("The bot looked at the shop, " + (hinted ? "told by a webhook" : "by polling"));
    }
    return true;
  }

  synchronized @Nullable Instant last(long shopId) {
    return last.get(shopId);
  }
}
