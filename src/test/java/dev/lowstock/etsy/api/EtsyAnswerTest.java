package dev.lowstock.etsy.api;

import static dev.lowstock.etsy.JsonFields.fields;
import static dev.lowstock.etsy.JsonFields.id;
import static dev.lowstock.etsy.JsonFields.items;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.EtsyUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EtsyAnswerTest {

  @ParameterizedTest
  @CsvSource({
    "401,token-expired.json,TokenExpired",
    "403,access-revoked.json,AccessRevoked",
    "403,key-without-secret.json,KeyRefused",
    "403,key-unknown.json,KeyRefused",
    "401,key-unknown.json,KeyRefused",
    "429,over-the-day.json,EtsyUnavailable",
    "429,over-the-second.json,EtsyUnavailable",
    "500,server-error.json,EtsyUnavailable",
    "400,server-error.json,EtsyUnavailable",
    "302,server-error.json,EtsyUnavailable",
  })
  void failureIsToldByStatusAndWords(int status, String file, String failure) {
    EtsyAnswer answer = new EtsyAnswer(status, Recorded.text(file), null);

    assertThatThrownBy(answer::requireGood)
        .isInstanceOf(EtsyFailure.class)
        .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(failure))
        .hasMessageStartingWith("Etsy answered " + status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>Be right back</html>", "{", "[]", "\"error\"", "{\"error\":{}}"})
  void errorThatIsNoJsonIsAFailureAllTheSame(String body) {
    assertThatThrownBy(() -> new EtsyAnswer(503, body, null).requireGood())
        .isInstanceOf(EtsyUnavailable.class)
        .hasMessage("Etsy answered 503");
    assertThatThrownBy(() -> new EtsyAnswer(403, body, null).requireGood())
        .isInstanceOf(EtsyUnavailable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>Be right back</html>", "{", "[]", "17", "{} {}"})
  void goodAnswerIsAnObjectOrAFailure(String body) {
    assertThatThrownBy(() -> new EtsyAnswer(200, body, null).json())
        .isInstanceOf(EtsyUnavailable.class);
    assertThatThrownBy(
            () ->
                new EtsyAnswer(200, body, null)
                    .json(
                        parser -> {
                          fields(parser, name -> {});
                          return body;
                        }))
        .isInstanceOf(EtsyUnavailable.class);
  }

  @Test
  void namedFieldsAreReadAndOthersPassedOver() {
    String body =
        "{\"a\":[{\"b\":1,\"no\":{\"a\":2}},\"x\",null,true,{\"b\":3}],\"no\":[{\"b\":4}],\"a\":{\"b\":5}}";
    List<Long> read = new ArrayList<>();

    String answered =
        new EtsyAnswer(200, body, null)
            .json(
                parser -> {
                  fields(
                      parser,
                      name -> {
                        if (name.equals("a")) {
                          items(
                              parser,
                              () ->
                                  fields(
                                      parser,
                                      inner -> read.add(inner.equals("b") ? id(parser) : 0L)));
                        }
                      });
                  return "read";
                });

    assertThat(answered).isEqualTo("read");
    assertThat(read).containsExactly(1L, 0L, 3L);
  }

  @Test
  void waitThatEtsyAskedForIsHandedOn() {
    assertThatThrownBy(
            () -> new EtsyAnswer(429, Recorded.text("over-the-day.json"), "86400").requireGood())
        .isInstanceOfSatisfying(
            EtsyUnavailable.class, e -> assertThat(e.retryAfter()).contains(Duration.ofDays(1)));
    assertThatThrownBy(() -> new EtsyAnswer(503, "", "soon").requireGood())
        .isInstanceOfSatisfying(EtsyUnavailable.class, e -> assertThat(e.retryAfter()).isEmpty());
  }

  @Test
  void noSecretIsRepeated() {
    String token = "5000001.HvS7abcdefghijklmnop123";
    EtsyAnswer answer = new EtsyAnswer(400, "{\"error\":\"bad token " + token + "\"}", null);

    assertThat(answer.inShort()).doesNotContain("HvS7").contains("bad token ***");
    assertThat(answer).asString().doesNotContain("HvS7");
    assertThatCode(() -> new EtsyAnswer(200, "{\"a\":\"" + token, null).json())
        .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("HvS7"));
  }
}
