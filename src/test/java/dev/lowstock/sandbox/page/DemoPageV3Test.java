package dev.lowstock.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.sandbox.EtsyV3Client;
import dev.lowstock.sandbox.HookEndpoint;
import dev.lowstock.sandbox.HookEndpoint.Received;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.WebhookSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page with a shop as a bot of API v3 watches it. */
@Timeout(30)
class DemoPageV3Test {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = WebhookSigner.exampleSecret();

  private final HttpClient client = HttpClient.newHttpClient();
  private SandboxEtsy etsy;
  private SandboxTelegram telegram;
  private HookEndpoint hook;
  private DemoPage page;
  private SandboxShop shop;
  private EtsyV3Client bot;

  @BeforeEach
  void start() throws Exception {
    etsy = SandboxEtsy.start();
    telegram = SandboxTelegram.start();
    hook = HookEndpoint.open();
    etsy.sendsWebhooksTo(hook.url(), SECRET);
    page = DemoPage.start(etsy, telegram, Clock.systemUTC(), new WebhookTarget(hook.url(), SECRET));
    shop = etsy.shop("BlueMugs");
    bot = new EtsyV3Client(etsy);
  }

  @AfterEach
  void close() {
    page.close();
    hook.close();
    telegram.close();
    etsy.close();
  }

  @Test
  void variationsHaveNumbersOfTheirOwnAndAreSoldOneByOne() throws Exception {
    assertThat(state().get("api").asText()).isEqualTo("v3");
    assertThat(state().at("/shops/0/listings/0/variations"))
        .extracting(each -> each.get("sku").asText())
        .containsExactly("MUG-BLUE", "MUG-BLUE-L");

    assertThat(sell(0, "Large")).isEqualTo(204);

    JsonNode mug = state().at("/shops/0/listings/0");
    assertThat(mug.at("/variations/1/quantity").asInt()).isZero();
    assertThat(mug.get("state").asText()).isEqualTo("active");
    assertThat(mug.at("/soldOut/variation").asText()).isEqualTo("Large");
    assertThat(journal()).contains("Blue mug \"Ada\", handmade (Large) sold out");
    assertThat(sell(0, "Large")).isEqualTo(409);
    assertThat(sell(0, "Huge")).isEqualTo(404);

    act("/shop/restock", "{\"listing\":%d}".formatted(id(0)));
    assertThat(state().at("/shops/0/listings/0/variations/1/quantity").asInt()).isEqualTo(1);
    assertThat(state().at("/shops/0/listings/0").has("soldOut")).isFalse();
  }

  @Test
  void lastOfTheLastVariationSellsTheListingOut() throws Exception {
    sell(1, "Fern");
    act("/shop/sell-out", "{\"listing\":%d}".formatted(id(1)));

    JsonNode cup = state().at("/shops/0/listings/1");
    assertThat(cup.get("state").asText()).isEqualTo("sold_out");
    assertThat(cup.get("soldOut").has("variation")).isFalse();
  }

  @Test
  void saleSendsASignedWebhookAndThePageSaysHowLongThatTook() throws Exception {
    EtsyV3Client.Tokens tokens = bot.logIn(shop);

    sell(3, "");

    await().until(() -> journal().stream().anyMatch(line -> line.contains("delivered in")));
    Received webhook = hook.received().get(0);
    assertThat(webhook.signature()).isEqualTo(signature(webhook));
    assertThat(journal())
        .anyMatch(line -> line.matches("Webhook order\\.paid delivered in \\d+ ms"));

    assertThat(state().at("/shops/0").has("lookedAt")).isFalse();
    bot.get("/shops/" + shop.shopId() + "/listings?state=active", tokens);
    await().until(() -> state().at("/shops/0").has("lookedAt"));
    assertThat(journal()).contains("The bot looked at the shop, told by a webhook");
  }

