package dev.lowstock.etsy.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lowstock.bot.QuietBot;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** The endpoint as Etsy finds it: the real route, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiveWebhookTest {
  private static final String ROUTE = "classpath:routes/v3/receive-webhook.camel.yaml";
  private static final long BLUE_MUGS_SHOP = 12_345;
  private static final String JSON = "application/json";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger wakes = new AtomicInteger();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Database database;
  private JdbcTemplate rows;
  private QuietBot bot;
  private int port;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = Database.openFile(folder.resolve("lowstock"));
    rows = new JdbcTemplate(database.dataSource());
    port = FreePorts.next();
    bot =
        QuietBot.serving(
            database,
            Map.of(
                "HTTP_PORT",
                Integer.toString(port),
                "ETSY_WEBHOOK_SECRET",
                "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3," + SignedDelivery.SECRET),
            ROUTE);
    bot.looksWanted().wakes(wakes::incrementAndGet);
    log.start();
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);
  }

  @AfterAll
  void stop() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    bot.close();
    database.close();
  }

  @BeforeEach
  void watchBlueMugs() {
    rows.update("DELETE FROM webhook_delivery");
    rows.update("DELETE FROM seller");
    rows.update("INSERT INTO seller (seller_id) VALUES (1)");
    rows.update("INSERT INTO shop_watch (seller_id, shop_id) VALUES (1, ?)", BLUE_MUGS_SHOP);
    wakes.set(0);
    log.list.clear();
  }

  @Test
  void paidOrderHasItsShopLookedAt() throws Exception {
    HttpResponse<String> answer = deliver(paid("msg_1"));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(wakes).hasValue(1);
    assertThat(count("shop_watch WHERE wanted_at IS NOT NULL")).isEqualTo(1);
    assertThat(
            rows.queryForMap(
                "SELECT event_type, shop_id, receipt_id FROM webhook_delivery"
                    + " WHERE worked_at IS NULL"))
        .containsEntry("EVENT_TYPE", "order.paid")
        .containsEntry("SHOP_ID", BLUE_MUGS_SHOP)
        .containsEntry("RECEIPT_ID", 678L);
  }

  @Test
  void repeatedDeliveryIsTakenAndDoesNothing() throws Exception {
    deliver(paid("msg_1"));
    rows.update("UPDATE shop_watch SET wanted_at = NULL");
    double repeated = counted("repeated");

    assertThat(deliver(paid("msg_1")).statusCode()).isEqualTo(204);

    assertThat(count("webhook_delivery")).isEqualTo(1);
    assertThat(count("shop_watch WHERE wanted_at IS NOT NULL")).isZero();
    assertThat(wakes).hasValue(1);
    assertThat(counted("repeated")).isEqualTo(repeated + 1);
  }

  @Test
  void foreignShopsAndUnknownTypesAreStoredAndAskForNothing() throws Exception {
    double foreign = counted("foreign_shop");
    double unknown = counted("unknown_type");

    assertThat(deliver(delivery("msg_1", "order.paid", 999)).statusCode()).isEqualTo(204);
    assertThat(deliver(delivery("msg_2", "shop.moved", BLUE_MUGS_SHOP)).statusCode())
        .isEqualTo(204);

    assertThat(count("webhook_delivery WHERE worked_at IS NOT NULL")).isEqualTo(2);
    assertThat(count("shop_watch WHERE wanted_at IS NOT NULL")).isZero();
    assertThat(wakes).hasValue(0);
    assertThat(counted("foreign_shop")).isEqualTo(foreign + 1);
    assertThat(counted("unknown_type")).isEqualTo(unknown + 1);
  }

  @Test
  void refusedDeliveryIsNotStoredAndLoggedOnceWithoutWhatWasSent() throws Exception {
    long now = Instant.now().getEpochSecond();
    SignedDelivery good = paid("msg_secret_id");
    SignedDelivery forged =
        new SignedDelivery(good.id(), good.timestamp(), "v1,Zm9yZ2Vk", good.body());

    assertThat(deliver(forged).statusCode()).isEqualTo(401);
    assertThat(deliver(signed("msg_secret_id", now - 301)).statusCode()).isEqualTo(400);
    assertThat(deliver(signed("msg_secret_id", now + 330)).statusCode()).isEqualTo(400);
    HttpResponse<String> elsewhere =
        deliver(
            SignedDelivery.of(
                "msg_secret_id",
                now,
                "{\"event_type\":\"order.paid\",\"resource_url\":\"https://evil.example/v3\"}"));
    assertThat(elsewhere.statusCode()).isEqualTo(400);

    assertThat(count("webhook_delivery")).isZero();
    assertThat(wakes).hasValue(0);
    assertThat(refusals())
        .hasSize(4)
        .noneMatch(line -> line.contains("Zm9yZ2Vk") || line.contains("evil"))
        .noneMatch(line -> line.contains("msg_secret_id"));
    assertThat(refusals().get(0)).startsWith("Webhook refused: bad signature");
  }

  @Test
  void answerEchoesNoHeaderOfTheRequest() throws Exception {
    for (SignedDelivery delivery :
        List.of(paid("msg_1"), new SignedDelivery("msg_2", "1", "v1,x", new byte[] {'{', '}'}))) {
      HttpResponse<String> answer =
          http.send(
              request(delivery, JSON).header("X-Echo", "echoed").build(), BodyHandlers.ofString());

      assertThat(answer.headers().map().keySet())
          .allMatch(
              name ->
                  List.of("content-type", "content-length", "transfer-encoding").contains(name));
    }
  }

  @Test
  void onlyJsonByPostIsTaken() throws Exception {
    for (String type :
        List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
      assertThat(
              http.send(request(paid("msg_1"), type).build(), BodyHandlers.ofString()).statusCode())
          .as(type)
          .isEqualTo(415);
    }
    assertThat(
            http.send(
                    request(paid("msg_2"), "application/json; charset=utf-8").build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(204);
    for (String method : List.of("GET", "PUT", "DELETE")) {
      assertThat(
              http.send(
                      HttpRequest.newBuilder(endpoint())
                          .header("Content-Type", JSON)
                          .method(method, BodyPublishers.noBody())
                          .build(),
                      BodyHandlers.ofString())
                  .statusCode())
          .as(method)
          .isEqualTo(405);
    }
    assertThat(count("webhook_delivery")).isEqualTo(1);
  }

  @Test
  void missingRepeatedAndEmptyPartsAreRefused() throws Exception {
    SignedDelivery good = paid("msg_1");
    for (String header : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
      HttpRequest.Builder without = HttpRequest.newBuilder(endpoint()).header("Content-Type", JSON);
      request(good, JSON)
          .build()
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (name.startsWith("webhook-") && !name.equals(header)) {
                  without.header(name, values.get(0));
                }
              });
      HttpRequest missing = without.POST(BodyPublishers.ofByteArray(good.body())).build();
      HttpRequest repeated =
          request(good, JSON)
              .header(
                  header, request(good, JSON).build().headers().firstValue(header).orElseThrow())
              .build();
      assertThat(http.send(missing, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
      assertThat(http.send(repeated, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    }
    HttpRequest empty = request(good, JSON).POST(BodyPublishers.noBody()).build();
    assertThat(http.send(empty, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    assertThat(count("webhook_delivery")).isZero();
  }

  @Test
  void hugeBodyIsRefusedUnread() throws Exception {
    long now = Instant.now().getEpochSecond();

    assertThat(deliver(SignedDelivery.of("msg_1", now, new byte[2_000_000])).statusCode())
        .isEqualTo(413);
  }

  @Test
  void databaseThatIsAwayHasEtsyDeliverAgain() throws Exception {
    rows.execute("ALTER TABLE webhook_delivery RENAME TO away");
    try {
      assertThat(deliver(paid("msg_1")).statusCode()).isEqualTo(503);
    } finally {
      rows.execute("ALTER TABLE away RENAME TO webhook_delivery");
    }
    assertThat(wakes).hasValue(0);

    assertThat(deliver(paid("msg_1")).statusCode()).isEqualTo(204);
    assertThat(wakes).hasValue(1);
  }

  @Test
  void burstMakesOneWantedShop() throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(40);
    try {
      List<Callable<Integer>> deliveries = new ArrayList<>();
      for (int n = 0; n < 2000; n++) {
        // Some come twice, at about the same time.
        SignedDelivery delivery = paid("msg_" + (n % 10 == 1 ? n - 1 : n));
        deliveries.add(() -> deliverAsEtsyDoes(delivery));
      }
      for (Future<Integer> answer : senders.invokeAll(deliveries)) {
        assertThat(answer.get()).isEqualTo(204);
      }
    } finally {
      senders.shutdownNow();
    }
    assertThat(count("webhook_delivery")).isEqualTo(1800);
    assertThat(count("shop_watch WHERE wanted_at IS NOT NULL")).isEqualTo(1);
    assertThat(wakes).hasValue(1800);
  }

  @Test
  void moreThanTheLimitComesAgainAndForgeriesKeepNothingOut() throws Exception {
    int other = FreePorts.next();
    double limited = counted("over_limit");
    System.setProperty("lowstock.webhooksPerSecond", "3");
    try (QuietBot slow =
        QuietBot.serving(
            database,
            Map.of(
                "HTTP_PORT", Integer.toString(other), "ETSY_WEBHOOK_SECRET", SignedDelivery.SECRET),
            ROUTE)) {
      URI address = URI.create("http://127.0.0.1:" + other + "/etsy/webhook");
      for (int n = 0; n < 100; n++) {
        SignedDelivery good = paid("msg_forged_" + n);
        SignedDelivery forged =
            new SignedDelivery(good.id(), good.timestamp(), "v1,Zm9yZ2Vk", good.body());
        assertThat(send(address, forged).statusCode()).isEqualTo(401);
      }
      assertThat(send(address, paid("msg_0")).statusCode()).isEqualTo(204);
      assertThat(refusals()).as("lines of a minute").hasSize(20);

      List<HttpResponse<String>> answers = new ArrayList<>();
      for (int n = 1; n < 20; n++) {
        answers.add(send(address, paid("msg_" + n)));
      }
      assertThat(answers)
          .filteredOn(answer -> answer.statusCode() == 429)
          .isNotEmpty()
          .allMatch(answer -> answer.headers().firstValue("Retry-After").equals(Optional.of("1")))
          .allMatch(answer -> answer.body().isEmpty());
      assertThat(count("webhook_delivery"))
          .isEqualTo(1 + answers.stream().filter(a -> a.statusCode() == 204).count());
      await().atMost(5, SECONDS).until(() -> send(address, paid("msg_again")).statusCode() == 204);
    } finally {
      System.clearProperty("lowstock.webhooksPerSecond");
    }
    assertThat(counted("over_limit")).isEqualTo(limited);
  }

  @Test
  void withoutASecretThereIsNoSuchAddress() throws Exception {
    int other = FreePorts.next();
    try (QuietBot off =
        QuietBot.serving(database, Map.of("HTTP_PORT", Integer.toString(other)), ROUTE)) {
      assertThat(off.camel().getRoute("receive-webhook")).isNull();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + other + "/etsy/webhook"))
              .header("Content-Type", JSON)
              .POST(BodyPublishers.ofByteArray(paid("msg_1").body()))
              .build();

      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
      assertThat(health(off)).startsWith("off: ETSY_WEBHOOK_SECRET is not set");
    }
  }

  @Test
  void healthTellsTheLastAcceptedAndWhatWasRefusedSince() throws Exception {
    deliver(paid("msg_1"));
    SignedDelivery good = paid("msg_2");
    deliver(new SignedDelivery(good.id(), good.timestamp(), "v1,Zm9yZ2Vk", good.body()));

    assertThat(health(bot))
        .matches(
            "the last was accepted \\d+ s ago; refused since: 1 bad signature;"
                + " shops are polled all the same");

    deliver(good);
    await()
        .atMost(5, SECONDS)
        .untilAsserted(() -> assertThat(health(bot)).matches("the last was accepted \\d+ s ago"));
  }

  /** Etsy delivers again what was not taken. */
  private int deliverAsEtsyDoes(SignedDelivery delivery) {
    return await()
        .atMost(60, SECONDS)
        .until(() -> deliver(delivery).statusCode(), status -> status != 429);
  }

  private HttpResponse<String> send(URI address, SignedDelivery delivery) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    request(delivery, JSON)
        .build()
        .headers()
        .map()
        .forEach((name, values) -> request.header(name, values.get(0)));
    return http.send(
        request.POST(BodyPublishers.ofByteArray(delivery.body())).build(), BodyHandlers.ofString());
  }

  private List<String> refusals() {
    return log.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.startsWith("Webhook"))
        .toList();
  }

  private static String health(QuietBot bot) {
    HealthCheck check = HealthCheckRegistry.get(bot.camel()).getCheck("webhooks").orElseThrow();
    HealthCheck.Result result = check.call();
    assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
    return result.getMessage().orElse("");
  }

  private double counted(String outcome) {
    return Objects.requireNonNull(
            bot.camel().getRegistry().lookupByNameAndType("metricsRegistry", MeterRegistry.class))
        .counter("etsy_webhooks", "outcome", outcome)
        .count();
  }

  private SignedDelivery paid(String id) {
    return delivery(id, "order.paid", BLUE_MUGS_SHOP);
  }

  private static SignedDelivery delivery(String id, String type, long shop) {
    return SignedDelivery.of(
        id,
        Instant.now().getEpochSecond(),
        "{\"event_type\":\"%s\",\"resource_url\":\"https://openapi.etsy.com/v3/application/shops/%d/receipts/678\",\"shop_id\":%d}"
            .formatted(type, shop, shop));
  }

  private static SignedDelivery signed(String id, long timestamp) {
    return SignedDelivery.of(id, timestamp, paidBody());
  }

  private static String paidBody() {
    return "{\"event_type\":\"order.paid\",\"shop_id\":" + BLUE_MUGS_SHOP + "}";
  }

  private HttpResponse<String> deliver(SignedDelivery delivery) throws Exception {
    return http.send(request(delivery, JSON).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(SignedDelivery delivery, String contentType) {
    return HttpRequest.newBuilder(endpoint())
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", contentType)
        .header("webhook-id", delivery.id())
        .header("webhook-timestamp", delivery.timestamp())
        .header("webhook-signature", delivery.signature())
        .POST(BodyPublishers.ofByteArray(delivery.body()));
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + port + "/etsy/webhook");
  }

  private int count(String from) {
    return Objects.requireNonNull(
        rows.queryForObject("SELECT COUNT(*) FROM " + from, Integer.class));
  }
}
