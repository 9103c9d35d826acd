package dev.lowstock.etsy.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Whatever comes from who claims to be Etsy is read or refused. */
class WebhookFuzz {
  private static final long NOW = 1_800_000_000;

  private final Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
  private final WebhookReader webhooks =
      new WebhookReader(
          new WebhookSignature(SignedDelivery.SECRET, clock), "https://openapi.etsy.com");

  @FuzzTest(maxDuration = "1m")
  void signedWebhook(byte[] body) {
    SignedDelivery delivery = SignedDelivery.of("msg_1", NOW, body);
    try {
      WebhookEvent event =
          webhooks.read(delivery.id(), delivery.timestamp(), delivery.signature(), delivery.body());
      assertThat(event.shopId() != null || event.listingId() != null).isTrue();
    } catch (WebhookRefused refused) {
      assertThat(refused.status()).isEqualTo(400);
    }
  }

  @FuzzTest(maxDuration = "1m")
  void forgedWebhook(byte[] bytes) {
    String[] parts = new String(bytes, UTF_8).split("\n", 4);
    try {
      webhooks.read(part(parts, 0), part(parts, 1), part(parts, 2), part(parts, 3).getBytes(UTF_8));
      throw new AssertionError("a forged delivery was taken");
    } catch (WebhookRefused refused) {
      assertThat(refused.status()).isIn(400, 401);
    }
  }

  private static String part(String[] parts, int index) {
    return index < parts.length ? parts[index] : "";
  }
}