  @Test
  void webhooksAreForgedOrStayAwayAndAreRightAgainWhenHealed() throws Exception {
    EtsyV3Client.Tokens unused = bot.logIn(shop);

    trouble("webhooks-forged", true);
    sell(5, "");
    await().until(() -> hook.received().size() == 1);
    assertThat(hook.received().get(0).signature()).isNotEqualTo(signature(hook.received().get(0)));

    trouble("webhooks-off", true);
    sell(5, "");
    trouble("webhooks-off", false);
    assertThat(act("/trouble/heal", "{}")).isEqualTo(204);
    sell(5, "");

    await().until(() -> hook.received().size() == 2);
    assertThat(hook.received().get(1).signature()).isEqualTo(signature(hook.received().get(1)));
  }

  @Test
  void eachTroubleOfEtsyIsWhatItSaysAndEndsByItself() throws Exception {
    EtsyV3Client.Tokens tokens = bot.logIn(shop);
    String listings = "/shops/" + shop.shopId() + "/listings?state=active";
    String batch = "/listings/batch/inventory?listing_ids=" + id(0);

    trouble("search-empty", true);
    trouble("batch-missing", true);
    assertThat(json(bot.get(listings, tokens)).get("results")).isEmpty();
    assertThat(bot.get(batch, tokens).statusCode()).isEqualTo(404);

    trouble("search-empty", false);
    assertThat(json(bot.get(listings, tokens)).get("results")).hasSize(6);
    assertThat(bot.get(batch, tokens).statusCode()).isEqualTo(404);

    trouble("pages-repeat", true);
    assertThat(json(bot.get(listings, tokens)).get("count").asInt()).isEqualTo(7);

    trouble("quota-used", true);
    HttpResponse<String> refused = bot.get("/users/me", tokens);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("daily");

    trouble("refresh-fails", true);
    assertThat(bot.refresh(tokens).statusCode()).isEqualTo(500);

    act("/trouble/heal", "{}");
    assertThat(state().get("troubles")).hasSize(10).allMatch(trouble -> !trouble.asBoolean());
    assertThat(bot.get("/users/me", tokens).statusCode()).isEqualTo(401);
    assertThat(bot.refresh(tokens).statusCode()).isEqualTo(200);
  }

  @Test
  void appIsRemovedOnlyWhereItWasAllowedAndIsAllowedAnew() throws Exception {
    assertThat(act("/shop/remove-app", "{}")).isEqualTo(409);
    EtsyV3Client.Tokens tokens = bot.logIn(shop);
    act("/chat/say", "{\"text\":\"/start\"}");
    assertThat(state().at("/shops/0/allowed").asBoolean()).isTrue();

    assertThat(act("/shop/remove-app", "{}")).isEqualTo(204);

    assertThat(bot.get("/users/me", tokens).statusCode()).isEqualTo(403);
    assertThat(state().at("/shops/0/allowed").asBoolean()).isFalse();
    assertThat(state().get("step").asText()).isEqualTo("login");
    EtsyV3Client.Tokens unused = bot.logIn(shop);
    assertThat(state().get("step").asText()).isEqualTo("sell");
  }

  private static String signature(Received webhook) {
    return WebhookSigner.signature(
        SECRET,
        String.valueOf(webhook.id()),
        String.valueOf(webhook.timestamp()),
        webhook.body().getBytes(StandardCharsets.UTF_8));
  }

  private int sell(int listing, String variation) throws Exception {
    return act(
        "/shop/sell", "{\"listing\":%d,\"variation\":\"%s\"}".formatted(id(listing), variation));
  }

  private void trouble(String name, boolean on) throws Exception {
    assertThat(act("/trouble", "{\"name\":\"%s\",\"on\":%b}".formatted(name, on))).isEqualTo(204);
  }

  private long id(int listing) {
    return shop.listings().get(listing).id();
  }

  private List<String> journal() throws Exception {
    return state().get("journal").findValuesAsText("text");
  }

  private JsonNode state() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(page.url() + "/state")).build();
    return json(client.send(request, BodyHandlers.ofString()));
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  private int act(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(page.url() + path))
            .header("Content-Type", "application/json")
            .header("X-Lowstock-Demo", "test")
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }
}
