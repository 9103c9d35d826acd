package dev.lowstock.sandbox;

import static dev.lowstock.sandbox.EtsyV3Client.json;
import static dev.lowstock.sandbox.EtsyV3Client.query;
import static dev.lowstock.sandbox.EtsyV3Client.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.SettableClock;
import dev.lowstock.sandbox.EtsyV3Client.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxEtsyV3LoginTest {

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(1_800_000_000));
  private SandboxEtsy sandbox;
  private EtsyV3Client client;
  private SandboxShop blueMugs;

  @BeforeEach
  void open() throws IOException {
    sandbox = SandboxEtsy.start(0, clock, EtsyKeys.example());
    client = new EtsyV3Client(sandbox);
    blueMugs = sandbox.shop("BlueMugs");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void consentPageAsksInTheBrowser() throws Exception {
    HttpResponse<String> page = browse(client.connectUrl());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.body())
        .contains("<option>BlueMugs</option>", "Allow", "No, thanks", "listings_r, shops_r");
  }

  @Test
  void allowSendsBackWithCodeAndState() {
    URI back = blueMugs.grants(client.connectUrl());

    assertThat(back.toString()).startsWith(EtsyV3Client.REDIRECT + "?code=");
    assertThat(query(back)).containsOnlyKeys("code", "state").containsEntry("state", "state-1");
  }

  @Test
  void refusalSendsBackWithoutCode() {
    URI back = blueMugs.refuses(client.connectUrl());

    assertThat(query(back))
        .containsOnlyKeys("error", "error_description", "state")
        .containsEntry("error", "access_denied");
    assertThat(blueMugs.hasAllowedAnApp()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "client_id, somebody-else",
    "client_id, ''",
    "redirect_uri, http://127.0.0.1:9/etsy/callback/",
    "redirect_uri, http://127.0.0.1:9/etsy/Callback",
    "redirect_uri, http://127.0.0.1:9/etsy/callback?",
    "redirect_uri, ''"
  })
  void unknownAppOrAddressIsAnErrorPage(String name, String value) throws Exception {
    HttpResponse<String> page = browse(client.connectUrl(Map.of(name, value)));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.headers().firstValue("Location")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "response_type, token, unsupported_response_type",
    "state, '', invalid_request",
    "scope, '', invalid_scope",
    "scope, listings_r billing_r, invalid_scope",
    "code_challenge_method, plain, invalid_request",
    "code_challenge, '', invalid_request",
    "code_challenge, short, invalid_request"
  })
  void wrongParameterGoesBackToTheApp(String name, String value, String error) throws Exception {
    HttpResponse<String> page = browse(client.connectUrl(Map.of(name, value)));

    assertThat(page.statusCode()).isEqualTo(302);
    URI back = URI.create(page.headers().firstValue("Location").orElseThrow());
    assertThat(query(back)).containsEntry("error", error).doesNotContainKey("code");
  }

  @Test
  void severalAddressesMayBeRegistered() {
    String other = "http://127.0.0.1:9/other?place=1";
    sandbox.registersRedirect(other);

    URI back = blueMugs.grants(client.connectUrl(Map.of("redirect_uri", other)));

    assertThat(back.toString()).startsWith(other + "&code=");
  }

  @Test
  void codeBecomesTokensOfTheSeller() throws Exception {
    Tokens tokens = client.logIn(blueMugs);

    assertThat(tokens.access()).startsWith(blueMugs.sellerId() + ".");
    assertThat(tokens.refresh()).startsWith(blueMugs.sellerId() + ".");
    assertThat(tokens.expiresIn()).isEqualTo(3600);
    assertThat(blueMugs.hasAllowedAnApp()).isTrue();
    assertThat(json(client.get("/users/me", tokens)).path("shop_id").asLong())
        .isEqualTo(blueMugs.shopId());
  }

  @Test
  void tokensEndAsAskedFor() throws Exception {
    sandbox.endsTokensWith("_-~+/=");

    assertThat(client.logIn(blueMugs).refresh()).endsWith("_-~+/=");
  }

  @Test
  void codeWorksOnce() throws Exception {
    String code = query(blueMugs.grants(client.connectUrl())).get("code");

    assertThat(client.exchange(code).statusCode()).isEqualTo(200);
    assertRefused(client.exchange(code), "code is invalid or has been used");
  }

  @ParameterizedTest
  @CsvSource({
    "client_id, somebody-else",
    "redirect_uri, http://127.0.0.1:9/other",
    "code, guess",
    "code_verifier, dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXX",
    "code_verifier, short"
  })
  void codeOfAnotherLoginIsRefused(String name, String value) throws Exception {
    String code = query(blueMugs.grants(client.connectUrl())).get("code");

    HttpResponse<String> answer = client.exchange(code, Map.of(name, value));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void codeExpires() throws Exception {
    sandbox.codesLive(Duration.ofSeconds(30));
    String code = query(blueMugs.grants(client.connectUrl())).get("code");
    clock.advance(Duration.ofSeconds(30));

    assertRefused(client.exchange(code), "code is expired");
  }

  @Test
  void missingFieldIsNamed() throws Exception {
    HttpResponse<String> answer = client.token(Map.of("grant_type", "refresh_token"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid_request", "client_id is required");
  }

  @Test
  void refreshEndsBothTokensBeforeIt() throws Exception {
    Tokens first = client.logIn(blueMugs);

    Tokens second = tokens(client.refresh(first));

    assertThat(client.get("/users/me", second).statusCode()).isEqualTo(200);
    assertThat(client.get("/users/me", first).statusCode()).isEqualTo(401);
    assertRefused(client.refresh(first), "refresh_token is revoked");
    assertThat(client.refresh(second).statusCode()).isEqualTo(200);
  }

  @Test
  void tokenEndpointTakesJsonToo() throws Exception {
    Tokens first = client.logIn(blueMugs);

    HttpResponse<String> answer =
        client.tokenAsJson(
            Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                sandbox.keys().consumerKey(),
                "refresh_token",
                first.refresh()));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void accessTokenExpiresAndRefreshTokenLivesOn() throws Exception {
    Tokens tokens = client.logIn(blueMugs);
    clock.advance(Duration.ofHours(1));

    HttpResponse<String> answer = client.get("/users/me", tokens);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"invalid_token\",\"error_description\":\"access token is expired\"}");
    assertThat(client.refresh(tokens).statusCode()).isEqualTo(200);
  }

  @Test
  void accessTokenMayEndBeforeItsTime() throws Exception {
    Tokens tokens = client.logIn(blueMugs);
    sandbox.expiresAccessTokens();

    assertThat(client.get("/users/me", tokens).statusCode()).isEqualTo(401);
    assertThat(client.get("/users/me", tokens(client.refresh(tokens))).statusCode()).isEqualTo(200);
  }

  @Test
  void refreshTokenLivesNinetyDays() throws Exception {
    Tokens tokens = client.logIn(blueMugs);
    clock.advance(Duration.ofDays(90));

    assertRefused(client.refresh(tokens), "refresh_token is revoked");
  }

  @Test
  void removedAppIsToldSo() throws Exception {
    Tokens tokens = client.logIn(blueMugs);
    blueMugs.removesTheApp();

    HttpResponse<String> answer = client.get("/users/me", tokens);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).isEqualTo("{\"error\":\"access token has been revoked\"}");
    assertRefused(client.refresh(tokens), "refresh_token is revoked");
    assertThat(blueMugs.hasAllowedAnApp()).isFalse();
  }

  @Test
  void newPasswordEndsAllTokensAndTheSellerMayAllowAgain() throws Exception {
    Tokens old = client.logIn(blueMugs);
    blueMugs.changesPassword();

    assertRefused(client.refresh(old), "refresh_token is revoked");
    assertThat(client.get("/users/me", client.logIn(blueMugs)).statusCode()).isEqualTo(200);
  }

  @Test
  void wholeLoginEndsOnTheConfirmedPage() throws Exception {
    try (CallbackPage app = CallbackPage.open()) {
      sandbox.registersRedirect(app.url());

      String page = blueMugs.logsIn(client.connectUrl(Map.of("redirect_uri", app.url())));

      assertThat(page).isEqualTo("Connected with confirm=yes&ticket=a%26b");
    }
  }

  @Test
  void pageThatAsksNothingIsTheLastOne() throws Exception {
    try (CallbackPage app = CallbackPage.open()) {
      sandbox.registersRedirect(app.url() + "?old=1");

      String page =
          blueMugs.logsIn(client.connectUrl(Map.of("redirect_uri", app.url() + "?old=1")));

      assertThat(page).isEqualTo("This link is too old");
    }
  }

  @Test
  void browserThatSeesAnErrorPageSaysSo() {
    assertThatThrownBy(
            () -> blueMugs.grants(client.connectUrl(Map.of("redirect_uri", "http://evil"))))
        .hasMessageContaining("400");
  }

  private static void assertRefused(HttpResponse<String> answer, String why) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("error").asText()).isEqualTo("invalid_grant");
    assertThat(json(answer).path("error_description").asText()).isEqualTo(why);
  }

  private static HttpResponse<String> browse(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }
}
