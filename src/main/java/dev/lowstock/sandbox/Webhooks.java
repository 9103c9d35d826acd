package dev.lowstock.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells one endpoint what happens in the shops that allowed the app, and tries again until it
 * answers with a 2xx, four times in all (Etsy API v3, webhooks; Etsy waits longer). Thread-safe.
 */
final class Webhooks {

  private static final List<Duration> DELAYS =
      List.of(Duration.ZERO, Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(3));
  private static final String RESOURCES = "https://openapi.etsy.com/v3/application";

  private record Subscription(URI endpoint, String secret) {}

  private record Event(String id, String type, String body, Subscription subscription) {}

  /** With HTTP/2, many at a time would share one connection and be refused on it. */
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final List<WebhookAttempt> attempts = new ArrayList<>();
  private final List<Consumer<WebhookAttempt>> listeners = new CopyOnWriteArrayList<>();
  private final Clock clock;
  private final TokenDesk desk;
  private @Nullable Subscription subscription;
  private boolean bare;
  private Set<String> types = Set.of();

  Webhooks(Clock clock, TokenDesk desk) {
    this.clock = clock;
    this.desk = desk;
  }

  synchronized void sendTo(URI endpoint, String secret) {
    subscription = new Subscription(endpoint, secret);
  }

  synchronized void tellOf(Set<String> chosen) {
    types = chosen;
  }

  synchronized void stop() {
    subscription = null;
  }

  synchronized void signBare(boolean whether) {
    bare = whether;
  }

  synchronized List<WebhookAttempt> attempts() {
    return List.copyOf(attempts);
  }

  void onAttempt(Consumer<WebhookAttempt> listener) {
    listeners.add(listener);
  }

  void orderPaid(SandboxShop shop, long receiptId) {
    happened("order.paid", shop, "/shops/" + shop.shopId() + "/receipts/" + receiptId);
  }

  void outOfStock(SandboxListing listing, long productId) {
    happened(
        "inventory.out_of_stock",
        listing.shop(),
        "/listings/" + listing.id() + "/inventory/products/" + productId);
  }

  synchronized void repeat(WebhookAttempt sent) {
    if (subscription != null) {
      attempt(new Event(sent.id(), sent.eventType(), sent.body(), subscription), 0);
    }
  }

  private synchronized void happened(String type, SandboxShop shop, String resource) {
    boolean chosen = types.isEmpty() || types.contains(type);
    if (subscription == null || !chosen || !desk.isGranted(shop)) {
      return;
    }
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("event_type", type)
            .put("resource_url", RESOURCES + resource)
            .put("shop_id", shop.shopId())
            .toString();
    attempt(new Event("msg_" + UUID.randomUUID(), type, body, subscription), 0);
  }

  private void attempt(Event event, int number) {
    Duration delay = DELAYS.get(number);
    Executor later = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<?> unused =
        CompletableFuture.supplyAsync(clock::instant, later)
            .thenCompose(sentAt -> deliver(event, number, sentAt));
  }

  private CompletableFuture<?> deliver(Event event, int number, Instant sentAt) {
    return http.sendAsync(request(event, sentAt), BodyHandlers.discarding())
        .handle((answer, failure) -> status(answer))
        .thenAccept(status -> answered(event, number, status, sentAt));
  }

  private HttpRequest request(Event event, Instant sentAt) {
    byte[] body = event.body().getBytes(StandardCharsets.UTF_8);
    String timestamp = Long.toString(sentAt.getEpochSecond());
    String secret = event.subscription().secret();
    return HttpRequest.newBuilder(event.subscription().endpoint())
        .timeout(Duration.ofSeconds(10))
        .header("Content-Type", "application/json")
        .header("webhook-id", event.id())
        .header("webhook-timestamp", timestamp)
        .header(
            "webhook-signature",
            isBare()
                ? WebhookSigner.bare(secret, event.id(), timestamp, body)
                : WebhookSigner.signature(secret, event.id(), timestamp, body))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private synchronized boolean isBare() {
    return bare;
  }

  private static int status(@Nullable HttpResponse<?> answer) {
    return answer == null ? 0 : answer.statusCode();
  }

  private void answered(Event event, int number, int status, Instant sentAt) {
    Instant now = clock.instant();
    WebhookAttempt attempt =
        new WebhookAttempt(
            event.id(), event.type(), event.body(), status, now, Duration.between(sentAt, now));
    keep(attempt);
    listeners.forEach(listener -> listener.accept(attempt));
    if (status / 100 != 2 && number + 1 < DELAYS.size() && isWanted(event)) {
      attempt(event, number + 1);
    }
  }

  private synchronized void keep(WebhookAttempt attempt) {
    attempts.add(attempt);
  }

  private synchronized boolean isWanted(Event event) {
    return event.subscription().equals(subscription);
  }
}
