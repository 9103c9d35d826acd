package dev.lowstock.etsy.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.scribejava.core.services.TimestampService;
import org.junit.jupiter.api.Test;

/** The signed examples of OAuth Core 1.0, appendix A.5. */
class EtsySignerTest {

  @Test
  void photosOfOAuthCoreAreSignedWithTheirQuery() {
    EtsySigner signer =
        new EtsySigner(
            "https://photos.example.net/request_token",
            "https://photos.example.net/access_token",
            "dpf43f3p2l4k3l03",
            "kd94hf93k423kf44",
            new FixedStamps("1191242096", "kllo9940pd9333jh"));

    String authorization =
        signer.get(
            new AccessToken("nnch734d00sl2jdk", "pfkkdhi9sl3r4s00"),
            "http://photos.example.net/photos?file=vacation.jpg&size=original");

    assertThat(authorization)
        .startsWith("OAuth ")
        .contains("oauth_signature=\"tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D\"")
        .contains("oauth_token=\"nnch734d00sl2jdk\"", "oauth_version=\"1.0\"");
  }

  record FixedStamps(String getTimestampInSeconds, String getNonce) implements TimestampService {}
}
