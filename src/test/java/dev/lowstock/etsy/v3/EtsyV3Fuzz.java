package dev.lowstock.etsy.v3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lowstock.etsy.EtsyFailure;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Whatever comes from Etsy, and from who claims to be Etsy, is read or refused. */
class EtsyV3Fuzz {
  private static final int[] STATUSES = {200, 200, 400, 401, 403, 404, 429, 500};
  private static final long NOW = 1_800_000_000;

  private final Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
  private final WebhookReader webhooks =
      new WebhookReader(
          new WebhookSignature(SignedDelivery.SECRET, clock), "https://openapi.etsy.com");
  private final EtsyOAuth2 oauth =
      new EtsyOAuth2(
          "https://openapi.etsy.com",
          "https://www.etsy.com/oauth/connect",
          "ada",
          "https://bot.example.org/etsy/callback",
          true,
          new SecureRandom());

  @FuzzTest(maxDuration = "1m")
  void lists(byte[] body) {
    EtsyAnswer answer = answer(body);
    Look shop =
        Look.atShop(
            7, 1, Look.Extent.WHOLE, LookReason.WHOLE, new InventoryOffer(clock), List.of());
    Look listings =
        Look.atListings(
            7,
            1,
            LookReason.WEBHOOK,
            Set.of(1L, 2L),
            Set.of(3L),
            new InventoryOffer(clock),
            List.of());
    for (Look look : List.of(shop, listings)) {
      try {
        for (int calls = 0; calls < 8 && look.hasNext(); calls++) {
          look.next();
          look.read(answer);
        }
      } catch (EtsyFailure refused) {
        // Looked at later.
      }
      look.seen().forEach(listing -> assertThat(listing.listingId()).isPositive());
    }
  }

  @FuzzTest(maxDuration = "1m")
  void tokensAndShops(byte[] body) {
    EtsyAnswer answer = answer(body);
    try {
      Tokens tokens = oauth.parseTokens(answer);
      assertThat(tokens.sellerId()).isPositive();
    } catch (EtsyFailure refused) {
      // The seller is told.
    }
    try {
      oauth.parseRefreshed(answer);
    } catch (EtsyFailure refused) {
      // The access is gone, or tried again.
    }
    try {
      EtsyConnect.seller(answer, new Tokens("1.a", "1.r", 1, 3600));
    } catch (EtsyFailure refused) {
      // The seller is told.
    }
  }

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

  private static EtsyAnswer answer(byte[] body) {
    int status =
        body.length == 0 ? 200 : STATUSES[(body[body.length - 1] & 0xff) % STATUSES.length];
    return new EtsyAnswer(status, new String(body, UTF_8), null);
  }
}
