package dev.lowstock.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.SettableClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxEtsyFeedTest {

  private static final long START = 1_575_280_000;

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(START));
  private SandboxEtsy sandbox;
  private EtsyClient client;

  @BeforeEach
  void open() throws IOException {
    sandbox = SandboxEtsy.start(0, clock, EtsyKeys.example());
    client = EtsyClient.of(sandbox);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void windowHasItsFirstSecondAndNotItsLast() throws Exception {
    for (int second = 0; second <= 10; second++) {
      sandbox.feed().push(Map.of("listing_id", second));
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(ids(feed("time_offset=" + START)))
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(ids(feed("time_offset=" + (START + 3) + "&time_limit=2"))).containsExactly(3L, 4L);
    assertThat(feed("time_offset=" + (START - 10)).path("count").asInt()).isZero();
  }

  @Test
  void pagesFollowEachOtherUntilNextOffsetIsNull() throws Exception {
    sandbox.othersList(103);

    JsonNode first = feed("limit=100&time_offset=" + START);
    JsonNode last = feed("limit=100&offset=100&time_offset=" + START);

    assertThat(first.path("count").asInt()).isEqualTo(103);
    assertThat(first.path("results")).hasSize(100);
    assertThat(first.path("pagination").path("next_offset").asInt()).isEqualTo(100);
    assertThat(last.path("count").asInt()).isEqualTo(103);
    assertThat(last.path("results")).hasSize(3);
    assertThat(last.path("pagination").path("next_offset").isNull()).isTrue();
    assertThat(feed("time_offset=" + START).path("results")).hasSize(25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=100",
        "time_offset=",
        "time_offset=now",
        "time_offset=1&limit=101",
        "time_offset=1&limit=0",
        "time_offset=1&offset=-1",
        "time_offset=1&time_limit=0"
      })
  void wrongParametersAreAnsweredInPlainText(String query) throws Exception {
    HttpResponse<String> answer = client.feed(query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
  }

  @Test
  void feedHasAKeyOfItsOwn() throws Exception {
    String query = "/v2/feeds/listings/latest?time_offset=1&api_key=";

    assertThat(client.get(query + sandbox.keys().consumerKey()).statusCode()).isEqualTo(403);
    assertThat(client.get(query).statusCode()).isEqualTo(403);
  }

  @Test
  void feedTellsChangesOfStateAndNotEverySale() throws Exception {
    SandboxListing mug = sandbox.shop("BlueMugs").lists("Blue mug &#39;Ada&#39;", 5, "MUG-BLUE");
    mug.sells(1);
    mug.sells(4);
    mug.restock(2);
    mug.expires();
    mug.renews();
    mug.deactivates();

    JsonNode page = feed("time_offset=" + START);

    assertThat(page.path("results").findValuesAsText("state"))
        .containsExactly("active", "sold_out", "active", "expired", "active", "edit");
    assertThat(page.path("results").path(1).path("quantity").asInt(-1)).isZero();
  }

  @Test
  void vacationIsToldForEveryActiveListing() throws Exception {
    SandboxShop shop = sandbox.shop("BlueMugs");
    shop.lists("Blue mug", 1);
    shop.lists("Red mug", 1).sellsOut();
    shop.goesOnVacation();
    shop.isBack();

    assertThat(feed("time_offset=" + START).path("results").findValuesAsText("state"))
        .containsExactly("active", "active", "sold_out", "vacation", "active");
  }

  @Test
  void entryIsAWholeListingWithoutItsSku() throws Exception {
    SandboxShop shop = sandbox.shop("BlueMugs");
    SandboxListing mug = shop.lists("Blue mug &#39;Ada&#39;", 3, "MUG-BLUE");

    JsonNode entry = feed("time_offset=" + START).path("results").path(0);

    assertThat(entry.path("listing_id").asLong()).isEqualTo(mug.id());
    assertThat(entry.path("user_id").asLong()).isEqualTo(shop.sellerId());
    assertThat(entry.path("title").asText()).isEqualTo("Blue mug &#39;Ada&#39;");
    assertThat(entry.path("last_modified_tsz").asLong()).isEqualTo(START);
    assertThat(entry.path("Shop").path("shop_name").asText()).isEqualTo("BlueMugs");
    assertThat(entry.has("sku")).isFalse();
    assertThat(entry.toString().length()).isBetween(1_800, 2_600);
  }

  @Test
  void repeatedEntryIsShownLaterAndSaysTheSame() throws Exception {
    SandboxListing mug = sandbox.shop("BlueMugs").lists("Blue mug", 1, "MUG-BLUE");
    clock.advance(Duration.ofSeconds(10));
    mug.announcesAgain();

    JsonNode first = feed("time_offset=" + START).path("results");
    JsonNode repeated = feed("time_offset=" + (START + 10)).path("results");

    assertThat(repeated).hasSize(1).isEqualTo(first);
  }

  @Test
  void anyTextCanBeAnEntryOfAnySecond() throws Exception {
    sandbox.feed().push(Instant.ofEpochSecond(START - 100), "{broken");

    assertThat(client.feed("time_offset=" + (START - 100)).body()).contains("[{broken]");
  }

  @Test
  void spentQuotaIsRefusedUntilTheNextDay() throws Exception {
    sandbox.limitsCalls(2, 3);

    List<Integer> inOneSecond = List.of(status(), status(), status());
    clock.advance(Duration.ofSeconds(1));
    HttpResponse<String> fourth = client.feed("time_offset=1");
    clock.advance(Duration.ofDays(1));

    assertThat(inOneSecond).containsExactly(200, 200, 403);
    assertThat(fourth.statusCode()).isEqualTo(403);
    assertThat(fourth.body()).startsWith("You have exceeded your quota");
    assertThat(fourth.headers().firstValue("X-RateLimit-Remaining")).contains("0");
    assertThat(status()).isEqualTo(200);
  }

  @Test
  void callsAreRecorded() throws Exception {
    client.feed("time_offset=7");

    assertThat(sandbox.count(EtsyEndpoint.FEED)).isEqualTo(1);
    assertThat(sandbox.calls(EtsyEndpoint.FEED))
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.query()).endsWith("&time_offset=7");
              assertThat(call.receivedAt()).isEqualTo(clock.instant());
            });
  }

  @Test
  void serverTellsItsTime() throws Exception {
    assertThat(client.get("/v2/server/epoch").body()).isEqualTo(Long.toString(START));
  }

  private int status() throws Exception {
    return client.feed("time_offset=1").statusCode();
  }

  private JsonNode feed(String query) throws Exception {
    return new ObjectMapper().readTree(client.feed(query).body());
  }

  private static List<Long> ids(JsonNode page) {
    return page.path("results").findValuesAsText("listing_id").stream().map(Long::valueOf).toList();
  }
}
