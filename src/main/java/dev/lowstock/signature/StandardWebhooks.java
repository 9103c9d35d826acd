package dev.lowstock.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs webhooks, and knows what was signed, by the scheme of Standard Webhooks: HMAC-SHA256 of
 * {@code id.timestamp.body}. Prints no secret. Thread-safe.
 */
public final class StandardWebhooks {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";

  private final List<SecretKeySpec> keys = new ArrayList<>();

  /**
   * Knows the secrets of one address.
   *
   * @param secrets {@code whsec_} and base64, several comma-separated while one replaces another;
   *     null: nothing is signed rightly
   */
  public StandardWebhooks(@Nullable String secrets) {
    for (String secret : secrets == null ? new String[0] : secrets.split(",", -1)) {
      byte[] key = Base64.getDecoder().decode(secret.strip().substring(PREFIX.length()));
      keys.add(new SecretKeySpec(key, ALGORITHM));
    }
  }

  /** The header {@code webhook-signature}: a signature by each secret, separated by spaces. */
  public String sign(String id, long timestamp, byte[] body) {
    return keys.stream()
        .map(
            key ->
                VERSION
                    + new String(sign(key, start(id, timestamp), body), StandardCharsets.US_ASCII))
        .collect(Collectors.joining(" "));
  }

  /**
   * Whether one of the secrets has signed it.
   *
   * @param timestamp epoch seconds, as the header has them
   * @param signatures one or more, separated by spaces, each {@code v1,<base64>} or the base64
   *     alone
   * @param body the bytes as they came
   */
  public boolean isSigned(String id, String timestamp, String signatures, byte[] body) {
    List<byte[]> expected =
        keys.stream().map(key -> sign(key, start(id, timestamp), body)).toList();
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

  private static String start(String id, Object timestamp) {
    return id + "." + timestamp + ".";
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
