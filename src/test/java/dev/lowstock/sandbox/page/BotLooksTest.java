package dev.lowstock.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.SettableClock;
import dev.lowstock.sandbox.EtsyCall;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.WebhookAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BotLooksTest {
  private static final long SHOP = 5001;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T14:03:07Z"));
  private final Journal journal = new Journal(clock);
  private final BotLooks looks = new BotLooks(journal, clock);

  @Test
  void webhookIsToldWithItsTimeAndTheLookAfterItIsItsOwn() {
    looks.changes(SHOP);
    looks.webhook(attempt("msg_1", 204));
    looks.called(call(EtsyEndpoint.LISTINGS_BY_SHOP), 200);

    assertThat(told())
        .containsExactly(
            "The bot looked at the shop, told by a webhook",
            "Webhook order.paid delivered in 12 ms");
  }

  @Test
  void changeWithoutWebhookIsFoundByPollingAndToldOnce() {
    looks.changes(SHOP);
    looks.called(call(EtsyEndpoint.LISTINGS_BY_SHOP), 200);
    clock.advance(Duration.ofSeconds(2));
    looks.called(call(EtsyEndpoint.LISTINGS_BY_SHOP), 200);

    assertThat(told()).containsExactly("The bot looked at the shop, by polling");
    assertThat(looks.last(SHOP)).isEqualTo(clock.instant());
  }

  @Test
  void refusedWebhookIsToldOnceHoweverOftenItIsTried() {
    looks.changes(SHOP);
    looks.webhook(attempt("msg_1", 401));
    looks.webhook(attempt("msg_1", 401));
    looks.webhook(attempt("msg_2", 0));
    looks.called(call(EtsyEndpoint.LISTINGS_BY_SHOP), 200);

    assertThat(told())
        .containsExactly(
            "The bot looked at the shop, by polling",
            "Webhook order.paid got no answer",
            "Webhook order.paid refused: 401");
  }

  @Test
  void failedCallAndOtherCallsAreNoLooks() {
    looks.changes(SHOP);

    assertThat(looks.called(call(EtsyEndpoint.LISTINGS_BY_SHOP), 503)).isFalse();
    assertThat(looks.called(call(EtsyEndpoint.TOKEN), 200)).isFalse();

    assertThat(told()).isEmpty();
    assertThat(looks.last(SHOP)).isNull();
  }

  @Test
  void lookAtAnotherShopIsNoneAtThatWhichChanged() {
    looks.changes(SHOP);

    assertThat(looks.called(call(EtsyEndpoint.LISTINGS_BY_SHOP, SHOP + 1), 200)).isTrue();
    assertThat(told()).isEmpty();
    assertThat(looks.last(SHOP)).isNull();

    looks.called(call(EtsyEndpoint.LISTINGS_BY_SHOP), 200);
    assertThat(told()).hasSize(1);
  }

  private List<String> told() {
    return journal.entries().stream().map(Journal.Entry::text).toList();
  }

  private WebhookAttempt attempt(String id, int status) {
    return new WebhookAttempt(
        id, "order.paid", "{}", status, clock.instant(), Duration.ofMillis(12));
  }

  private EtsyCall call(EtsyEndpoint endpoint) {
    return call(endpoint, SHOP);
  }

  private EtsyCall call(EtsyEndpoint endpoint, long shop) {
    String path = "/v3/application/shops/" + shop + "/listings";
    return new EtsyCall(endpoint, "GET", path, null, clock.instant(), Map.of(), Map.of());
  }
}
