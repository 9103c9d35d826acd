package dev.lowstock.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.chat.ListPlace.What;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where in which list somebody is, in the few bytes that a button holds. */
class ListPlaceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mug",
        " blue\n  mug ",
        "c:1:2 and f3:4",
        "a word that is longer than any button could hold of it",
        "керамическая кружка ручной работы на заказ",
        "手作りの陶器のマグカップ、青い釉薬",
        "☕🏺☕🏺☕🏺☕🏺☕🏺☕🏺☕🏺"
      })
  void buttonHoldsTheWordsThatAreFound(String typed) {
    ListPlace place = ListPlace.find(typed).at(9999);
    String mute = "m:999999999999999999:week:" + place.code();

    assertThat(mute.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(64);
    assertThat(ListPlace.of(place.code())).isEqualTo(place);
    assertThat(typed.strip().replaceAll("\\s+", " ")).startsWith(place.words());
    assertThat(place.words()).isNotEmpty().doesNotContain("\ufffd");
    assertThat(StockWish.ofButton(mute, true))
        .isEqualTo(new StockWish("card-mute", mute.substring(2)));
    assertThat(StockWish.ofButton("p:" + place.code(), true))
        .isEqualTo(new StockWish("page", place.code()));
    assertThat(StockWish.ofButton("p:" + place.code(), false)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "all", "OUT", "low"})
  void namedListIsThatList(String name) {
    What expected =
        name.isEmpty() ? What.ALL : What.valueOf(name.toUpperCase(java.util.Locale.ROOT));

    assertThat(ListPlace.named(name)).isEqualTo(ListPlace.first(expected));
    assertThat(ListPlace.of(ListPlace.named(name).at(-1).code()).page()).isZero();
  }
}
