package dev.lowstock.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<b>Blue</B> <EM>mug</em> sold out | Blue mug sold out",
        "<a href=\"https://etsy.com/listing/42\">Blue mug</a> | Blue mug",
        "<tg-time unix=\"1\" format=\"r\">just now</tg-time> | just now",
        "<span class=\"tg-spoiler\">3</span> | 3",
        "<blockquote expandable>MUG-BLUE</blockquote> | MUG-BLUE",
        "&lt;3 &amp; &quot;x&quot; &#9749; &#x2615; | <3 & \"x\" ☕ ☕",
        "&nbsp; Tom & Jerry > all | &nbsp; Tom & Jerry > all"
      })
  void peopleSeeTheTextWithoutItsTags(String html, String seen) {
    assertThat(HtmlText.plain(html)).isEqualTo(seen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a<br>b",
        "<b>open",
        "<b><i>crossed</b></i>",
        "</b>",
        "3 < 4",
        "<span>plain</span>",
        "the end <"
      })
  void whatIsNotTelegramsHtmlIsRefused(String html) {
    assertThatThrownBy(() -> HtmlText.plain(html))
        .isInstanceOf(TelegramRefusal.class)
        .hasMessageContaining("Bad Request: can't parse entities: ");
  }

  @Test
  void surroundingSpaceIsCutOff() {
    assertThat(HtmlText.plain("\n <b>Hi</b> \n")).isEqualTo("Hi");
  }
}
