package dev.lowstock.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.SettableClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxEtsyV3QuotaTest {

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(1_800_000_000));
  private SandboxEtsy sandbox;
  private EtsyV3Client client;

  @BeforeEach
  void open() throws Exception {
    sandbox = SandboxEtsy.start(0, clock, EtsyKeys.example());
    client = new EtsyV3Client(sandbox);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void usualLimitsAreToldAndNotKept() throws Exception {
    HttpResponse<String> answer = ping();
    for (int i = 0; i < 20; i++) {
      answer = ping();
    }

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "x-limit-per-second")).isEqualTo("10");
    assertThat(header(answer, "x-remaining-this-second")).isEqualTo("0");
    assertThat(header(answer, "x-limit-per-day")).isEqualTo("10000");
    assertThat(header(answer, "x-remaining-today")).isEqualTo("9979");
  }

  @Test
  void secondSlides() throws Exception {
    sandbox.limitsCalls(2, 100);
    HttpResponse<String> first = ping();
    clock.advance(Duration.ofMillis(600));
    HttpResponse<String> second = ping();
    HttpResponse<String> third = ping();
    clock.advance(Duration.ofMillis(400));

    assertThat(header(first, "x-remaining-this-second")).isEqualTo("1");
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.body()).isEqualTo("{\"error\":\"Exceeded per second rate limit\"}");
    assertThat(header(third, "retry-after")).isEqualTo("1");
    assertThat(third.headers().firstValue("x-remaining-today")).isEmpty();
    assertThat(ping().statusCode()).isEqualTo(200);
    assertThat(ping().statusCode()).isEqualTo(429);
  }

  @Test
  void daySlidesAndIsOneForAllSellersAndCalls() throws Exception {
    sandbox.limitsCalls(100, 3);
    EtsyV3Client.Tokens ada = client.logIn(sandbox.shop("BlueMugs"));
    EtsyV3Client.Tokens bob = client.logIn(sandbox.shop("Stranger"));
    int first = client.get("/users/me", ada).statusCode();
    clock.advance(Duration.ofMinutes(30));
    int second = client.get("/users/me", bob).statusCode();
    int third = ping().statusCode();

    HttpResponse<String> fourth = client.get("/users/me", ada);

    assertThat(new int[] {first, second, third}).containsOnly(200);
    assertThat(fourth.statusCode()).isEqualTo(429);
    assertThat(fourth.body()).isEqualTo("{\"error\":\"Exceeded daily rate limit\"}");
    assertThat(header(fourth, "x-remaining-today")).isEqualTo("0");
    assertThat(header(fourth, "retry-after"))
        .isEqualTo(Long.toString(Duration.ofMinutes(23 * 60 + 30).toSeconds()));
    assertThat(fourth.headers().firstValue("x-limit-per-second")).isEmpty();
    clock.advance(Duration.ofMinutes(23 * 60 + 30));
    assertThat(ping().statusCode()).isEqualTo(200);
    assertThat(ping().statusCode()).isEqualTo(429);
  }

  @Test
  void tokensCostNothing() throws Exception {
    sandbox.limitsCalls(1, 1);
    int spent = ping().statusCode();

    EtsyV3Client.Tokens tokens = client.logIn(sandbox.shop("BlueMugs"));

    assertThat(spent).isEqualTo(200);
    assertThat(client.refresh(tokens).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> ping() throws Exception {
    return client.get("/openapi-ping");
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("none");
  }
}
