package dev.lowstock.sandbox.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.SettableClock;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxTelegram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page's server answers, and to whom; its shop as a bot of API v2 watches it. */
@Timeout(30)
class DemoPageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T14:03:07Z"));
  private final HttpClient client = HttpClient.newHttpClient();
  private SandboxEtsy etsy;
  private SandboxTelegram telegram;
  private DemoPage page;

  @BeforeEach
  void start() throws IOException {
    etsy = SandboxEtsy.start();
    telegram = SandboxTelegram.start();
    page = DemoPage.start(etsy, telegram, clock, null);
  }

  @AfterEach
  void close() {
    page.close();
    telegram.close();
    etsy.close();
  }

  @Test
  void beginsWithAnEmptyChatAndAFullShelf() throws Exception {
    JsonNode state = state();

    assertThat(state.get("step").asText()).isEqualTo("start");
    assertThat(state.get("api").asText()).isEqualTo("v2");
    assertThat(state.at("/chats/0/lines")).isEmpty();
    assertThat(state.at("/shops/0/listings")).hasSize(6);
    assertThat(state.at("/shops/0/listings/1/title").asText())
        .isEqualTo("Grandma's teapot 🌿 0.8 l");
    assertThat(state.at("/shops/0/listings/0/skus")).hasSize(2);
    assertThat(state.at("/shops/0/listings/2/skus")).isEmpty();
  }

  @Test
  void whatAdaSaysReachesTheBotAndStandsInTheChat() throws Exception {
    assertThat(act("/chat/say", "{\"text\":\"/start\"}")).isEqualTo(204);

    assertThat(telegram.unconfirmedUpdates()).isEqualTo(1);
    assertThat(state().at("/chats/0/lines/0/text").asText()).isEqualTo("/start");
  }

  @Test
  void buttonOfTheBotIsPressed() throws Exception {
    act("/chat/say", "{\"text\":\"/stop\"}");
    botSends("Shall I?", "{\"text\":\"Yes\",\"callback_data\":\"forget\"}");
    long message = state().at("/chats/0/lines/1/message").asLong();

    assertThat(act("/chat/press", "{\"message\":%d,\"data\":\"forget\"}".formatted(message)))
        .isEqualTo(204);
    assertThat(act("/chat/press", "{\"message\":%d,\"data\":\"other\"}".formatted(message)))
        .isEqualTo(409);

    assertThat(telegram.unconfirmedUpdates()).isEqualTo(2);
  }

  @Test
  void tellsHowLongASellOutTookUntilItsMessageCame() throws Exception {
    act("/chat/say", "{\"text\":\"Hello\"}");
    act("/shop/sell-out", listing(0));
    clock.advance(Duration.ofMillis(300));
    botSends("Sold out now: a link, no alert", openPage(0));
    assertThat(state().at("/shops/0/listings/0/soldOut").has("toldAfterMillis")).isFalse();

    clock.advance(Duration.ofMillis(500));
    botSends("<b>Sold out</b>", editPage(0));

    JsonNode mug = state().at("/shops/0/listings/0");
    assertThat(mug.get("state").asText()).isEqualTo("sold_out");
    assertThat(mug.at("/soldOut/at").asLong())
        .isEqualTo(Instant.parse("2026-11-22T14:03:07Z").toEpochMilli());
    assertThat(mug.at("/soldOut/toldAfterMillis").asLong()).isEqualTo(800);
    assertThat(state().at("/journal/0/text").asText()).endsWith("after 0.8 s");
  }

  @Test
  void sellsOneByOneUntilNothingIsLeftAndRestocks() throws Exception {
    assertThat(act("/shop/sell", listing(2))).isEqualTo(204);
    assertThat(state().at("/shops/0/listings/2/quantity").asInt()).isEqualTo(1);
    assertThat(act("/shop/sell", listing(2))).isEqualTo(204);
    assertThat(state().at("/shops/0/listings/2/state").asText()).isEqualTo("sold_out");

    assertThat(act("/shop/sell", listing(2))).isEqualTo(409);
    assertThat(act("/shop/sell-out", listing(2))).isEqualTo(409);

    assertThat(act("/shop/restock", listing(2))).isEqualTo(204);
    assertThat(state().at("/shops/0/listings/2/quantity").asInt()).isEqualTo(2);
    assertThat(state().at("/shops/0/listings/2").has("soldOut")).isFalse();
  }

  @Test
  void whatSellsOutWhileTheBotIsBlockedIsMissedUntilItIsTold() throws Exception {
    act("/trouble", "{\"name\":\"blocked\",\"on\":true}");

    act("/shop/sell-out", listing(0));

    assertThat(act("/chat/say", "{\"text\":\"Hello\"}")).isEqualTo(409);
    assertThat(state().at("/shops/0/listings/0/soldOut/missed").asBoolean()).isTrue();

    act("/trouble", "{\"name\":\"blocked\",\"on\":false}");
    clock.advance(Duration.ofMillis(500));
    act("/chat/say", "{\"text\":\"Hello\"}");
    botSends("<b>Sold out</b>", editPage(0));

    assertThat(state().at("/shops/0/listings/0/soldOut/missed").asBoolean()).isFalse();
    assertThat(state().at("/shops/0/listings/0/soldOut/toldAfterMillis").asLong()).isEqualTo(500);
  }

  @Test
  void troubleIsSwitchedOnAndAllOfItHealed() throws Exception {
    for (String name : new String[] {"slowed", "blocked", "etsy-down"}) {
      assertThat(act("/trouble", "{\"name\":\"%s\",\"on\":true}".formatted(name))).isEqualTo(204);
      assertThat(state().at("/troubles/" + name).asBoolean()).isTrue();
    }
    assertThat(get(URI.create(etsy.url() + "/v2/server/epoch")).statusCode()).isEqualTo(503);
    assertThat(botSends("Hello", openPage(0))).isEqualTo(429);

    assertThat(act("/trouble/heal", "{}")).isEqualTo(204);

    assertThat(state().get("troubles")).allMatch(trouble -> !trouble.asBoolean());
    assertThat(get(URI.create(etsy.url() + "/v2/server/epoch")).statusCode()).isNotEqualTo(503);
    assertThat(act("/trouble", "{\"name\":\"flood\",\"on\":true}")).isEqualTo(404);
    assertThat(act("/trouble", "{\"name\":\"webhooks-off\",\"on\":true}")).isEqualTo(404);
  }

  @Test
  void liveStateComesAtOnceAndAfterEveryChange() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(page.url() + "/live")).build();
    try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
      Iterator<String> events = lines.filter(line -> line.startsWith("data: ")).iterator();
      assertThat(events.next()).contains("\"lines\":[]");

      act("/chat/say", "{\"text\":\"Hello\"}");

      assertThat(events.next()).contains("\"text\":\"Hello\"");
    }
  }

  @Test
  void everyChatHasItsOwnLinesAndEveryShopItsOwnListings() throws Exception {
    assertThat(state().get("chats"))
        .extracting(chat -> chat.get("name").asText())
        .containsExactly("Ada", "Bob", "Mug team");
    assertThat(state().get("shops"))
        .extracting(shop -> shop.get("name").asText())
        .containsExactly("BlueMugs", "RedPots");

    assertThat(act("/chat/say", "{\"chat\":\"Bob\",\"text\":\"I am Bob\"}")).isEqualTo(204);
    assertThat(act("/chat/say", "{\"chat\":\"Mug team\",\"text\":\"/help\"}")).isEqualTo(204);
    assertThat(act("/chat/say", "{\"chat\":\"Carol\",\"text\":\"Hello\"}")).isEqualTo(404);

    assertThat(state().at("/chats/0/lines")).isEmpty();
    assertThat(state().at("/chats/1/lines/0/text").asText()).isEqualTo("I am Bob");
    assertThat(state().at("/chats/2/lines/0/text").asText()).isEqualTo("/help");
    assertThat(state().at("/chats/2/group").asBoolean()).isTrue();
    long pot = etsy.shop("RedPots").listings().get(0).id();
    assertThat(act("/shop/sell", "{\"listing\":%d}".formatted(pot))).isEqualTo(204);
    assertThat(state().at("/shops/1/listings/0/quantity").asInt()).isEqualTo(2);
  }

  @Test
  void pageRunsItsOwnScriptAndNothingElse() throws Exception {
    HttpResponse<String> answer = get(URI.create(page.url() + "/"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<html lang=\"en\">").doesNotContain("http://cdn");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'sha256-", "frame-ancestors 'none'");
  }

  @Test
  void anotherPageInTheBrowserCannotDriveIt() throws Exception {
    HttpRequest.Builder own = post("/chat/say", "{\"text\":\"/stop\"}");

    assertThat(status(own.copy().header("Origin", "http://evil.example"))).isEqualTo(403);
    assertThat(status(own.copy().header("Origin", "null"))).isEqualTo(403);
    assertThat(status(own.copy().setHeader("Content-Type", "text/plain"))).isEqualTo(403);
    assertThat(
            status(
                HttpRequest.newBuilder(URI.create(page.url() + "/chat/say"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"text\":\"/stop\"}"))))
        .isEqualTo(403);
    assertThat(status(own.copy().header("Origin", page.url()))).isEqualTo(204);
    assertThat(state().at("/chats/0/lines")).hasSize(1);
  }

  @Test
  void anotherNameForThisMachineIsRefused() throws Exception {
    int port = URI.create(page.url()).getPort();
    String answer;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "GET /state HTTP/1.1\r\nHost: evil.example:%d\r\n\r\n"
                  .formatted(port)
                  .getBytes(UTF_8));
      answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    }

    assertThat(answer).contains(" 403 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/chat/say", "/index.html", "/../pom.xml"})
  void unknownPathIsNotFound(String path) throws Exception {
    assertThat(get(URI.create(page.url() + path)).statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNotUnderstoodIsRefused() throws Exception {
    assertThat(act("/nothing", "{}")).isEqualTo(404);
    assertThat(act("/shop/sell", "{\"listing\":1}")).isEqualTo(404);
    assertThat(act("/shop/sell", "{\"listing\":")).isEqualTo(400);
    assertThat(act("/shop/sell", "")).isEqualTo(400);
    assertThat(act("/chat/say", "{\"text\":\"  \"}")).isEqualTo(400);
    assertThat(act("/chat/say", "{\"text\":\"" + "x".repeat(40_000) + "\"}")).isEqualTo(413);
    assertThat(status(post("/state", "{}").method("DELETE", BodyPublishers.noBody())))
        .isEqualTo(405);
  }

  @Test
  void takesAFreePortWhenTheUsualOneIsTaken() throws Exception {
    try (DemoPage second = DemoPage.start(etsy, telegram, clock, null)) {
      assertThat(second.url()).isNotEqualTo(page.url());
      assertThat(get(URI.create(second.url() + "/state")).statusCode()).isEqualTo(200);
    }
  }

  private JsonNode state() throws Exception {
    return JSON.readTree(get(URI.create(page.url() + "/state")).body());
  }

  private long id(int listing) {
    return etsy.shop("BlueMugs").listings().get(listing).id();
  }

  private String listing(int index) {
    return "{\"listing\":%d}".formatted(id(index));
  }

  private String openPage(int listing) {
    return "{\"text\":\"Open\",\"url\":\"https://www.etsy.com/listing/%d\"}".formatted(id(listing));
  }

  private String editPage(int listing) {
    return "{\"text\":\"Edit\",\"url\":\"https://www.etsy.com/your/shops/me/tools/listings/%d\"}"
        .formatted(id(listing));
  }

  private int botSends(String html, String button) throws Exception {
    String body =
        """
        {"chat_id":%d,"text":"%s","parse_mode":"HTML","reply_markup":{"inline_keyboard":[[%s]]}}"""
            .formatted(telegram.person("Ada").chatId(), html, button);
    return status(
        HttpRequest.newBuilder(
                URI.create(telegram.baseUri() + "/bot" + SandboxTelegram.TOKEN + "/sendMessage"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private int act(String path, String body) throws Exception {
    return status(post(path, body));
  }

  private HttpRequest.Builder post(String path, String body) {
    return HttpRequest.newBuilder(URI.create(page.url() + path))
        .header("Content-Type", "application/json")
        .header("X-Lowstock-Demo", "test")
        .POST(BodyPublishers.ofString(body));
  }

  private int status(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private HttpResponse<String> get(URI address) throws Exception {
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
