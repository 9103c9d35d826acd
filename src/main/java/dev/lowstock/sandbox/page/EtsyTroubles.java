package dev.lowstock.sandbox.page;

import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.EtsyV3Fault;
import dev.lowstock.sandbox.SandboxEtsy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the switches do to Etsy. Not thread-safe: {@link Troubles} guards it. */
final class EtsyTroubles {
  private static final Duration QUOTA_IS_USED = Duration.ofSeconds(30);
  private static final String SOMEBODY_ELSES = "whsec_c29tZWJvZHktZWxzZXMtc2VjcmV0";

  /** Every call that spends the quota. */
  private static final List<EtsyEndpoint> COUNTED =
      List.of(
          EtsyEndpoint.PING,
          EtsyEndpoint.ME,
          EtsyEndpoint.SHOP_BY_OWNER,
          EtsyEndpoint.SHOP,
          EtsyEndpoint.LISTINGS_BY_SHOP,
          EtsyEndpoint.RECEIPT_LISTINGS,
          EtsyEndpoint.LISTINGS_BATCH,
          EtsyEndpoint.INVENTORY_BATCH,
          EtsyEndpoint.LISTING_V3,
          EtsyEndpoint.INVENTORY);

  private final SandboxEtsy etsy;
  private final @Nullable WebhookTarget webhooks;

  EtsyTroubles(SandboxEtsy etsy, @Nullable WebhookTarget webhooks) {
    this.etsy = etsy;
    this.webhooks = webhooks;
  }

  boolean speaksV3() {
    return webhooks != null;
  }

  /** Makes Etsy behave as all switches say, after one of them was pressed. */
  void apply(Set<Trouble> on, Trouble pressed, boolean begins) {
    if (pressed == Trouble.WEBHOOKS_OFF || pressed == Trouble.WEBHOOKS_FORGED) {
      sendWebhooks(on);
      return;
    }
    etsy.heals();
    // The first fault of an endpoint is the one that it has.
    for (Trouble trouble : on) {
      breakEtsy(trouble);
    }
    if (pressed == Trouble.REFRESH_FAILS && begins) {
      etsy.expiresAccessTokens();
    }
  }

  private void sendWebhooks(Set<Trouble> on) {
    if (webhooks == null || on.contains(Trouble.WEBHOOKS_OFF)) {
      etsy.stopsWebhooks();
    } else {
      boolean forged = on.contains(Trouble.WEBHOOKS_FORGED);
      etsy.sendsWebhooksTo(webhooks.endpoint(), forged ? SOMEBODY_ELSES : webhooks.secret());
    }
  }

  private void breakEtsy(Trouble trouble) {
    switch (trouble) {
      case ETSY_DOWN -> etsy.breaksEverywhere(EtsyFault.status(503, "Service Unavailable"));
      case REFRESH_FAILS -> etsy.breaks(EtsyEndpoint.TOKEN, EtsyV3Fault.serverError());
      case QUOTA_USED ->
          COUNTED.forEach(endpoint -> etsy.breaks(endpoint, EtsyV3Fault.dailyLimit(QUOTA_IS_USED)));
      case SEARCH_EMPTY -> etsy.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyV3Fault.noListings());
      case PAGES_REPEAT -> etsy.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyV3Fault.itemRepeated());
      case BATCH_MISSING -> {
        etsy.breaks(EtsyEndpoint.LISTINGS_BATCH, EtsyV3Fault.notFound());
        etsy.breaks(EtsyEndpoint.INVENTORY_BATCH, EtsyV3Fault.notFound());
      }
      case SLOWED, BLOCKED, WEBHOOKS_OFF, WEBHOOKS_FORGED -> {
        // Not what Etsy answers with.
      }
    }
  }
}
