package dev.lowstock.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lowstock.bot.QuietBot;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramFault;
import dev.lowstock.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint as Telegram finds it, and as others do: the real route, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TelegramWebhookTest {
  private static final String ROUTE = "classpath:routes/receive-telegram-webhook.camel.yaml";
  private static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final String JSON = "application/json";
  private static final int FORGED_A_SECOND = 10;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SandboxTelegram telegram = SandboxTelegram.start();
  private final Person ada = telegram.person("Ada").knowsTheBot();
  private final List<Object> dealt = new CopyOnWriteArrayList<>();
  private final Queue<Exception> troubles = new ConcurrentLinkedQueue<>();
  private final Queue<Error> errors = new ConcurrentLinkedQueue<>();
  private final Queue<Error> expressionErrors = new ConcurrentLinkedQueue<>();
  private Database database;
  private QuietBot bot;
  private String address;
  private String secret;
  private int updateId = 1000;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    int port = FreePorts.next();
    database = Database.openFile(folder.resolve("lowstock"));
    telegram.failNext(2, "setWebhook", TelegramFault.refuses(502, "Bad Gateway"));
    bot =
        QuietBot.serving(
            database,
            Map.of(
                "TELEGRAM_TOKEN",
                SandboxTelegram.TOKEN,
                "TELEGRAM_API_URL",
                telegram.baseUri(),
                "TELEGRAM_WEBHOOK_URL",
                "http://127.0.0.1:" + port,
                "HTTP_PORT",
                Integer.toString(port),
                "lowstock.forgedUpdatesPerSecond",
                Integer.toString(FORGED_A_SECOND)),
            ROUTE,
            answers());
    bot.camel().getRouteController().startRoute("keep-telegram-webhook");
    await().atMost(PATIENCE).until(() -> telegram.requests("setWebhook").size() == 3);
    address = telegram.requests("setWebhook").get(2).text("url").orElseThrow();
    secret = telegram.requests("setWebhook").get(2).text("secret_token").orElseThrow();
  }

  /** Stands in for what is done about an update. */
  private RouteBuilder answers() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:answer-update")
            .routeId("answer-update")
            .errorHandler(noErrorHandler())
            .bean(new Trouble(errors))
            .setVariable("read", method(new Trouble(expressionErrors)))
            .process(
                exchange -> {
                  Exception trouble = troubles.poll();
                  if (trouble != null) {
                    throw trouble;
                  }
                  dealt.add(exchange.getMessage().getBody(Map.class).get("update_id"));
                  exchange.getMessage().setBody(Map.of("answered", true));
                  exchange.getMessage().setHeader("X-Internal", "not for others");
                })
            .stop();
      }
    };
  }

  @AfterAll
  void stop() {
    bot.close();
    database.close();
    telegram.close();
  }

  @BeforeEach
  void forget() {
    dealt.clear();
    troubles.clear();
  }

  @Test
  void updateIsDealtWithAndAnsweredWithNothing() throws Exception {
    HttpResponse<String> answer = post(address, secret, JSON, update(7));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().map()).doesNotContainKey("x-internal");
    assertThat(dealt).containsExactly(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "ünïcode"})
  void whoDoesNotKnowTheSecretIsTurnedAwayWithNothing(String shown) throws Exception {
    double forged = counted("forged");

    HttpResponse<String> answer = post(address, shown.isEmpty() ? null : shown, JSON, update(8));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEmpty();
    assertThat(dealt).isEmpty();
    assertThat(counted("forged")).isEqualTo(forged + 1);
  }

  @Test
  void floodOfForgedUpdatesIsToldToComeLaterAndKeepsNoneOfTelegramsOut() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> flood = new ArrayList<>();
    Instant began = Instant.now();
    for (int n = 0; n < 20 * FORGED_A_SECOND; n++) {
      flood.add(
          http.sendAsync(request(address, "wrong", JSON, update(1)), BodyHandlers.ofString()));
    }
    HttpResponse<String> telegrams = post(address, secret, JSON, update(++updateId));
    CompletableFuture.allOf(flood.toArray(CompletableFuture[]::new)).join();
    long seconds = Duration.between(began, Instant.now()).toSeconds() + 1;

    assertThat(telegrams.statusCode()).isEqualTo(204);
    assertThat(dealt).containsExactly(updateId);
    List<HttpResponse<String>> answers = flood.stream().map(CompletableFuture::join).toList();
    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(401, 429);
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 429).isNotEmpty();
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 429)
        .allMatch(answer -> answer.headers().firstValue("Retry-After").orElse("").equals("1"))
        .allMatch(answer -> answer.body().isEmpty());
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 401)
        .hasSizeBetween(FORGED_A_SECOND, Math.toIntExact(FORGED_A_SECOND * seconds));
    // Each of the ten is free again a second after it was taken.
    await()
        .pollDelay(Duration.ofMillis(1100))
        .atMost(PATIENCE)
        .until(() -> post(address, "wrong", JSON, update(1)).statusCode() == 401);
  }

  @Test
  void onlyTheOneAddressTakesUpdatesAndOnlyAsTelegramBringsThem() throws Exception {
    String elsewhere = address.substring(0, address.length() - 1);

    assertThat(post(elsewhere, secret, JSON, update(9)).statusCode()).isEqualTo(404);
    assertThat(post(address + "/x", secret, JSON, update(9)).statusCode()).isEqualTo(404);
    assertThat(post(address, secret, "text/plain", update(9)).statusCode()).isEqualTo(415);
    HttpResponse<String> got =
        http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    assertThat(got.statusCode()).isEqualTo(405);
    HttpResponse<String> large =
        post(address, secret, JSON, "{\"a\":\"" + "x".repeat(130 << 10) + "\"}");
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(dealt).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "not JSON", "[]", "null", "{}", "{\"update_id\": \"7\"}", "{\"update_id\": 1"})
  void whatCannotBeReadIsPassedOver(String body) throws Exception {
    double passedOver = counted("passed_over");

    assertThat(post(address, secret, JSON, body).statusCode()).isEqualTo(204);

    assertThat(dealt).isEmpty();
    assertThat(counted("passed_over")).isEqualTo(passedOver + 1);
  }

  @ParameterizedTest
  @CsvSource({"[,]", "{\"a\":,}"})
  void deepNestingIsPassedOver(String open, String close) throws Exception {
    String deep = "{\"update_id\": 5, \"message\": " + open.repeat(20_000) + close.repeat(20_000);

    assertThat(post(address, secret, JSON, deep).statusCode()).isEqualTo(204);

    assertThat(dealt).isEmpty();
  }

  @Test
  void updateWaitsAtTelegramWhileTheDatabaseIsAway() {
    int before = telegram.webhookAnswers().size();
    troubles.add(new SQLTransientConnectionException("no connection"));
    troubles.add(new IllegalStateException(new SQLTransientConnectionException("again")));

    ada.says("Hello");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(telegram.webhookAnswers())
                    .hasSizeGreaterThan(before)
                    .endsWith(503, 503, 204));
    assertThat(dealt).hasSize(1);
    assertThat(telegram.unconfirmedUpdates()).isZero();
  }

  @Test
  void poisonousUpdateIsPassedOverAtOnceAndBlocksNothing() {
    double passedOver = counted("passed_over");
    troubles.add(new IllegalStateException("too odd"));
    troubles.add(new ChatGone("getChatMember", 403, "bot was kicked"));
    ada.says("Odd").says("Gone").says("Fine");

    await().atMost(PATIENCE).until(() -> telegram.unconfirmedUpdates() == 0);
    assertThat(dealt).hasSize(1);
    assertThat(counted("passed_over")).isEqualTo(passedOver + 2);
  }

  @Test
  void errorIsPassedOverAtOnceAndBlocksNothing() {
    double passedOver = counted("passed_over");
    errors.add(new StackOverflowError("too deep"));
    ada.says("Deep");
    await().atMost(PATIENCE).until(() -> telegram.unconfirmedUpdates() == 0);
    expressionErrors.add(new StackOverflowError("too deep to read"));
    ada.says("Deeper").says("Fine");

    await().atMost(PATIENCE).until(() -> telegram.unconfirmedUpdates() == 0);
    assertThat(dealt).hasSize(1);
    assertThat(counted("passed_over")).isEqualTo(passedOver + 2);
  }

  /** What is wrong with a step of a route, once. */
  public static final class Trouble {
    private final Queue<Error> errors;

    Trouble(Queue<Error> errors) {
      this.errors = errors;
    }

    /** Called by the route. */
    public void meet() {
      Error error = errors.poll();
      if (error != null) {
        throw error;
      }
    }
  }

  @Test
  void updateThatComesAgainDoesNothing() throws Exception {
    String again = update(++updateId);

    assertThat(post(address, secret, JSON, again).statusCode()).isEqualTo(204);
    assertThat(post(address, secret, JSON, again).statusCode()).isEqualTo(204);

    assertThat(dealt).hasSize(1);
  }

  private static String update(int id) {
    return "{\"update_id\": " + id + ", \"message\": {\"text\": \"Hello\"}}";
  }

  @Test
  void nothingSaysThatNobodyPolls() {
    assertThat(meters().find("tg_polls").gauge()).isNull();
  }

  private MeterRegistry meters() {
    return bot.camel().getRegistry().lookupByNameAndType("metricsRegistry", MeterRegistry.class);
  }

  private double counted(String outcome) {
    return meters().find("tg_updates").tag("outcome", outcome).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private HttpResponse<String> post(String to, @Nullable String shown, String type, String body)
      throws Exception {
    return http.send(request(to, shown, type, body), BodyHandlers.ofString());
  }

  private static HttpRequest request(String to, @Nullable String shown, String type, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(to))
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body));
    if (shown != null) {
      request.header("X-Telegram-Bot-Api-Secret-Token", shown);
    }
    return request.build();
  }
}
