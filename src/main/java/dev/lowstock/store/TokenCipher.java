package dev.lowstock.store;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;

/**
 * Encrypts the tokens that the database keeps (AES-256-GCM, by Tink).
 *
 * <p>The newest key encrypts, every key decrypts. Thread-safe.
 */
public final class TokenCipher {
  private static final byte[] NO_ASSOCIATED_DATA = {};

  private final List<AesGcmJce> ciphers;

  /**
   * @param keys of 32 bytes each, newest first
   */
  public TokenCipher(List<byte[]> keys) {
    this.ciphers = keys.stream().map(TokenCipher::cipher).toList();
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

  private static AesGcmJce cipher(byte[] key) {
    try {
      return new AesGcmJce(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a key must have 32 bytes", e);
    }
  }
}
