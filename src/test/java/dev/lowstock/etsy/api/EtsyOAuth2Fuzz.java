package dev.lowstock.etsy.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lowstock.etsy.EtsyFailure;
import java.security.SecureRandom;

/** Whatever Etsy answers to a log-in is read or refused. */
class EtsyOAuth2Fuzz {
  private final EtsyOAuth2 oauth =
      new EtsyOAuth2(
          "https://openapi.etsy.com",
          "https://www.etsy.com/oauth/connect",
          "ada",
          "https://bot.example.org/etsy/callback",
          true,
          new SecureRandom());

  @FuzzTest(maxDuration = "1m")
  void tokensAndShops(byte[] body) {
    EtsyAnswer answer = Recorded.garbled(body);
    try {
      Tokens tokens = oauth.parseTokens(answer);
      assertThat(tokens.sellerId()).isPositive();
    } catch (EtsyFailure refused) {
      // The seller is told.
    }
    try {
      oauth.parseRefreshed(answer);
    } catch (EtsyFailure refused) {
      // The access is gone, or tried again.
    }
    try {
      EtsyConnect.seller(answer, new Tokens("1.a", "1.r", 1, 3600));
    } catch (EtsyFailure refused) {
      // The seller is told.
    }
  }
}
