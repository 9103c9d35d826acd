package dev.lowstock.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxEtsyWebhookTest {

  private static final String SECRET = WebhookSigner.exampleSecret();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(1_800_000_000));
  private SandboxEtsy sandbox;
  private HookEndpoint endpoint;
  private SandboxShop blueMugs;

  @BeforeEach
  void open() throws Exception {
    sandbox = SandboxEtsy.start(0, clock, EtsyKeys.example());
    endpoint = HookEndpoint.open();
    blueMugs = sandbox.shop("BlueMugs");
    EtsyV3Client.Tokens unused = new EtsyV3Client(sandbox).logIn(blueMugs);
    sandbox.sendsWebhooksTo(endpoint.url(), SECRET);
  }

  @AfterEach
  void close() {
    sandbox.close();
    endpoint.close();
  }

  @Test
  void paidOrderIsTold() throws Exception {
    SandboxListing mug = blueMugs.lists("Blue mug", 3);
    mug.sells(1);

    WebhookAttempt attempt = awaitAttempts(1).get(0);

    JsonNode body = new ObjectMapper().readTree(attempt.body());
    assertThat(body.path("event_type").asText()).isEqualTo("order.paid");
    assertThat(body.path("shop_id").isNumber()).isTrue();
    assertThat(body.path("shop_id").asLong()).isEqualTo(blueMugs.shopId());
    assertThat(body.path("resource_url").asText())
        .isEqualTo(
            "https://openapi.etsy.com/v3/application/shops/%d/receipts/%d"
                .formatted(blueMugs.shopId(), mug.receipts().get(0)));
    assertThat(attempt.status()).isEqualTo(204);
    assertThat(attempt.eventType()).isEqualTo("order.paid");
    assertThat(attempt.at()).isEqualTo(clock.instant());
  }

  @Test
  void productThatRunsOutIsToldBesideTheOrder() {
    SandboxListing mug =
        blueMugs.listsVariations(
            "Mug",
            "Colour",
            new VariationStock("Blue", 1, "MUG-BLUE"),
            new VariationStock("Red", 5, "MUG-RED"));
    mug.variation("Blue").sells(1);

    List<WebhookAttempt> attempts = awaitAttempts(2);

    assertThat(attempts.stream().map(WebhookAttempt::eventType))
        .containsExactlyInAnyOrder("order.paid", "inventory.out_of_stock");
    assertThat(attempts.stream().map(WebhookAttempt::body).toList().toString())
        .contains(
            "/listings/%d/inventory/products/%d\""
                .formatted(mug.id(), mug.variation("Blue").productId()));
  }

  @Test
  void signatureIsOverTheBytesThatWereSent() {
    blueMugs.lists("Blue mug", 3).sells(1);
    awaitAttempts(1);

    HookEndpoint.Received webhook = endpoint.received().get(0);

    assertThat(webhook.timestamp()).isEqualTo("1800000000");
    assertThat(webhook.contentType()).isEqualTo("application/json");
    assertThat(webhook.signature()).isEqualTo("v1," + expected(webhook));
  }

  @Test
  void signatureMayBeBare() {
    sandbox.signsBare(true);
    blueMugs.lists("Blue mug", 3).sells(1);
    awaitAttempts(1);

    HookEndpoint.Received webhook = endpoint.received().get(0);

    assertThat(webhook.signature()).isEqualTo(expected(webhook));
  }

  /** The example that Svix publishes with its way to sign. */
  @Test
  void signerAgreesWithThePublishedExample() {
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    assertThat(
            WebhookSigner.signature(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "1614265330",
                body))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void failedAttemptIsRepeatedWithTheSameId() {
    endpoint.fails(2);
    blueMugs.lists("Blue mug", 3).sells(1);

    List<WebhookAttempt> attempts = awaitAttempts(3);

    assertThat(attempts.stream().map(WebhookAttempt::status)).containsExactly(503, 503, 204);
    assertThat(attempts.stream().map(WebhookAttempt::id)).containsOnly(attempts.get(0).id());
    assertThat(endpoint.received().stream().map(HookEndpoint.Received::id))
        .containsOnly(attempts.get(0).id());
  }

  @Test
  void webhookMayComeAgainAfterItArrived() {
    blueMugs.lists("Blue mug", 3).sells(1);
    WebhookAttempt first = awaitAttempts(1).get(0);
    clock.advance(Duration.ofMinutes(10));

    sandbox.repeatsWebhook(first);

    WebhookAttempt second = awaitAttempts(2).get(1);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(endpoint.received().get(1).timestamp()).isEqualTo("1800000600");
  }

  @Test
  void nobodyThereIsAnAttemptToo() {
    sandbox.sendsWebhooksTo(URI.create("http://127.0.0.1:9/hook"), SECRET);
    blueMugs.lists("Blue mug", 3).sells(1);

    assertThat(awaitAttempts(1).get(0).status()).isZero();
  }

  @Test
  void shopThatHasNotAllowedTheAppIsNotTold() {
    sandbox.shop("Stranger").lists("Vase", 3).sells(1);
    blueMugs.lists("Blue mug", 3).sells(1);

    assertThat(awaitAttempts(1).get(0).body()).contains("\"shop_id\":" + blueMugs.shopId());
    assertThat(endpoint.received()).hasSize(1);
  }

  @Test
  void stoppedWebhooksAreNotSent() {
    SandboxListing mug = blueMugs.lists("Blue mug", 3);
    sandbox.stopsWebhooks();
    mug.sells(1);
    sandbox.sendsWebhooksTo(endpoint.url(), SECRET);
    mug.sells(1);

    assertThat(awaitAttempts(1).get(0).body()).contains("/receipts/" + mug.receipts().get(1));
    assertThat(endpoint.received()).hasSize(1);
  }

  private List<WebhookAttempt> awaitAttempts(int count) {
    return await()
        .atMost(PATIENCE)
        .until(sandbox::webhookAttempts, attempts -> attempts.size() >= count);
  }

  private static String expected(HookEndpoint.Received webhook) {
    return WebhookSigner.bare(
        SECRET,
        String.valueOf(webhook.id()),
        String.valueOf(webhook.timestamp()),
        webhook.body().getBytes(StandardCharsets.UTF_8));
  }
}
