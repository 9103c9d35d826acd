package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenCipherTest {
  private static final byte[] OLD = key(1);
  private static final byte[] NEW = key(2);

  private final TokenCipher cipher = new TokenCipher(List.of(OLD));

  @Test
  void tokenComesBackAsItWas() {
    for (String token : List.of("", "a1b2", "ü青☕", "x".repeat(1000))) {
      assertThat(cipher.decrypt(cipher.encrypt(token))).isEqualTo(token);
    }
  }

  @Test
  void sameTokenLooksDifferentEachTimeAndNeverLikeItself() {
    String first = cipher.encrypt("oauth-token");

    assertThat(cipher.encrypt("oauth-token")).isNotEqualTo(first);
    assertThat(first).doesNotContain("oauth");
    assertThat(
            new String(
                Base64.getDecoder().decode(first), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("oauth");
  }

  @Test
  void tokenOfTheLongestLengthFitsItsColumn() {
    assertThat(cipher.encrypt("x".repeat(1000)).length()).isLessThanOrEqualTo(2000);
  }

  @Test
  void newerKeySealsAndOlderKeysStillOpen() {
    String sealedBefore = cipher.encrypt("token");
    TokenCipher both = new TokenCipher(List.of(NEW, OLD));

    assertThat(both.decrypt(sealedBefore)).isEqualTo("token");
    assertThat(new TokenCipher(List.of(NEW)).decrypt(both.encrypt("token"))).isEqualTo("token");
    assertThatThrownBy(() -> cipher.decrypt(both.encrypt("token")))
        .isInstanceOf(WrongKey.class)
        .hasMessageStartingWith("SECRET_KEY ");
  }

  @Test
  void changedTokenIsNotTaken() {
    byte[] sealed = Base64.getDecoder().decode(cipher.encrypt("token"));
    sealed[sealed.length - 1] ^= 1;
    String changed = Base64.getEncoder().encodeToString(sealed);

    assertThatThrownBy(() -> cipher.decrypt(changed)).isInstanceOf(WrongKey.class);
    assertThatThrownBy(() -> cipher.decrypt("")).isInstanceOf(WrongKey.class);
  }

  @Test
  void keyOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> new TokenCipher(List.of(new byte[31])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] key(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return key;
  }
}
