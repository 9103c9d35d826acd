package dev.lowstock.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.sandbox.OAuth1Signature.Parameter;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The examples of RFC 5849 (with erratum 2550) and of OAuth Core 1.0, appendix A. */
class OAuth1SignatureTest {

  @Test
  void baseStringOfTheRfcIsBuiltFromQueryFormAndHeader() {
    List<Parameter> others =
        parameters(
            "c2",
            "",
            "a3",
            "2 q",
            "oauth_consumer_key",
            "9djdj82h48djs9d2",
            "oauth_token",
            "kkk9d7dh3k39sjv7",
            "oauth_signature_method",
            "HMAC-SHA1",
            "oauth_timestamp",
            "137131201",
            "oauth_nonce",
            "7d8f3e4a");

    String baseString =
        OAuth1Signature.baseString(
            "post",
            URI.create("http://EXAMPLE.com:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b"),
            others);

    assertThat(baseString)
        .isEqualTo(
            "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q"
                + "%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_"
                + "key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_m"
                + "ethod%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk"
                + "9d7dh3k39sjv7");
    assertThat(OAuth1Signature.of(baseString, "j49sk3j29djd", "dh893hdasih9"))
        .isEqualTo("r6/TJjbCOr97/+UU0NsvSne7s5g=");
  }

  @Test
  void temporaryCredentialsOfTheRfcAreSignedWithoutATokenSecret() {
    String baseString =
        OAuth1Signature.baseString(
            "POST",
            URI.create("https://photos.example.net/initiate"),
            parameters(
                "oauth_consumer_key",
                "dpf43f3p2l4k3l03",
                "oauth_signature_method",
                "HMAC-SHA1",
                "oauth_timestamp",
                "137131200",
                "oauth_nonce",
                "wIjqoS",
                "oauth_callback",
                "http://printer.example.com/ready"));

    assertThat(OAuth1Signature.of(baseString, "kd94hf93k423kf44", ""))
        .isEqualTo("74KNZJeDHnMBp0EMJ9ZHt/XKycU=");
  }

  @Test
  void photosOfOAuthCoreAreSigned() {
    String baseString =
        OAuth1Signature.baseString(
            "GET",
            URI.create("http://photos.example.net/photos?file=vacation.jpg&size=original"),
            parameters(
                "oauth_consumer_key",
                "dpf43f3p2l4k3l03",
                "oauth_token",
                "nnch734d00sl2jdk",
                "oauth_signature_method",
                "HMAC-SHA1",
                "oauth_timestamp",
                "1191242096",
                "oauth_nonce",
                "kllo9940pd9333jh",
                "oauth_version",
                "1.0"));

    assertThat(OAuth1Signature.of(baseString, "kd94hf93k423kf44", "pfkkdhi9sl3r4s00"))
        .isEqualTo("tR3+Ty81lMeYAr/Fid0kMTYa/WM=");
  }

  @Test
  void onlyUnreservedBytesStayAsTheyAre() {
    assertThat(OAuth1Signature.encode("aZ09-._~ +*/&=%ü€"))
        .isEqualTo("aZ09-._~%20%2B%2A%2F%26%3D%25%C3%BC%E2%82%AC");
  }

  private static List<Parameter> parameters(String... namesAndValues) {
    return IntStream.range(0, namesAndValues.length / 2)
        .mapToObj(i -> new Parameter(namesAndValues[2 * i], namesAndValues[2 * i + 1]))
        .toList();
  }
}
