package dev.lowstock.sandbox.page;

import java.net.URI;

/**
 * Where the bot takes Etsy's webhooks (API v3).
 *
 * @param secret both sides sign and check with it; begins with {@code whsec_}
 */
public record WebhookTarget(URI endpoint, String secret) {

  @Override
  public String toString() {
    return "WebhookTarget[" + endpoint + "]";
  }
}
