package dev.lowstock.etsy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.KeyRefused;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EtsyOAuth2Test {
  private static final String REDIRECT = "https://bot.example.org/etsy/callback";

  private final EtsyOAuth2 oauth = oauth(false);

  @Test
  void connectPageIsAskedForACodeWithAChallenge() throws Exception {
    EtsyOAuth2.Opened opened = oauth.open();

    assertThat(opened.loginUrl())
        .startsWith("https://www.etsy.com/oauth/connect?")
        .doesNotContain(opened.verifier());
    assertThat(form(URI.create(opened.loginUrl()).getRawQuery()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "response_type", "code",
                "client_id", "ada-keystring",
                "redirect_uri", REDIRECT,
                "scope", "listings_r",
                "state", opened.state(),
                "code_challenge", challenge(opened.verifier()),
                "code_challenge_method", "S256"));
  }

  @Test
  void stateAndVerifierAreThirtyTwoRandomBytesEachTime() {
    EtsyOAuth2.Opened first = oauth.open();
    EtsyOAuth2.Opened second = oauth.open();

    assertThat(first.state()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(second.state());
    assertThat(first.verifier()).matches("[A-Za-z0-9._~-]{43}").isNotEqualTo(second.verifier());
    assertThat(first.toString()).doesNotContain(first.state(), first.verifier());
  }

  @Test
  void receiptsAreAskedForWhereWebhooksNeedThem() {
    assertThat(oauth(true).open().loginUrl()).contains("scope=listings_r%20transactions_r");
  }

  @Test
  void codeIsTradedWithItsVerifierAndWithoutASecret() {
    EtsyCall call = oauth.codeForTokens("code+/=& 1", "verifier");

    assertThat(call.path()).isEqualTo("/v3/public/oauth/token");
    assertThat(call.method()).isEqualTo("POST");
    assertThat(form(String.valueOf(call.form())))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "grant_type", "authorization_code",
                "client_id", "ada-keystring",
                "redirect_uri", REDIRECT,
                "code", "code+/=& 1",
                "code_verifier", "verifier"));
    assertThat(call.toString()).doesNotContain("code+", "verifier");
  }

  @Test
  void refreshTokenIsTradedAlone() {
    EtsyCall call = oauth.refresh("1001.refresh+/=&");

    assertThat(form(String.valueOf(call.form())))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "grant_type", "refresh_token",
                "client_id", "ada-keystring",
                "refresh_token", "1001.refresh+/=&"));
  }

  @Test
  void tokensAreReadWhateverElseIsThere() {
    Tokens tokens =
        oauth.parseTokens(
            good(
                "{\"scope\":\"listings_r\",\"access_token\":\"1001.a.b\",\"token_type\":\"Bearer\","
                    + "\"expires_in\":1800,\"refresh_token\":\"1001.r\",\"x\":{\"y\":[1]}}"));

    assertThat(tokens).isEqualTo(new Tokens("1001.a.b", "1001.r", 1001, 1800));
    assertThat(tokens.toString()).doesNotContain("a.b", ".r");
  }

  @ParameterizedTest
  @CsvSource({"0", "-5", "null", "'\"soon\"'", "99999999999"})
  void expiryThatCannotBeIsAnHour(String seconds) {
    String body =
        "{\"access_token\":\"1.a\",\"refresh_token\":\"1.r\",\"expires_in\":" + seconds + "}";

    assertThat(oauth.parseTokens(good(body)).expiresIn()).isEqualTo(3600);
    assertThat(
            oauth
                .parseTokens(good("{\"access_token\":\"1.a\",\"refresh_token\":\"1.r\"}"))
                .expiresIn())
        .isEqualTo(3600);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"refresh_token\":\"1.r\"}",
        "{\"access_token\":\"1.a\"}",
        "{\"access_token\":\"1.a\",\"refresh_token\":\"\"}",
        "{\"access_token\":\"a.1\",\"refresh_token\":\"1.r\"}",
        "{\"access_token\":\".a\",\"refresh_token\":\"1.r\"}",
        "{\"access_token\":\"1\",\"refresh_token\":\"1.r\"}",
        "{\"access_token\":\"99999999999999999999.a\",\"refresh_token\":\"1.r\"}",
        "[]",
        "{\"access_token\":",
        "<html>"
      })
  void answerWithoutBothTokensIsTroubleAndSaysNoneOfThem(String body) {
    assertThatThrownBy(() -> oauth.parseTokens(good(body)))
        .isInstanceOf(EtsyUnavailable.class)
        .hasMessageNotContainingAny("1.a", "1.r");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_grant, EtsyRefusedPin, AccessRevoked",
    "400, invalid_request, EtsyRefusedPin, EtsyUnavailable",
    "400, invalid_client, KeyRefused, KeyRefused",
    "401, invalid_client, KeyRefused, KeyRefused",
    "403, API key not found or not active, KeyRefused, KeyRefused",
    "403, Forbidden, EtsyUnavailable, EtsyUnavailable",
    "404, Resource not found, EtsyUnavailable, EtsyUnavailable",
    "429, Exceeded per second rate limit, EtsyUnavailable, EtsyUnavailable",
    "500, Server Error, EtsyUnavailable, EtsyUnavailable",
    "503, invalid_grant, EtsyUnavailable, EtsyUnavailable"
  })
  void refusalsAreToldApart(int status, String error, String ofCode, String ofRefresh) {
    EtsyAnswer answer = new EtsyAnswer(status, "{\"error\":\"" + error + "\"}", null);

    assertThat(kind(() -> oauth.parseTokens(answer))).isEqualTo(ofCode);
    assertThat(kind(() -> oauth.parseRefreshed(answer))).isEqualTo(ofRefresh);
  }

  @Test
  void refusedCodeAndEndedAccessSayWhatToDo() {
    EtsyAnswer answer =
        new EtsyAnswer(
            400,
            "{\"error\":\"invalid_grant\",\"error_description\":\"refresh_token is revoked\"}",
            null);

    assertThatThrownBy(() -> oauth.parseTokens(answer))
        .isInstanceOf(EtsyRefusedPin.class)
        .hasMessageContaining("log in again");
    assertThatThrownBy(() -> oauth.parseRefreshed(answer))
        .isInstanceOf(AccessRevoked.class)
        .hasMessageContaining("log in again");
    assertThatThrownBy(
            () -> oauth.parseTokens(new EtsyAnswer(401, "{\"error\":\"invalid_client\"}", null)))
        .isInstanceOf(KeyRefused.class)
        .hasMessageContaining("ETSY_CONSUMER_KEY");
  }

  private static String kind(Runnable parse) {
    try {
      parse.run();
      return "none";
    } catch (EtsyFailure failure) {
      return failure.getClass().getSimpleName();
    }
  }

  private static EtsyOAuth2 oauth(boolean readsReceipts) {
    return new EtsyOAuth2(
        "https://openapi.etsy.com/",
        "https://www.etsy.com/oauth/connect",
        "ada-keystring",
        REDIRECT,
        readsReceipts,
        new SecureRandom());
  }

  private static EtsyAnswer good(String body) {
    return new EtsyAnswer(200, body, null);
  }

  private static Map<String, String> form(String encoded) {
    return Arrays.stream(encoded.split("&", -1))
        .map(part -> part.split("=", 2))
        .collect(Collectors.toMap(part -> part[0], part -> decoded(part[1])));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String challenge(String verifier) throws Exception {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            MessageDigest.getInstance("SHA-256")
                .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
  }
}
