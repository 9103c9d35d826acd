package dev.lowstock.etsy.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.SettableClock;
import dev.lowstock.sandbox.WebhookSigner;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the example that Standard Webhooks and Svix document. */
class WebhookSignatureTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER_SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String TIMESTAMP = "1614265330";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String BARE = "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(1614265330));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1," + BARE,
        BARE,
        "v1,b3RoZXI= v1," + BARE,
        "v1a,b3RoZXI= " + BARE + " v1,b3RoZXI=",
        "  v1," + BARE
      })
  void theDocumentedExampleIsRight(String header) {
    assertThatCode(() -> require(SECRET, TIMESTAMP, header, BODY)).doesNotThrowAnyException();
  }

  @Test
  void whatTheSandboxSignsIsRight() {
    String secret = WebhookSigner.exampleSecret();
    assertThatCode(
            () ->
                require(
                    secret, TIMESTAMP, WebhookSigner.signature(secret, ID, TIMESTAMP, BODY), BODY))
        .doesNotThrowAnyException();
  }

  @Test
  void anyOfSeveralSecretsMaySign() {
    for (String secrets :
        new String[] {OTHER_SECRET + "," + SECRET, SECRET + " , " + OTHER_SECRET}) {
      assertThatCode(() -> require(secrets, TIMESTAMP, "v1," + BARE, BODY))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1,",
        "v1",
        "v1a," + BARE,
        "v2," + BARE,
        "v1,v1," + BARE,
        // The same bytes in another spelling.
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
        "v1,g0hM9SsE-OTPJTGt_tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        BARE + "," + BARE,
        "ü"
      })
  void whatIsNoSignatureOfOursIsRefused(String header) {
    assertThatThrownBy(() -> require(SECRET, TIMESTAMP, header, BODY))
        .isInstanceOfSatisfying(WebhookRefused.class, e -> assertStatus(e, 401))
        .hasMessageStartingWith("bad signature");
  }

  @Test
  void anotherSecretAnotherBodyAndNoSecretAreRefused() {
    assertThatThrownBy(() -> require(OTHER_SECRET, TIMESTAMP, "v1," + BARE, BODY))
        .hasMessageStartingWith("bad signature");
    assertThatThrownBy(
            () -> require(SECRET, TIMESTAMP, "v1," + BARE, "{\"test\":2432232314}".getBytes(UTF_8)))
        .hasMessageStartingWith("bad signature");
    assertThatThrownBy(() -> require(null, TIMESTAMP, "v1," + BARE, BODY))
        .hasMessageStartingWith("bad signature");
  }

  @Test
  void itIsRightForFiveMinutesBothWays() {
    Instant signed = clock.instant();
    for (int seconds : new int[] {-300, -299, 299, 300}) {
      clock.set(signed.plusSeconds(seconds));
      assertThatCode(() -> require(SECRET, TIMESTAMP, BARE, BODY)).doesNotThrowAnyException();
    }
    for (Duration off :
        new Duration[] {Duration.ofSeconds(301), Duration.ofSeconds(-301), Duration.ofDays(9999)}) {
      clock.set(signed.plus(off));
      assertThatThrownBy(() -> require(SECRET, TIMESTAMP, BARE, BODY))
          .isInstanceOfSatisfying(WebhookRefused.class, e -> assertStatus(e, 400))
          .hasMessageStartingWith("too old: signed " + Math.abs(off.toSeconds()) + " s ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "-1614265330",
        "+1614265330",
        "1614265330.0",
        "1614265330000000",
        "١٦١٤"
      })
  void aTimestampThatIsNoneIsMalformed(String timestamp) {
    assertThatThrownBy(() -> require(SECRET, timestamp, BARE, BODY))
        .isInstanceOfSatisfying(WebhookRefused.class, e -> assertStatus(e, 400))
        .hasMessageStartingWith("malformed");
  }

  private void require(@Nullable String secrets, String timestamp, String header, byte[] body) {
    new WebhookSignature(secrets, clock).require(ID, timestamp, header, body);
  }

  private static void assertStatus(WebhookRefused refusal, int status) {
    org.assertj.core.api.Assertions.assertThat(refusal.status()).isEqualTo(status);
  }
}
