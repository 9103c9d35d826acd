package dev.lowstock.etsy.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lowstock.etsy.AccessRevoked;
import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.etsy.KeyRefused;
import dev.lowstock.etsy.ListingGone;
import dev.lowstock.etsy.Seller;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EtsyOAuth1AnswersTest {

  private static final String LISTING_NOT_FOUND = Recorded.answer("listing-not-found.txt");

  private final EtsyOAuth1 etsy = new EtsyOAuth1("https://openapi.etsy.com", "key", "secret");

  @Test
  void loginStartsWithTheAddressAndTokenThatEtsyGave() {
    LoginStart start = etsy.parseRequestToken(200, Recorded.answer("request-token.txt"));

    assertThat(start.loginUrl())
        .isEqualTo(
            "https://www.etsy.com/oauth/signin?oauth_consumer_key=yo9qkcd9ikqofvj1wcy2kh0a"
                + "&oauth_token=7d4a4a3e1a2d3ca0a8a8bd4ffeb5cb&service=v2_prod");
    assertThat(start.token().token()).isEqualTo("7d4a4a3e1a2d3ca0a8a8bd4ffeb5cb");
    assertThat(start.token().secret()).isEqualTo("3be3bdf5aa");
  }

  @Test
  void oddCharactersOfATokenAreDecoded() {
    LoginStart start =
        etsy.parseRequestToken(201, Recorded.answer("request-token-with-odd-characters.txt"));

    assertThat(start.loginUrl()).isEqualTo("https://www.etsy.com/oauth/signin?oauth_token=a%2Bb");
    assertThat(start.token().token()).isEqualTo("a+b c&d=eü€");
    assertThat(start.token().secret()).isEqualTo("%+& /");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "oauth_token=t&oauth_token_secret=s",
        "login_url=https%3A%2F%2Fetsy.com&oauth_token=t&oauth_token_secret=s",
        "login_url=https%3A%2F%2Fetsy.com&oauth_token=t&oauth_token_secret=s"
            + "&oauth_callback_confirmed=false",
        "login_url=https%3A%2F%2Fetsy.com&oauth_token=&oauth_token_secret=s"
            + "&oauth_callback_confirmed=true",
        "login_url=https%3A%2F%2Fetsy.com&oauth_token=t&oauth_callback_confirmed=true",
        "login_url=javascript%3Aalert(1)&oauth_token=t&oauth_token_secret=s"
            + "&oauth_callback_confirmed=true",
        "login_url=http%3A%2F%2Fwww.etsy.com&oauth_token=t&oauth_token_secret=s"
            + "&oauth_callback_confirmed=true",
        "login_url=https%3A%2F%2Fwww.etsy.com.evil.example&oauth_token=t&oauth_token_secret=s"
            + "&oauth_callback_confirmed=true",
        "login_url=https%3A%2F%2Fwww.etsy.com%40evil.example&oauth_token=t&oauth_token_secret=s"
            + "&oauth_callback_confirmed=true",
        "login_url=%zz&oauth_token=t&oauth_token_secret=s&oauth_callback_confirmed=true",
        "<html>oauth_token=t</html>",
        "{\"oauth_token\":\"t\"}"
      })
  void loginDoesNotStartWithHalfAnAnswer(String body) {
    assertThatExceptionOfType(EtsyUnavailable.class)
        .isThrownBy(() -> etsy.parseRequestToken(200, body));
  }

  @Test
  void refusedKeyIsTheOperatorsAndItsTraceStaysUnsaid() {
    assertThatExceptionOfType(KeyRefused.class)
        .isThrownBy(() -> etsy.parseRequestToken(401, Recorded.answer("signature-invalid.txt")))
        .withMessageStartingWith("Etsy answered 401 (oauth_problem=signature_invalid)")
        .withMessageNotContaining("yo9qkcd9ikqofvj1wcy2kh0a");
    assertThatExceptionOfType(KeyRefused.class)
        .isThrownBy(() -> etsy.parseRequestToken(403, "Invalid key yo9qkcd9ikqofvj1wcy2kh0a"))
        .withMessageStartingWith("Etsy answered 403 (Invalid key ***)");
  }

  @Test
  void plainHttpIsNoRefusedKey() {
    assertThatExceptionOfType(EtsyUnavailable.class)
        .isThrownBy(() -> etsy.parseRequestToken(400, "HTTPS is required"))
        .withMessage("Etsy answered 400 (HTTPS is required)");
  }

  @Test
  void wrongClockIsNoRefusedKey() {
    assertThatExceptionOfType(EtsyUnavailable.class)
        .isThrownBy(() -> etsy.parseRequestToken(401, "oauth_problem=timestamp_refused"))
        .withMessageContaining("timestamp_refused");
  }

  @Test
  void accessTokenIsRead() {
    AccessToken token = etsy.parseAccessToken(200, Recorded.answer("access-token.txt"));

    assertThat(token.token()).isEqualTo("c0ffee5eed0123456789abcdef0123");
    assertThat(token.secret()).isEqualTo("5eed0fa1ce");
  }

  @ParameterizedTest
  @CsvSource({
    "401, oauth_problem=verifier_invalid",
    "401, ''",
    "400, Invalid verifier",
    "400, oauth_problem=parameter_rejected",
    "403, oauth_problem=token_expired"
  })
  void refusedPinIsTheSellers(int status, String body) {
    assertThatExceptionOfType(EtsyRefusedPin.class)
        .isThrownBy(() -> etsy.parseAccessToken(status, body))
        .withMessageContaining("answered " + status);
  }

  @ParameterizedTest
  @CsvSource({
    "403, Forbidden",
    "401, oauth_problem=nonce_used",
    "503, oauth_problem=token_rejected"
  })
  void otherTroubleIsNotBlamedOnThePin(int status, String body) {
    assertThatExceptionOfType(EtsyUnavailable.class)
        .isThrownBy(() -> etsy.parseAccessToken(status, body));
  }

  @Test
  void unknownKeyIsNotBlamedOnThePin() {
    assertThatExceptionOfType(KeyRefused.class)
        .isThrownBy(() -> etsy.parseAccessToken(401, "oauth_problem=consumer_key_unknown"));
  }

  @Test
  void sellerIsTheUserOfTheToken() {
    assertThat(etsy.parseSelf(200, Recorded.answer("self.json")))
        .isEqualTo(new Seller(10_000_001, "bluemugs", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"count\":1,\"results\":null}",
        "{\"count\":1}",
        "{\"count\":1,\"results\":[null]}",
        "{\"count\":1,\"results\":[{\"user_id\":\"me\"}]}",
        "{\"count\":1,\"results\":[{\"user_id\":1e40}]}",
        "{\"count\":1,\"results\":[{\"user_id\":7}]} and more",
        "{\"count\":1,\"resu",
        "[]",
        "null",
        ""
      })
  void sellerIsNotGuessed(String body) {
    assertThatExceptionOfType(EtsyUnavailable.class).isThrownBy(() -> etsy.parseSelf(200, body));
    assertThatExceptionOfType(EtsyUnavailable.class)
        .isThrownBy(() -> etsy.parseSelf(200, Recorded.answer("self-without-result.json")));
  }

  @Test
  void deeplyNestedAnswerIsUnavailableAndNoStackOverflow() {
    String nested = "{\"results\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThatExceptionOfType(EtsyUnavailable.class).isThrownBy(() -> etsy.parseSelf(200, nested));
  }

  @ParameterizedTest
  @ValueSource(strings = {"token_revoked", "token_rejected", "token_expired"})
  void removedAppIsAccessRevoked(String problem) {
    String body = "oauth_problem=" + problem;

    assertThatExceptionOfType(AccessRevoked.class).isThrownBy(() -> etsy.parseSelf(401, body));
    assertThatExceptionOfType(AccessRevoked.class).isThrownBy(() -> etsy.parseSkus(403, body));
  }

  @Test
  void skusAreUnescapedAndInEtsysOrder() {
    assertThat(etsy.parseSkus(200, Recorded.answer("listing.json")))
        .containsExactly("MUG-BLUE", "MUG & SAUCER");
  }

  @ParameterizedTest
  @CsvSource({
    "listing-without-sku.json, ''",
    "listing-with-null-sku.json, ''",
    "listing-with-one-sku-as-text.json, MUG-BLUE",
    "listing-with-blank-and-repeated-skus.json, 'MUG-BLUE,42'"
  })
  void oddSkusAreNoFailure(String file, String skus) {
    assertThat(String.join(",", etsy.parseSkus(200, Recorded.answer(file)))).isEqualTo(skus);
  }

  @Test
  void missingListingIsGoneButAMissingApiIsNot() {
    assertThatExceptionOfType(ListingGone.class)
        .isThrownBy(() -> etsy.parseSkus(404, LISTING_NOT_FOUND))
        .withMessage("Etsy answered 404 (" + LISTING_NOT_FOUND + ")");
    assertThatExceptionOfType(EtsyUnavailable.class)
        .isThrownBy(() -> etsy.parseSkus(404, Recorded.answer("retired.html")));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 403, 404, 410, 500})
  void webPageNeverBlamesKeyPinOrSeller(int status) {
    String page = Recorded.answer("retired.html");

    assertThatExceptionOfType(EtsyUnavailable.class)
        .isThrownBy(() -> etsy.parseRequestToken(status, page));
    assertThatExceptionOfType(EtsyUnavailable.class)
        .isThrownBy(() -> etsy.parseAccessToken(status, page));
    assertThatExceptionOfType(EtsyUnavailable.class).isThrownBy(() -> etsy.parseSelf(status, page));
    assertThatExceptionOfType(EtsyUnavailable.class).isThrownBy(() -> etsy.parseSkus(status, page));
  }

  @Test
  void spentQuotaBlamesNobodyAndSaysHowLong() {
    EtsyAnswer quota = new EtsyAnswer(403, Recorded.answer("over-quota.txt"), "30");

    assertThatExceptionOfType(EtsyUnavailable.class)
        .isThrownBy(() -> etsy.parseRequestToken(quota))
        .withMessageContaining("You have exceeded your quota of: 10000 requests per 24 hours.")
        .satisfies(failure -> assertThat(failure.retryAfter()).contains(Duration.ofSeconds(30)));
    assertThatExceptionOfType(EtsyUnavailable.class).isThrownBy(() -> etsy.parseAccessToken(quota));
    assertThatExceptionOfType(EtsyUnavailable.class)
        .isThrownBy(() -> etsy.parseSelf(429, "slow down"))
        .satisfies(failure -> assertThat(failure.retryAfter()).isEmpty());
  }

  @Test
  void missingBodyIsUnavailable() {
    assertThatExceptionOfType(EtsyUnavailable.class).isThrownBy(() -> etsy.parseSelf(503, null));
  }

  @Test
  void nothingPrintsASecret() {
    LoginStart start = etsy.parseRequestToken(200, Recorded.answer("request-token.txt"));
    AccessToken token = etsy.parseAccessToken(200, Recorded.answer("access-token.txt"));

    assertThat(start + " " + start.token() + " " + token + " " + etsy.self(token))
        .contains("***")
        .doesNotContain("7d4a", "3be3bdf5aa", "c0ffee", "5eed0fa1ce", "oauth_signature");
  }
}
