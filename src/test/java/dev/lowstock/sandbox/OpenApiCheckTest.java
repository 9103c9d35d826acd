package dev.lowstock.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiCheckTest {

  private static final Map<String, String> SIGNED =
      Map.of("x-api-key", "***", "authorization", "***", "accept", "application/json");
  private static final Map<String, String> FORM =
      Map.of("content-type", "application/x-www-form-urlencoded; charset=utf-8");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/shops/5/listings?state=sold_out&limit=100&offset=200&includes=Inventory",
        "/shops/5/listings?includes=Images,Inventory",
        "/shops/5/listings",
        "/shops/5",
        "/users/7/shops",
        "/users/me",
        "/listings/batch?listing_ids=1,2,3&includes=Images",
        "/listings/batch/inventory?listing_ids=1%2C2",
        "/listings/7",
        "/listings/7/inventory",
        "/shops/5/receipts/6/listings",
        "/openapi-ping"
      })
  void rightCallHasNoFaults(String address) {
    assertThat(OpenApiCheck.faults(List.of(get(address, SIGNED)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/shops/5/listings?stat=active | 'stat' is unexpected",
        "/shops/5/listings?state=vacation | not found in enum",
        "/shops/5/listings?limit=101 | greater than the required maximum",
        "/shops/5/listings?limit=many | type",
        "/shops/5/listings?includes=Everything | not found in enum",
        "/listings/7?includes=Inventory | not found in enum",
        "/listings/batch | 'listing_ids' is required",
        "/listings/batch?listing_ids=1,two | type",
        "/listing/7 | No API path found"
      })
  void wrongCallIsTold(String address, String fault) {
    assertThat(OpenApiCheck.faults(List.of(get(address, SIGNED))))
        .singleElement()
        .asString()
        .startsWith("GET /v3/application" + address + ": ")
        .contains(fault);
  }

  @Test
  void missingKeyAndTokenAreTold() {
    assertThat(OpenApiCheck.faults(List.of(get("/listings/7", Map.of()))))
        .containsExactly("GET /v3/application/listings/7: the header x-api-key is missing");
    assertThat(OpenApiCheck.faults(List.of(get("/shops/5/listings", Map.of("x-api-key", "***")))))
        .containsExactly(
            "GET /v3/application/shops/5/listings: the header authorization is missing");
  }

  @Test
  void tokenCallsHaveTheirFields() {
    Map<String, String> refresh =
        Map.of("grant_type", "refresh_token", "client_id", "key", "refresh_token", "***");

    assertThat(OpenApiCheck.faults(List.of(token(FORM, refresh)))).isEmpty();
    assertThat(OpenApiCheck.faults(List.of(token(Map.of(), refresh))))
        .containsExactly("POST /v3/public/oauth/token: the content type is none");
    assertThat(
            OpenApiCheck.faults(
                List.of(token(FORM, Map.of("grant_type", "refresh_token", "code", "***")))))
        .containsExactlyInAnyOrder(
            "POST /v3/public/oauth/token: the field client_id is missing",
            "POST /v3/public/oauth/token: the field refresh_token is missing",
            "POST /v3/public/oauth/token: the field code is unknown");
    assertThat(OpenApiCheck.faults(List.of(token(FORM, Map.of())))).hasSize(1);
  }

  private static EtsyCall get(String address, Map<String, String> headers) {
    String[] parts = address.split("\\?", 2);
    return new EtsyCall(
        EtsyEndpoint.at("/v3/application" + parts[0]),
        "GET",
        "/v3/application" + parts[0],
        parts.length == 1 ? null : parts[1],
        Instant.EPOCH,
        headers,
        Map.of());
  }

  private static EtsyCall token(Map<String, String> headers, Map<String, String> form) {
    return new EtsyCall(
        EtsyEndpoint.TOKEN, "POST", "/v3/public/oauth/token", null, Instant.EPOCH, headers, form);
  }
}
