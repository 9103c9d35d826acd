package dev.lowstock.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lowstock.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The photos of RFC 5849, section 1.2, as the server of the photos sees them. */
class OAuth1VerifierTest {

  private static final URI PHOTOS =
      URI.create("http://photos.example.net/photos?file=vacation.jpg&size=original");

  private static final String AUTHORIZATION =
      "OAuth realm=\"Photos\",\n   oauth_consumer_key=\"dpf43f3p2l4k3l03\","
          + " oauth_token=\"nnch734d00sl2jdk\", oauth_signature_method=\"HMAC-SHA1\","
          + " oauth_timestamp=\"137131202\", oauth_nonce=\"chapoH\","
          + " oauth_signature=\"MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D\"";

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(137_131_202));
  private final OAuth1Verifier verifier =
      new OAuth1Verifier("dpf43f3p2l4k3l03", "kd94hf93k423kf44", clock);

  @Test
  void photosOfTheRfcAreGranted() {
    assertThat(verified(AUTHORIZATION)).containsEntry("oauth_token", "nnch734d00sl2jdk");
  }

  @Test
  void sameNonceIsGrantedOnce() {
    verified(AUTHORIZATION);

    assertRefused(AUTHORIZATION, "nonce_used");
  }

  @Test
  void clocksMayDifferByFiveMinutes() {
    clock.advance(Duration.ofSeconds(301));
    assertRefused(AUTHORIZATION, "timestamp_refused");

    clock.advance(Duration.ofSeconds(-1));
    assertThat(verified(AUTHORIZATION)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "dpf43f3p2l4k3l03, someoneelses, consumer_key_unknown",
    "nnch734d00sl2jdk, othertoken, signature_invalid",
    "MdpQ, mDpQ, signature_invalid",
    "HMAC-SHA1, PLAINTEXT, signature_method_rejected",
    "137131202, soon, timestamp_refused",
    "chapoH, '', parameter_absent",
    "OAuth , Bearer , parameter_absent"
  })
  void changedHeaderIsRefused(String part, String instead, String problem) {
    assertRefused(AUTHORIZATION.replace(part, instead), problem);
  }

  private Map<String, String> verified(String authorization) {
    return verifier.verified("GET", PHOTOS, List.of(), authorization, token -> "pfkkdhi9sl3r4s00");
  }

  private void assertRefused(String authorization, String problem) {
    assertThatExceptionOfType(OAuthProblem.class)
        .isThrownBy(() -> verified(authorization))
        .withMessage("oauth_problem=" + problem);
  }
}
