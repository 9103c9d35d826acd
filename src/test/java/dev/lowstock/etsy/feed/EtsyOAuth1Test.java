package dev.lowstock.etsy.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lowstock.etsy.feed.EtsySignerTest.FixedStamps;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtsyOAuth1Test {

  private static final AccessToken TOKEN = new AccessToken("token", "secret");

  @Test
  void loginAsksForListingsAndAPin() {
    SignedCall call = signer("https://openapi.etsy.com").requestToken();

    assertThat(call.toString()).isEqualTo("POST /v2/oauth/request_token?scope=listings_r");
    assertThat(call.authorization())
        .startsWith("OAuth ")
        .contains("oauth_callback=\"oob\"", "oauth_consumer_key=\"key\"")
        .doesNotContain("scope", "oauth_token=");
  }

  @Test
  void pinIsSentWithoutTheBlanksAroundIt() {
    SignedCall call =
        signer("https://openapi.etsy.com")
            .accessToken(new RequestToken("token", "secret"), " 1234abcd\n");

    assertThat(call.toString()).isEqualTo("POST /v2/oauth/access_token");
    assertThat(call.authorization()).contains("oauth_verifier=\"1234abcd\"");
  }

  @Test
  void resourcesAreReadWithTheSellersToken() {
    EtsyOAuth1 etsy = signer("https://openapi.etsy.com");

    assertThat(etsy.self(TOKEN).toString()).isEqualTo("GET /v2/users/__SELF__");
    assertThat(etsy.listing(TOKEN, 42).toString()).isEqualTo("GET /v2/listings/42");
    assertThat(etsy.self(TOKEN).authorization()).contains("oauth_token=\"token\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://openapi.etsy.com/",
        " HTTPS://OpenAPI.Etsy.com ",
        "https://openapi.etsy.com:443//"
      })
  void sameAddressWrittenOtherwiseIsSignedTheSame(String baseUrl) {
    assertThat(signature(signer(baseUrl))).isEqualTo(signature(signer("https://openapi.etsy.com")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://openapi.etsy.com",
        "https://openapi.etsy.com:8443",
        "https://openapi.etsy.com/mirror"
      })
  void otherAddressIsSignedOtherwise(String baseUrl) {
    assertThat(signature(signer(baseUrl)))
        .isNotEqualTo(signature(signer("https://openapi.etsy.com")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"openapi.etsy.com", "ftp://openapi.etsy.com", "https://", "https:// x"})
  void baseUrlIsAWebAddress(String baseUrl) {
    assertThatIllegalArgumentException().isThrownBy(() -> signer(baseUrl));
  }

  @Test
  void noncesNeverRepeatEvenWhenManySignAtOnce() {
    EtsyOAuth1 etsy = new EtsyOAuth1("https://openapi.etsy.com", "key", "secret");
    Pattern nonce = Pattern.compile("oauth_nonce=\"([^\"]+)\"");
    Set<String> nonces = ConcurrentHashMap.newKeySet();

    IntStream.range(0, 2_000)
        .parallel()
        .forEach(
            i -> {
              Matcher matcher = nonce.matcher(etsy.self(TOKEN).authorization());
              assertThat(matcher.find() && nonces.add(matcher.group(1))).isTrue();
            });

    assertThat(nonces).hasSize(2_000);
  }

  private static EtsyOAuth1 signer(String baseUrl) {
    return new EtsyOAuth1(baseUrl, "key", "shared", new FixedStamps("1191242096", "kllo9940pd"));
  }

  private static String signature(EtsyOAuth1 etsy) {
    return etsy.self(TOKEN).authorization().replaceFirst(".*(oauth_signature=\"[^\"]*\").*", "$1");
  }
}
