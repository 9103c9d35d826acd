package dev.lowstock.etsy.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackAddressTest {
  private static final String ADDRESS =
      "https://bot.example.org/etsy/callback?code=c0de-1&state=st_8";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ADDRESS,
        "  " + ADDRESS + "\n",
        ADDRESS + "#_=_",
        "Here it is: " + ADDRESS + " thanks",
        "https://bot.example.org/?state=st_8&code=c0de-1",
        "https://bot.example.org/etsy/callback?code=c0de-1&amp;state=st_8",
        "http://localhost:3003/oauth/redirect#code=c0de-1&state=st_8",
        "code=c0de-1&state=st_8",
        "?code=c0de-1&state=st_8",
        "https%3A%2F%2Fbot.example.org%2Fetsy%2Fcallback%3Fcode%3Dc0de-1%26state%3Dst_8",
        "https%253A%252F%252Fbot.example.org%252F%253Fcode%253Dc0de-1%2526state%253Dst_8",
        "https://bot.example.org/etsy/callback?code%3Dc0de-1%26state%3Dst_8"
      })
  void codeAndStateAreFoundInWhateverWasCopied(String pasted) {
    assertThat(CallbackAddress.pasted(pasted)).isEqualTo(new CallbackAddress("c0de-1", "st_8", ""));
  }

  @Test
  void bareCodeIsTakenAsItIs() {
    assertThat(CallbackAddress.pasted(" c0de-1.~_8 "))
        .isEqualTo(new CallbackAddress("c0de-1.~_8", "", ""));
  }

  @Test
  void signsInACodeSurvive() {
    String odd = "a+/=&% ~ü9";
    String encoded = URLEncoder.encode(odd, StandardCharsets.UTF_8).replace("+", "%20");

    assertThat(CallbackAddress.pasted("https://b.example/?code=" + encoded + "&state=s").code())
        .isEqualTo(odd);
    assertThat(CallbackAddress.query("code=" + encoded + "&state=s").code()).isEqualTo(odd);
  }

  @Test
  void refusalIsFoundWithItsState() {
    CallbackAddress refused =
        CallbackAddress.pasted(
            "https://b.example/?error=access_denied&error_description=No%2C%20thanks&state=st_8");

    assertThat(refused).isEqualTo(new CallbackAddress("", "st_8", "access_denied"));
    assertThat(refused.isDenied()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello", "two words of talk", "https://bot.example.org/etsy/callback"})
  void talkHoldsNoState(String text) {
    assertThat(CallbackAddress.pasted(text).state()).isEmpty();
  }

  @Test
  void whatIsGivenTwiceOrIsTooLongIsNotThere() {
    assertThat(CallbackAddress.query("code=one&code=two&state=s").code()).isEmpty();
    assertThat(CallbackAddress.query("code=one&code=one&state=s").code()).isEqualTo("one");
    assertThat(CallbackAddress.query("code=" + "x".repeat(1501) + "&state=s").code()).isEmpty();
    assertThat(CallbackAddress.query("code=a%00b&state=s%0a").code()).isEmpty();
  }

  @Test
  void brokenEncodingIsText() {
    assertThat(CallbackAddress.query("code=100%&state=s").code()).isEqualTo("100%");
    assertThat(CallbackAddress.query(null).code()).isEmpty();
  }

  @Test
  void nothingOfItIsPrinted() {
    assertThat(CallbackAddress.pasted(ADDRESS).toString()).doesNotContain("c0de", "st_8");
  }
}
