package dev.lowstock.sandbox;

import static dev.lowstock.sandbox.EtsyV3Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lowstock.SettableClock;
import dev.lowstock.sandbox.EtsyV3Client.Tokens;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxEtsyV3ListingsTest {

  private static final long START = 1_800_000_000;

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(START));
  private SandboxEtsy sandbox;
  private EtsyV3Client client;
  private SandboxShop blueMugs;
  private Tokens ada;

  @BeforeEach
  void open() throws Exception {
    sandbox = SandboxEtsy.start(0, clock, EtsyKeys.example());
    client = new EtsyV3Client(sandbox);
    blueMugs = sandbox.shop("BlueMugs");
    ada = client.logIn(blueMugs);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void shopIsOneRecordAndNeedsOnlyTheKey() throws Exception {
    blueMugs.lists("Blue mug", 3);

    JsonNode byOwner = json(client.get("/users/" + blueMugs.sellerId() + "/shops"));

    assertThat(byOwner.path("shop_id").asLong()).isEqualTo(blueMugs.shopId());
    assertThat(byOwner.path("shop_name").asText()).isEqualTo("BlueMugs");
    assertThat(byOwner.path("is_vacation").asBoolean(true)).isFalse();
    assertThat(byOwner.path("listing_active_count").asInt()).isEqualTo(1);
    assertThat(json(client.get("/shops/" + blueMugs.shopId()))).isEqualTo(byOwner);
    assertThat(client.get("/shops/1").statusCode()).isEqualTo(404);
    assertThat(client.get("/users/1/shops").statusCode()).isEqualTo(404);
  }

  @Test
  void everyStateIsAskedForByItself() throws Exception {
    SandboxListing active = blueMugs.lists("Blue mug", 3);
    SandboxListing soldOut = blueMugs.lists("Red mug", 1);
    SandboxListing inactive = blueMugs.lists("Green mug", 1);
    SandboxListing expired = blueMugs.lists("Grey mug", 1);
    SandboxListing deleted = blueMugs.lists("No mug", 1);
    soldOut.sellsOut();
    inactive.deactivates();
    expired.expires();
    deleted.isDeleted();

    assertThat(ids(page(""))).containsExactly(active.id());
    assertThat(ids(page("state=active"))).containsExactly(active.id());
    assertThat(ids(page("state=sold_out"))).containsExactly(soldOut.id());
    assertThat(ids(page("state=inactive"))).containsExactly(inactive.id());
    assertThat(ids(page("state=expired"))).containsExactly(expired.id());
    assertThat(ids(page("state=draft"))).isEmpty();
    assertThat(page("state=sold_out").path("results").path(0).path("quantity").asInt(-1)).isZero();
  }

  @Test
  void pagesHoldEveryListingOnceNewestFirst() throws Exception {
    for (int i = 0; i < 103; i++) {
      blueMugs.lists("Mug " + i, 1);
    }

    JsonNode first = page("limit=100");
    JsonNode last = page("limit=100&offset=100");

    assertThat(first.path("count").asInt()).isEqualTo(103);
    assertThat(first.path("results")).hasSize(100);
    assertThat(last.path("results")).hasSize(3);
    assertThat(page("").path("results")).hasSize(25);
    List<Long> all = new ArrayList<>(ids(first));
    all.addAll(ids(last));
    assertThat(all).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  @ParameterizedTest
  @CsvSource({
    "state=vacation, Invalid value (vacation) for enum(active",
    "includes=Everything, Invalid value (Everything) for enum(Shipping",
    "sort_on=size, Invalid value (size) for enum(created",
    "limit=101, Invalid value (101) for limit",
    "limit=0, Invalid value (0) for limit",
    "offset=12001, Invalid value (12001) for offset",
    "offset=-1, Invalid value (-1) for offset"
  })
  void wrongParameterIsRefused(String query, String error) throws Exception {
    HttpResponse<String> answer =
        client.get("/shops/" + blueMugs.shopId() + "/listings?" + query, ada);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("error").asText()).startsWith(error);
  }

  @Test
  void listingIsWholeAndItsTimesAreInSeconds() throws Exception {
    SandboxListing mug = blueMugs.lists("Blue mug &quot;Ada&quot;", 3, "MUG-BLUE");
    clock.advance(Duration.ofSeconds(5));
    mug.sells(1);

    JsonNode listing = page("includes=Inventory").path("results").path(0);

    assertThat(listing.path("title").asText()).isEqualTo("Blue mug &quot;Ada&quot;");
    assertThat(listing.path("quantity").asInt()).isEqualTo(2);
    assertThat(listing.path("created_timestamp").asLong()).isEqualTo(START);
    assertThat(listing.path("state_timestamp").asLong()).isEqualTo(START);
    assertThat(listing.path("updated_timestamp").asLong()).isEqualTo(START + 5);
    assertThat(listing.path("skus")).hasSize(1);
    assertThat(listing.path("inventory").path("products")).hasSize(1);
    assertThat(page("").path("results").path(0).has("inventory")).isFalse();
  }

  @Test
  void variationsHaveANumberOfTheirOwn() throws Exception {
    SandboxListing mug = mugInTwoColours();

    mug.variation("Blue").sells(3);

    JsonNode inventory = page("includes=Inventory").path("results").path(0).path("inventory");
    assertThat(mug.quantity()).isEqualTo(1);
    assertThat(mug.state()).isEqualTo("active");
    assertThat(inventory.path("quantity_on_property").path(0).asInt()).isEqualTo(513);
    JsonNode blue = inventory.path("products").path(0);
    assertThat(blue.path("sku").asText()).isEqualTo("MUG-BLUE");
    assertThat(blue.path("property_values").path(0).path("property_name").asText())
        .isEqualTo("Colour");
    assertThat(blue.path("property_values").path(0).path("values").path(0).asText())
        .isEqualTo("Blue");
    assertThat(blue.path("offerings").path(0).path("quantity").asInt(-1)).isZero();
    assertThat(inventory.path("products").path(1).findValue("quantity").asInt()).isEqualTo(1);
  }

  @Test
  void lastVariationMakesItSoldOutAndAnyBringsItBack() throws Exception {
    SandboxListing mug = mugInTwoColours();

    mug.variation("Blue").sellsOut();
    mug.variation("Red").sellsOut();
    assertThat(mug.state()).isEqualTo("sold_out");
    assertThat(ids(page("state=sold_out"))).containsExactly(mug.id());

    mug.variation("Red").restock(2);
    assertThat(mug.state()).isEqualTo("active");
    assertThat(mug.variation("Red").quantity()).isEqualTo(2);
    assertThat(mug.variation("Blue").quantity()).isZero();
  }

  @Test
  void unitsAreSoldFromTheFirstVariationsFirst() {
    SandboxListing mug = mugInTwoColours();

    mug.sells(4);

    assertThat(mug.state()).isEqualTo("sold_out");
    assertThat(mug.skus()).containsExactly("MUG-BLUE", "MUG-RED");
    assertThatIllegalArgumentException().isThrownBy(() -> mug.variation("Blue").sells(1));
    assertThatIllegalArgumentException().isThrownBy(() -> mug.variation("Green"));
    assertThatIllegalStateException()
        .isThrownBy(() -> blueMugs.lists("Plain mug", 1).variation("Blue"));
  }

  @Test
  void severalSkusMayShareOneNumber() throws Exception {
    blueMugs.lists("Blue mug", 5, "MUG-S", "MUG-L");

    JsonNode listing = page("includes=Inventory").path("results").path(0);

    assertThat(listing.path("quantity").asInt()).isEqualTo(5);
    assertThat(listing.path("inventory").path("quantity_on_property")).isEmpty();
    assertThat(listing.path("inventory").path("products")).hasSize(2);
    assertThat(listing.path("inventory").findValuesAsText("quantity")).containsExactly("5", "5");
  }

  @Test
  void missingInventoryAndDownloadsAreTold() throws Exception {
    SandboxListing pattern = blueMugs.listsDigital("Mug pattern, PDF");
    SandboxListing old = blueMugs.lists("Old mug", 1);
    old.neverHadInventory();

    JsonNode results = page("includes=Inventory").path("results");

    assertThat(results.path(0).path("inventory").isNull()).isTrue();
    assertThat(results.path(1).path("listing_id").asLong()).isEqualTo(pattern.id());
    assertThat(results.path(1).path("listing_type").asText()).isEqualTo("download");
    assertThat(results.path(0).path("listing_type").asText()).isEqualTo("physical");
  }

  @Test
  void vacationIsOfTheShopAndNotOfItsListings() throws Exception {
    SandboxListing mug = blueMugs.lists("Blue mug", 1);
    blueMugs.goesOnVacation();

    assertThat(shop().path("is_vacation").asBoolean()).isTrue();
    assertThat(ids(page("state=active"))).containsExactly(mug.id());

    blueMugs.isBack();
    assertThat(shop().path("is_vacation").asBoolean(true)).isFalse();
  }

  @Test
  void onlyTheOwnerSeesSkusInABatch() throws Exception {
    SandboxListing mug = blueMugs.lists("Blue mug", 1, "MUG-BLUE");
    Tokens bob = client.logIn(sandbox.shop("Stranger"));
    String batch = "/listings/batch?listing_ids=" + mug.id();

    assertThat(skus(client.get(batch))).isEmpty();
    assertThat(skus(client.get(batch, bob))).isEmpty();
    assertThat(skus(client.get(batch, ada))).containsExactly("MUG-BLUE");
  }

  @Test
  void batchLeavesOutWhatIsNotForSaleUnlessTheOwnerAsks() throws Exception {
    SandboxListing blue = blueMugs.lists("Blue mug", 1);
    SandboxListing red = blueMugs.lists("Red mug", 1);
    red.sellsOut();
    String batch = "/listings/batch?listing_ids=" + red.id() + "," + blue.id();

    assertThat(ids(json(client.get(batch)))).containsExactly(blue.id());
    assertThat(ids(json(client.get(batch, ada)))).containsExactly(red.id(), blue.id());
    assertThat(client.get(batch + ",7").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "listing_ids=", "listing_ids=1,two", "listing_ids=1&includes=Inventory"})
  void wrongBatchIsRefused(String query) throws Exception {
    assertThat(client.get("/listings/batch?" + query).statusCode()).isEqualTo(400);
  }

  @Test
  void batchHoldsAHundred() throws Exception {
    StringBuilder ids = new StringBuilder();
    for (int i = 0; i < 101; i++) {
      ids.append(i == 0 ? "" : ",").append(blueMugs.lists("Mug", 1).id());
    }

    assertThat(client.get("/listings/batch?listing_ids=" + ids).statusCode()).isEqualTo(400);
  }

  @Test
  void inventoryBatchTellsEveryStateOfTheOwnersListings() throws Exception {
    SandboxListing soldOut = mugInTwoColours();
    SandboxListing inactive = blueMugs.lists("Green mug", 2);
    SandboxListing expired = blueMugs.lists("Grey mug", 3);
    soldOut.sellsOut();
    inactive.deactivates();
    expired.expires();
    String ids = soldOut.id() + "," + inactive.id() + "," + expired.id();

    JsonNode results =
        json(client.get("/listings/batch/inventory?listing_ids=" + ids, ada)).path("results");

    assertThat(results.findValuesAsText("state"))
        .containsExactly("sold_out", "inactive", "expired");
    assertThat(results.path(0).path("inventory").path("products")).hasSize(2);
    assertThat(results.path(0).path("quantity").asInt(-1)).isZero();
    assertThat(results.path(2).path("quantity").asInt()).isEqualTo(3);
  }

  @Test
  void oneUnknownIdMakesTheInventoryBatchNotFound() throws Exception {
    SandboxListing mug = blueMugs.lists("Blue mug", 1);
    SandboxListing strange = sandbox.shop("Stranger").lists("Vase", 1);
    strange.sellsOut();
    String batch = "/listings/batch/inventory?listing_ids=" + mug.id();

    assertThat(client.get(batch, ada).statusCode()).isEqualTo(200);
    assertThat(client.get(batch + ",7", ada).statusCode()).isEqualTo(404);
    assertThat(client.get(batch + "," + strange.id(), ada).statusCode()).isEqualTo(404);
    assertThat(client.get(batch).statusCode()).isEqualTo(401);
  }

  @Test
  void oneListingIsForEverybodyWhileItIsForSale() throws Exception {
    SandboxListing mug = blueMugs.lists("Blue mug", 1, "MUG-BLUE");
    String listing = "/listings/" + mug.id();

    assertThat(json(client.get(listing)).path("skus")).isEmpty();
    assertThat(json(client.get(listing, ada)).path("skus")).hasSize(1);
    assertThat(client.get(listing + "?includes=Inventory", ada).statusCode()).isEqualTo(400);
    mug.sellsOut();
    assertThat(client.get(listing).statusCode()).isEqualTo(404);
    assertThat(json(client.get(listing, ada)).path("state").asText()).isEqualTo("sold_out");
    mug.isDeleted();
    assertThat(client.get(listing, ada).statusCode()).isEqualTo(404);
  }

  @Test
  void inventoryOfOneListing() throws Exception {
    SandboxListing mug = mugInTwoColours();
    Tokens bob = client.logIn(sandbox.shop("Stranger"));
    String inventory = "/listings/" + mug.id() + "/inventory";

    assertThat(json(client.get(inventory, ada)).findValuesAsText("sku"))
        .containsExactly("MUG-BLUE", "MUG-RED");
    assertThat(json(client.get(inventory, bob)).findValuesAsText("sku")).containsExactly("", "");
    mug.neverHadInventory();
    assertThat(json(client.get(inventory, ada)).path("products")).isEmpty();
  }

  @Test
  void receiptNamesTheListingsOfTheOrder() throws Exception {
    SandboxListing mug = blueMugs.lists("Blue mug", 3);
    mug.sells(1);
    mug.sells(2);
    String path = "/shops/" + blueMugs.shopId() + "/receipts/";

    JsonNode sold = json(client.get(path + mug.receipts().get(1) + "/listings", ada));

    assertThat(mug.receipts()).hasSize(2).doesNotHaveDuplicates();
    assertThat(ids(sold)).containsExactly(mug.id());
    assertThat(sold.path("results").path(0).path("state").asText()).isEqualTo("sold_out");
    assertThat(client.get(path + "7/listings", ada).statusCode()).isEqualTo(404);
  }

  @Test
  void shopOfAnotherSellerIsForbidden() throws Exception {
    Tokens bob = client.logIn(sandbox.shop("Stranger"));
    String listings = "/shops/" + blueMugs.shopId() + "/listings";

    assertThat(client.get(listings, bob).statusCode()).isEqualTo(403);
    assertThat(client.get("/shops/1/listings", bob).statusCode()).isEqualTo(404);
  }

  @Test
  void missingScopeIsNamed() throws Exception {
    Tokens narrow = client.logIn(blueMugs, "listings_r");
    SandboxListing mug = blueMugs.lists("Blue mug", 1);
    mug.sells(1);

    HttpResponse<String> me = client.get("/users/me", narrow);
    HttpResponse<String> receipt =
        client.get(
            "/shops/" + blueMugs.shopId() + "/receipts/" + mug.receipts().get(0) + "/listings",
            narrow);

    assertThat(List.of(me.statusCode(), receipt.statusCode())).containsOnly(403);
    assertThat(json(me).path("error").asText()).isEqualTo("insufficient_scope");
  }

  @Test
  void keyIsOnEveryCall() throws Exception {
    String key = sandbox.keys().consumerKey();

    assertThat(client.get("/openapi-ping").statusCode()).isEqualTo(200);
    assertThat(ping(null)).isEqualTo("403 Missing x-api-key header or client_id");
    assertThat(ping(key)).isEqualTo("403 Shared secret is required in x-api-key header.");
    assertThat(ping(key + ":guess")).isEqualTo("403 API key not found or not active");
    assertThat(ping("guess:guess")).isEqualTo("403 API key not found or not active");
  }

  @Test
  void wrongTokenIsRefusedEvenWhereNoneIsDue() throws Exception {
    String key = sandbox.keys().consumerKey() + ":" + sandbox.keys().sharedSecret();
    String shop = "/shops/" + blueMugs.shopId();

    assertThat(client.getWith(shop, key, "Bearer 7.guess").statusCode()).isEqualTo(401);
    assertThat(client.getWith(shop, key, "OAuth x").statusCode()).isEqualTo(401);
  }

  @Test
  void unknownPathIsNotFound() throws Exception {
    HttpResponse<String> answer = client.get("/nothing/here");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"error\":\"Resource not found\"}");
  }

  @Test
  void v2SeesTheSameListings() throws Exception {
    SandboxListing mug = mugInTwoColours();
    mug.sellsOut();

    HttpResponse<String> feed = EtsyClient.of(sandbox).feed("time_offset=" + START);

    assertThat(json(feed).path("results").findValuesAsText("state"))
        .containsExactly("active", "sold_out");
  }

  @Test
  void answersAndCallsAreAsEtsyDescribesThem() throws Exception {
    SandboxListing mug = mugInTwoColours();
    SandboxListing old = blueMugs.lists("Old mug", 1);
    old.neverHadInventory();
    mug.sellsOut();
    String shop = "/shops/" + blueMugs.shopId();
    String ids = mug.id() + "," + old.id();

    for (String path :
        List.of(
            "/openapi-ping",
            "/users/me",
            "/users/" + blueMugs.sellerId() + "/shops",
            shop,
            shop + "/listings?includes=Inventory,Images,Shop",
            shop + "/listings?state=sold_out&includes=Inventory",
            shop + "/receipts/" + mug.receipts().get(0) + "/listings",
            "/listings/batch?listing_ids=" + ids + "&includes=Images",
            "/listings/batch/inventory?listing_ids=" + ids,
            "/listings/" + mug.id(),
            "/listings/" + mug.id() + "/inventory")) {
      HttpResponse<String> answer = client.get(path, ada);

      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(OpenApiCheck.faults(answer)).as(path).isEmpty();
    }
    assertThat(OpenApiCheck.faults(sandbox.calls())).isEmpty();
  }

  @Test
  void callsAreRecordedWithoutSecrets() throws Exception {
    Tokens next = EtsyV3Client.tokens(client.refresh(ada));
    HttpResponse<String> unused = client.get("/users/me", next);

    String recorded = sandbox.calls().toString();

    assertThat(recorded)
        .contains("grant_type=refresh_token", "x-api-key=***", "authorization=***")
        .doesNotContain(ada.refresh(), ada.access(), next.access())
        .doesNotContain(sandbox.keys().sharedSecret());
    assertThat(sandbox.count(EtsyEndpoint.TOKEN)).isEqualTo(2);
    assertThat(sandbox.count(EtsyEndpoint.ME)).isEqualTo(1);
    assertThat(sandbox.calls(EtsyEndpoint.TOKEN).get(0).form())
        .containsAllEntriesOf(Map.of("grant_type", "authorization_code", "code", "***"));
  }

  private SandboxListing mugInTwoColours() {
    return blueMugs.listsVariations(
        "Mug",
        "Colour",
        new VariationStock("Blue", 3, "MUG-BLUE"),
        new VariationStock("Red", 1, "MUG-RED"));
  }

  private JsonNode page(String query) throws Exception {
    return client.listings(blueMugs, ada, query);
  }

  private JsonNode shop() throws Exception {
    return json(client.get("/shops/" + blueMugs.shopId()));
  }

  private String ping(@Nullable String key) throws Exception {
    HttpResponse<String> answer = client.getWith("/openapi-ping", key, null);
    return answer.statusCode() + " " + json(answer).path("error").asText();
  }

  private static List<String> skus(HttpResponse<String> batch) throws Exception {
    List<String> skus = new ArrayList<>();
    json(batch).path("results").path(0).path("skus").forEach(sku -> skus.add(sku.asText()));
    return skus;
  }

  private static List<Long> ids(JsonNode page) {
    List<Long> ids = new ArrayList<>();
    page.path("results").forEach(each -> ids.add(each.path("listing_id").asLong()));
    return ids;
  }
}
