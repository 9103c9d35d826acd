package dev.lowstock.operate;

import dev.lowstock.store.TokenCipher;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What shows that a command has a key of the bot, in the header {@code Authorization}: {@code
 * Lowstock <Unix seconds> <nonce> <code>}. The code is an HMAC-SHA256 over what is asked, when, and
 * the nonce, so that it counts for this one request.
 */
public final class OperatorProof {
  /** What the code is for; a key proves other things elsewhere. */
  private static final String PURPOSE = "lowstock operator v2";

  private static final Pattern FORM =
      Pattern.compile("Lowstock (\\d{1,12}) ([0-9a-f]{32}) ([0-9a-f]{64})");

  /** How far the clocks of a command and the bot may be apart, both ways. */
  private static final Duration TOLERANCE = Duration.ofSeconds(60);

  private static final SecureRandom RANDOM = new SecureRandom();

  private OperatorProof() {}

  /**
   * A proof by each of the keys, newest first.
   *
   * @param target path and query as they stand in the request
   */
  public static List<String> of(TokenCipher keys, String method, String target, Instant now) {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    String nonce = HexFormat.of().formatHex(random);
    long seconds = now.getEpochSecond();
    return keys.proofs(text(method, target, seconds, nonce)).stream()
        .map(code -> "Lowstock " + seconds + " " + nonce + " " + code)
        .toList();
  }

  /** The nonce of a proof by any of the keys for this request at this time; null without one. */
  static @Nullable String nonce(
      @Nullable String proof, TokenCipher keys, String method, String target, Instant now) {
    Matcher given = FORM.matcher(proof == null ? "" : proof);
    if (!given.matches()) {
      return null;
    }
    long seconds = Long.parseLong(given.group(1));
    String nonce = given.group(2);
    byte[] code = given.group(3).getBytes(StandardCharsets.US_ASCII);
    boolean right = false;
    for (String expected : keys.proofs(text(method, target, seconds, nonce))) {
      // Without a shortcut: how long it takes must say nothing.
      right |= MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII), code);
    }
    boolean current = Math.abs(now.getEpochSecond() - seconds) <= TOLERANCE.toSeconds();
    return right && current ? nonce : null;
  }

  private static String text(String method, String target, long seconds, String nonce) {
    return String.join("\n", PURPOSE, method, target, Long.toString(seconds), nonce);
  }
}
