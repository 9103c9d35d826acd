package dev.lowstock.etsy.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What Etsy sends to the webhook endpoint. */
public final class SignedDelivery {
  public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final String id;
  private final String timestamp;
  private final String signature;
  private final byte[] body;

  SignedDelivery(String id, String timestamp, String signature, byte[] body) {
    this.id = id;
    this.timestamp = timestamp;
    this.signature = signature;
    this.body = body.clone();
  }

  public String id() {
    return id;
  }

  public String timestamp() {
    return timestamp;
  }

  public String signature() {
    return signature;
  }

  public byte[] body() {
    return body.clone();
  }

  @Override
  public String toString() {
    return id + " " + timestamp + " " + signature + " " + new String(body, UTF_8);
  }

  /** Signed with {@link #SECRET} as Standard Webhooks says. */
  public static SignedDelivery of(String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
      String signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
      return new SignedDelivery(id, Long.toString(timestamp), "v1," + signature, body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static SignedDelivery of(String id, long timestamp, String body) {
    return of(id, timestamp, body.getBytes(UTF_8));
  }
}
