package dev.lowstock.etsy.webhook;

import dev.lowstock.etsy.webhook.WebhookRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a delivery was signed with a secret of ours, and not long ago (Etsy API v3,
 * webhooks; Standard Webhooks, signature scheme). Prints no secret. Thread-safe.
 */
public final class WebhookSignature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";

  /** Etsy's own example value; counts both ways. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final List<SecretKeySpec> keys = new ArrayList<>();
  private final Clock clock;

  /**
   * Knows the secrets of an endpoint.
   *
   * @param secrets {@code whsec_} and base64, several comma-separated while one replaces another;
   *     null: nothing is signed rightly
   */
  public WebhookSignature(@Nullable String secrets, Clock clock) {
    this.clock = clock;
    for (String secret : secrets == null ? new String[0] : secrets.split(",", -1)) {
      byte[] key = Base64.getDecoder().decode(secret.strip().substring(PREFIX.length()));
      keys.add(new SecretKeySpec(key, ALGORITHM));
    }
  }

  /**
   * Passes what is signed rightly and in time.
   *
   * @param timestamp epoch seconds, as the header has them
   * @param signatures one or more, separated by spaces, each {@code v1,<base64>} or the base64
   *     alone
   * @param body the bytes as they came
   * @throws WebhookRefused when no signature fits, or the time is more than 300 s from now
   */
  void require(String id, String timestamp, String signatures, byte[] body) {
    if (!timestamp.matches("\\d{1,12}")) {
      throw new WebhookRefused(Reason.MALFORMED, "the timestamp is not in epoch seconds");
    }
    if (!isSigned(id + "." + timestamp + ".", signatures, body)) {
      throw new WebhookRefused(
          Reason.BAD_SIGNATURE, "no signature is of a secret in ETSY_WEBHOOK_SECRET");
    }
    long age = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
    if (Math.abs(age) > TOLERANCE.toSeconds()) {
      throw new WebhookRefused(
          Reason.TOO_OLD,
          "signed " + Math.abs(age) + " s " + (age > 0 ? "ago" : "ahead of our clock"));
    }
  }

  private boolean isSigned(String start, String signatures, byte[] body) {
    List<byte[]> expected = keys.stream().map(key -> sign(key, start, body)).toList();
    boolean signed = false;
    for (String entry : signatures.split(" ", -1)) {
      // Compared as text: base64 has several spellings of the same bytes.
      byte[] given =
          (entry.startsWith(VERSION) ? entry.substring(VERSION.length()) : entry)
              .getBytes(StandardCharsets.UTF_8);
      for (byte[] right : expected) {
        signed |= MessageDigest.isEqual(right, given);
      }
    }
    return signed;
  }

  private static byte[] sign(SecretKeySpec key, String start, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(start.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encode(mac.doFinal(body));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every Java has HMAC-SHA256", missing);
    }
  }
}
