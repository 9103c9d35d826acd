package dev.lowstock.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EtsyFaultTest {

  private SandboxEtsy sandbox;
  private EtsyClient client;

  @BeforeEach
  void open() throws IOException {
    sandbox = SandboxEtsy.start();
    client = EtsyClient.of(sandbox);
    sandbox.othersList(2);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void faultsTakeEffectInTurnAndEnd() throws Exception {
    sandbox.breaks(EtsyEndpoint.FEED, EtsyFault.status(500, "Temporary Etsy issue"), 2);
    sandbox.breaks(EtsyEndpoint.FEED, EtsyFault.retired(), 1);

    assertThat(List.of(status(), status(), status(), status())).containsExactly(500, 500, 410, 200);
  }

  @Test
  void numberOutOfRangeIsSentAsItIs() throws Exception {
    sandbox.breaks(EtsyEndpoint.FEED, EtsyFault.field("quantity", "1e400"), 1);

    assertThat(feed().body()).contains("\"quantity\":1E+400,");
  }

  @Test
  void faultStaysUntilItHeals() throws Exception {
    sandbox.breaksEverywhere(EtsyFault.status(503, "down", Duration.ofSeconds(30)));

    assertThat(feed().headers().firstValue("Retry-After")).contains("30");
    assertThat(client.get("/v2/server/epoch").statusCode()).isEqualTo(503);

    sandbox.heals();

    assertThat(status()).isEqualTo(200);
  }

  @Test
  void jsonIsBrokenInTheWayAskedFor() throws Exception {
    assertThat(json(EtsyFault.nullResults()).path("results").isNull()).isTrue();
    assertThat(json(EtsyFault.missingResults()).has("results")).isFalse();
    assertThat(json(EtsyFault.emptyResults()).path("count").asInt()).isPositive();
    assertThat(json(EtsyFault.emptyResults()).path("results")).isEmpty();
    assertThat(json(EtsyFault.count(99)).path("count").asInt()).isEqualTo(99);
    assertThat(json(EtsyFault.noPagination()).has("pagination")).isFalse();
    assertThat(results(EtsyFault.everyResultTwice())).hasSize(4);
    assertThat(results(EtsyFault.strayResult("null")).path(0).isNull()).isTrue();
    assertThat(results(EtsyFault.field("user_id", "\"me\"")).path(1).path("user_id").asText())
        .isEqualTo("me");
    assertThat(results(EtsyFault.withoutField("state")).path(0).has("state")).isFalse();
    assertThat(results(EtsyFault.unknownFields()).path(0).has("surprise")).isTrue();
    assertThat(results(EtsyFault.nested(500)).toString()).hasSize(1_000);
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> json(EtsyFault.truncatedJson()));
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> json(EtsyFault.malformedJson()));
  }

  @Test
  void firstPageComesAgain() throws Exception {
    sandbox.breaks(EtsyEndpoint.FEED, EtsyFault.firstPageAgain());

    assertThat(client.feed(everything() + "&limit=1&offset=1").body())
        .isEqualTo(client.feed(everything() + "&limit=1&offset=0").body());
  }

  @Test
  void silenceOutlastsTheCaller() {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    sandbox.url()
                        + "/v2/feeds/listings/latest?time_offset=0&api_key="
                        + sandbox.keys().feedsKey()))
            .build();

    for (EtsyFault silence : List.of(EtsyFault.hang(), EtsyFault.stall())) {
      sandbox.breaks(EtsyEndpoint.FEED, silence, 1);
      CompletableFuture<HttpResponse<String>> answer =
          HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString());

      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> answer.get(200, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void connectionEndsInTheMiddle() {
    for (EtsyFault end : List.of(EtsyFault.cutOff(), EtsyFault.lostAnswer())) {
      sandbox.breaks(EtsyEndpoint.REQUEST_TOKEN, end, 1);

      assertThatExceptionOfType(IOException.class).isThrownBy(client::startLogin);
    }
  }

  @Test
  void hugeAnswersAreAsLongAsTheySay() throws Exception {
    sandbox.breaks(EtsyEndpoint.FEED, EtsyFault.hugeField(3), 1);
    sandbox.breaks(EtsyEndpoint.FEED, EtsyFault.hugePage(3), 1);

    assertThat(new ObjectMapper().readTree(feed().body()).findValue("title").asText().length())
        .isGreaterThan(3 << 20);
    assertThat(new ObjectMapper().readTree(feed().body()).path("results").size())
        .isGreaterThan(10_000);
  }

  @Test
  void lateAnswerIsRight() throws Exception {
    sandbox.breaks(EtsyEndpoint.FEED, EtsyFault.delay(Duration.ofMillis(50)), 1);

    long before = System.nanoTime();
    int status = status();

    assertThat(status).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(50));
  }

  private JsonNode results(EtsyFault fault) throws Exception {
    return json(fault).path("results");
  }

  private JsonNode json(EtsyFault fault) throws Exception {
    sandbox.breaks(EtsyEndpoint.FEED, fault, 1);
    return new ObjectMapper().readTree(feed().body());
  }

  private int status() throws Exception {
    return feed().statusCode();
  }

  private HttpResponse<String> feed() throws Exception {
    return client.feed(everything());
  }

  private static String everything() {
    return "time_offset=0&time_limit=99999999999";
  }
}
