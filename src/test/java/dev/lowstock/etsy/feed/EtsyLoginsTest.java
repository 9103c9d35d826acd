package dev.lowstock.etsy.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.etsy.EtsyRefusedPin;
import dev.lowstock.etsy.EtsyUnavailable;
import dev.lowstock.store.TokenCipher;
import dev.lowstock.store.WrongKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EtsyLoginsTest {
  private final TokenCipher cipher = new TokenCipher(List.of(new byte[32]));
  private final EtsyLogins logins =
      new EtsyLogins(new EtsyOAuth1("https://openapi.etsy.com", "ada", "bluemugs-secret"), cipher);

  @Test
  void logInIsKeptSealed() {
    EtsyLogins.Started started = logins.start(answer("request-token.txt"));

    assertThat(started.loginUrl()).startsWith("https://www.etsy.com/");
    assertThat(cipher.decrypt(started.tokenSealed()))
        .isNotEmpty()
        .isNotEqualTo(started.tokenSealed());
    assertThat(cipher.decrypt(started.secretSealed())).isNotEmpty();
  }

  @Test
  void pinIsTradedWithTheLogInThatWasKept() {
    EtsyLogins.Started started = logins.start(answer("request-token.txt"));

    SignedCall call = logins.accessToken(started.tokenSealed(), started.secretSealed(), "12345678");

    assertThat(call.path()).isEqualTo("/v2/oauth/access_token");
    assertThat(call.authorization()).contains("oauth_verifier=\"12345678\"");
    assertThat(call.toString()).doesNotContain(call.authorization());
  }

  @Test
  void refusedPinLetsTheNextLogInBeTried() {
    EtsyAnswer refused = new EtsyAnswer(401, "oauth_problem=token_rejected");

    assertThat(logins.grant(refused, true)).isNull();
    assertThatThrownBy(() -> logins.grant(refused, false)).isInstanceOf(EtsyRefusedPin.class);
  }

  @Test
  void troubleIsNoRefusedPin() {
    assertThatThrownBy(() -> logins.grant(new EtsyAnswer(503, "Sorry"), true))
        .isInstanceOf(EtsyUnavailable.class);
  }

  @Test
  void acceptedPinBringsTheAccess() {
    assertThat(logins.grant(answer("access-token.txt"), false)).isNotNull();
  }

  @Test
  void listingIsAskedForWithTheSellersToken() {
    SignedCall call =
        logins.listing(cipher.encrypt("ada-token"), cipher.encrypt("ada-secret"), 700_000_001L);

    assertThat(call.path()).contains("700000001");
    assertThat(call.authorization())
        .contains("oauth_token=\"ada-token\"")
        .doesNotContain("ada-secret");
  }

  @Test
  void tokenSealedWithAnotherKeyIsNotUsed() {
    TokenCipher other =
        new TokenCipher(
            List.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));

    assertThatThrownBy(() -> logins.listing(other.encrypt("t"), other.encrypt("s"), 1))
        .isInstanceOf(WrongKey.class);
  }

  @Test
  void skusAreKeptOneALine() {
    assertThat(logins.skus(new EtsyAnswer(200, skus("\"MUG-BLUE\",\"MUG-BLUE-L\""))).lines())
        .containsExactly("MUG-BLUE", "MUG-BLUE-L");
    assertThat(logins.skus(answer("listing-without-sku.json"))).isEmpty();
  }

  @Test
  void lineBreakInASkuDoesNotMakeTwoOfIt() {
    assertThat(logins.skus(new EtsyAnswer(200, skus("\"MUG\\nBLUE\\u0000\\ud83c\""))).lines())
        .singleElement()
        .asString()
        .startsWith("MUG BLUE");
  }

  @Test
  void moreSkusThanAreKeptStillFitTheirColumn() {
    String many = "\"" + "x".repeat(100) + "%d\",";
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      list.append(many.formatted(i));
    }

    String kept = logins.skus(new EtsyAnswer(200, skus(list + "\"last\"")));

    assertThat(kept.length()).isBetween(10_000, 16_000);
  }

  @Test
  void answerIsReadWholeAndKeepsItsStatus() throws IOException {
    EtsyAnswer read = new AnswerReader().read(404, "3", in("Listing not found"));

    assertThat(read.status()).isEqualTo(404);
    assertThat(read.body()).isEqualTo("Listing not found");
    assertThat(read.retryAfter()).isEqualTo("3");
    assertThat(new AnswerReader().read(204, null, null).body()).isEmpty();
  }

  @Test
  void answerLargerThanAnyHonestOneIsTrouble() {
    assertThatThrownBy(() -> new AnswerReader().read(200, null, in("x".repeat(1024 * 1024 + 1))))
        .isInstanceOf(EtsyUnavailable.class);
  }

  private static String skus(String list) {
    return "{\"count\":1,\"results\":[{\"listing_id\":1,\"sku\":[" + list + "]}]}";
  }

  private static EtsyAnswer answer(String file) {
    return new EtsyAnswer(200, Recorded.answer(file));
  }

  private static InputStream in(String body) {
    return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
  }
}
