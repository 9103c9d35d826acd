package dev.lowstock.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.alert.Messages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThanksTest {
  private final Thanks thanks = new Thanks(new Messages(null));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "thanks",
        "Thank you!",
        "THX",
        "thank you so much!!",
        "Thanks 😊",
        "👍",
        "👍🏽",
        "❤️",
        "Danke!",
        "Vielen Dank.",
        "great",
        "Great, thanks!",
        "Super, danke 👍🏽",
        "thank you :)",
        "👍👍",
        "¡Muchas gracias!",
        "Merci beaucoup !",
        "muito obrigada",
        "Dank je wel!",
        "grazie mille...",
        "Dziękuję bardzo"
      })
  void thanksAreHeardInEachLanguage(String text) {
    assertThat(thanks.isIn(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "thanks, how do I stop?",
        "thanksgiving",
        "no thanks",
        "thank you but I would like to hear of my mugs only",
        "?",
        "!",
        "12345678",
        "great, now it's broken",
        "Great now it is broken",
        "super slow",
        "thanks for nothing",
        "perfect. It still says sold out",
        "danke, aber das stimmt nicht",
        "top, werkt niet",
        "great 🙄",
        "👍 but two alerts are missing"
      })
  void othersAreNotAndNoComplaintThatBeginsLikeThanks(String text) {
    assertThat(thanks.isIn(text)).isFalse();
  }
}
