package dev.lowstock.store;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the tokens that the database keeps (AES-256-GCM, by Tink).
 *
 * <p>The newest key encrypts, every key decrypts. Thread-safe.
 */
public final class TokenCipher {
  private static final byte[] NO_ASSOCIATED_DATA = {};

  private final List<byte[]> keys;
  private final List<AesGcmJce> ciphers;

  /**
   * @param keys of 32 bytes each, newest first
   */
  public TokenCipher(List<byte[]> keys) {
    this.keys = keys.stream().map(byte[]::clone).toList();
    this.ciphers = keys.stream().map(TokenCipher::cipher).toList();
  }

  /**
   * What only who has a key can know: HMAC-SHA256 of the purpose with each key, newest first, in
   * hex. Says nothing of the keys.
   */
  public List<String> proofs(String purpose) {
    return keys.stream().map(key -> proof(key, purpose)).toList();
  }

  /** True when the newest key encrypted it. */
  boolean isNewest(String encrypted) {
    try {
      ciphers.get(0).decrypt(Base64.getDecoder().decode(encrypted), NO_ASSOCIATED_DATA);
      return true;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /** The text encrypted, as base64; different at each call. */
  public String encrypt(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              ciphers.get(0).encrypt(text.getBytes(StandardCharsets.UTF_8), NO_ASSOCIATED_DATA));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
  }

  /**
   * The text that was encrypted.
   *
   * @throws WrongKey when none of the keys fits
   */
  public String decrypt(String encrypted) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(encrypted);
    } catch (IllegalArgumentException e) {
      throw new WrongKey();
    }
    for (AesGcmJce cipher : ciphers) {
      try {
        return new String(cipher.decrypt(bytes, NO_ASSOCIATED_DATA), StandardCharsets.UTF_8);
      } catch (GeneralSecurityException e) {
        // Sealed with another of the keys, or with none of them.
      }
    }
    throw new WrongKey();
  }

  private static String proof(byte[] key, String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is not available", e);
    }
  }

  private static AesGcmJce cipher(byte[] key) {
    try {
      return new AesGcmJce(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a key must have 32 bytes", e);
    }
  }
}
