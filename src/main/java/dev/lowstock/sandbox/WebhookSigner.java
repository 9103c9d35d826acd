package dev.lowstock.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks as Etsy does: HMAC-SHA256 of {@code id.timestamp.body}, with the bytes that the
 * secret holds after {@code whsec_}.
 */
public final class WebhookSigner {

  private static final String PREFIX = "whsec_";

  private WebhookSigner() {}

  /** Made up, in the shape of Etsy's. */
  public static String exampleSecret() {
    byte[] key = "sandbox-webhook-secret-1".getBytes(StandardCharsets.US_ASCII);
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /** The value of the header {@code webhook-signature}, {@code v1,<base64>}. */
  public static String signature(String secret, String id, String timestamp, byte[] body) {
    return "v1," + bare(secret, id, timestamp, body);
  }

  /** The signature without the version in front of it. */
  public static String bare(String secret, String id, String timestamp, byte[] body) {
    String key = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java has HMAC-SHA256", missing);
    }
  }
}
