package dev.lowstock.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against the scheme's own library. */
class StandardWebhooksTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
  private static final String BODY = "{\"title\":\"Blue mug – größer 🫖\"}";

  private final long now = Instant.now().getEpochSecond();

  @Test
  void whatIsSignedIsRightToTheSchemesLibrary() {
    String signature = sign(SECRET, BODY);

    assertThatCode(() -> new Webhook(SECRET).verify(BODY, headers(signature)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new Webhook(OTHER).verify(BODY, headers(signature)))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> new Webhook(SECRET).verify(BODY + " ", headers(signature)))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void eitherOfTwoSecretsIsEnoughWhileOneReplacesTheOther() {
    String signature = sign(OTHER + ", " + SECRET, BODY);

    for (String known : List.of(SECRET, OTHER)) {
      assertThatCode(() -> new Webhook(known).verify(BODY, headers(signature)))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void whatTheSchemesLibrarySignedIsRight() throws Exception {
    String signature = new Webhook(SECRET).sign("msg_1", now, BODY);

    assertThat(isSigned(SECRET, signature, BODY)).isTrue();
    assertThat(isSigned(OTHER, signature, BODY)).isFalse();
    assertThat(isSigned(SECRET, signature, BODY + " ")).isFalse();
  }

  private String sign(String secrets, String body) {
    return new StandardWebhooks(secrets).sign("msg_1", now, body.getBytes(UTF_8));
  }

  private boolean isSigned(String secrets, String signature, String body) {
    return new StandardWebhooks(secrets)
        .isSigned("msg_1", Long.toString(now), signature, body.getBytes(UTF_8));
  }

  private Map<String, List<String>> headers(String signature) {
    return Map.of(
        "webhook-id", List.of("msg_1"),
        "webhook-timestamp", List.of(Long.toString(now)),
        "webhook-signature", List.of(signature));
  }
}
