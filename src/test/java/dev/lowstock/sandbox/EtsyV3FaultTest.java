package dev.lowstock.sandbox;

import static dev.lowstock.sandbox.EtsyV3Client.json;
import static dev.lowstock.sandbox.EtsyV3Client.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lowstock.sandbox.EtsyV3Client.Tokens;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EtsyV3FaultTest {

  private SandboxEtsy sandbox;
  private EtsyV3Client client;
  private SandboxShop blueMugs;
  private Tokens ada;

  @BeforeEach
  void open() throws Exception {
    sandbox = SandboxEtsy.start();
    client = new EtsyV3Client(sandbox);
    blueMugs = sandbox.shop("BlueMugs");
    ada = client.logIn(blueMugs);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void tokenEndpointFailsWithoutOrAfterRotating() throws Exception {
    sandbox.breaks(EtsyEndpoint.TOKEN, EtsyV3Fault.serverError(), 1);
    HttpResponse<String> failed = client.refresh(ada);
    HttpResponse<String> again = client.refresh(ada);
    sandbox.breaks(EtsyEndpoint.TOKEN, EtsyV3Fault.serverErrorAfterwards(), 1);
    HttpResponse<String> lost = client.refresh(tokens(again));

    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body()).isEqualTo("{\"error\":\"Server Error\"}");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(lost.body()).isEqualTo(failed.body());
    assertThat(client.refresh(tokens(again)).body()).contains("refresh_token is revoked");
  }

  @Test
  void itemIsRepeatedOrSkippedBetweenPages() throws Exception {
    for (int i = 0; i < 5; i++) {
      blueMugs.lists("Mug " + i, 1);
    }
    List<Long> honest = allIds();

    sandbox.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyV3Fault.itemRepeated());
    List<Long> repeated = allIds();
    int count = page("limit=2").path("count").asInt();
    sandbox.heals();
    sandbox.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyV3Fault.itemSkipped());
    List<Long> skipped = allIds();

    assertThat(repeated)
        .hasSizeGreaterThan(5)
        .containsAll(honest)
        .containsOnlyOnceElementsOf(List.of(honest.get(0)));
    assertThat(count).isEqualTo(6);
    assertThat(skipped).doesNotContain(honest.get(2)).contains(honest.get(1), honest.get(3));
  }

  @Test
  void answersAreEmptyRefusedOrWithoutTheirInventory() throws Exception {
    blueMugs.lists("Blue mug", 1);

    assertThat(broken(EtsyV3Fault.noListings()).body()).isEqualTo("{\"count\":0,\"results\":[]}");
    assertThat(broken(EtsyV3Fault.inventoryRefused()).statusCode()).isEqualTo(400);
    assertThat(json(broken(EtsyV3Fault.inventoryMissing())).path("results").path(0).has("title"))
        .isTrue();
    assertThat(json(broken(EtsyV3Fault.inventoryMissing())).findValue("inventory")).isNull();
    assertThat(broken(EtsyV3Fault.notFound()).statusCode()).isEqualTo(404);
    assertThat(broken(EtsyV3Fault.revoked()).body()).contains("access token has been revoked");
    assertThat(broken(EtsyV3Fault.keyUnknown()).statusCode()).isEqualTo(403);
    assertThat(broken(EtsyFault.webPage(502)).headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/html");
    assertThat(json(broken(EtsyFault.field("state", "\"frozen\""))).findValue("state").asText())
        .isEqualTo("frozen");
    assertThat(json(broken(EtsyFault.unknownFields())).has("surprise")).isTrue();
  }

  @Test
  void pagesWithoutInventoryAreNotRefused() throws Exception {
    sandbox.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, EtsyV3Fault.inventoryRefused());

    assertThat(page("includes=Images").has("results")).isTrue();
  }

  @Test
  void limitsAreThoseOfTheSecondOrTheDay() throws Exception {
    HttpResponse<String> second = broken(EtsyV3Fault.perSecondLimit(Duration.ofSeconds(2)));
    HttpResponse<String> day = broken(EtsyV3Fault.dailyLimit());

    assertThat(List.of(second.statusCode(), day.statusCode())).containsOnly(429);
    assertThat(second.headers().firstValue("retry-after")).contains("2");
    assertThat(second.headers().firstValue("x-remaining-today")).isEmpty();
    assertThat(day.headers().firstValue("retry-after")).contains("86400");
    assertThat(day.headers().firstValue("x-remaining-today")).contains("0");
  }

  @Test
  void faultOfOneSellerIsForThatSellersCallsAlone() throws Exception {
    blueMugs.lists("Blue mug", 1, "MUG-BLUE");
    EtsyFault refused = EtsyV3Fault.sellersDailyLimit();

    HttpResponse<String> ours = broken(EtsyV3Fault.onlyFor(blueMugs, refused));
    HttpResponse<String> others = broken(EtsyV3Fault.onlyFor(sandbox.shop("RedPots"), refused));

    assertThat(ours.statusCode()).isEqualTo(429);
    assertThat(ours.headers().map().keySet()).noneMatch(name -> name.startsWith("x-remaining"));
    assertThat(others.statusCode()).isEqualTo(200);
    assertThat(others.body()).contains("MUG-BLUE");
  }

  @Test
  void skusAreBlankedInLists() throws Exception {
    blueMugs.lists("Blue mug", 1, "MUG-BLUE");

    JsonNode blank = json(broken(EtsyV3Fault.blankSkus()));

    assertThat(blank.findValue("sku").asText("none")).isEmpty();
    assertThat(blank.toString()).doesNotContain("MUG-BLUE");
  }

  @Test
  void fieldOfOneRecordIsChanged() throws Exception {
    sandbox.breaks(EtsyEndpoint.SHOP, EtsyV3Fault.recordField("is_vacation", "\"maybe\""), 1);

    JsonNode shop = json(client.get("/shops/" + blueMugs.shopId()));

    assertThat(shop.path("is_vacation").asText()).isEqualTo("maybe");
  }

  private HttpResponse<String> broken(EtsyFault fault) throws Exception {
    sandbox.breaks(EtsyEndpoint.LISTINGS_BY_SHOP, fault, 1);
    return client.get("/shops/" + blueMugs.shopId() + "/listings?includes=Inventory", ada);
  }

  private JsonNode page(String query) throws Exception {
    return client.listings(blueMugs, ada, query);
  }

  /** Every id, with pages of two until a short one. */
  private List<Long> allIds() throws Exception {
    List<Long> ids = new ArrayList<>();
    JsonNode results;
    do {
      results = page("limit=2&offset=" + ids.size()).path("results");
      results.forEach(each -> ids.add(each.path("listing_id").asLong()));
    } while (results.size() == 2);
    return ids;
  }
}
