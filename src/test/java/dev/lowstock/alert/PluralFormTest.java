package dev.lowstock.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluralFormTest {
  @ParameterizedTest
  @CsvSource({
    "en, '1', '', '0 2 3 5 11 21 100 1001'",
    "de, '1', '', '0 2 3 5 11 21 100 1001'",
    "es, '1', '', '0 2 3 5 11 21 100 1001'",
    "it, '1', '', '0 2 3 5 11 21 100 1001'",
    "nl, '1', '', '0 2 3 5 11 21 100 1001'",
    "sv, '1', '', '0 2 3 5 11 21 100 1001'",
    "fr, '0 1', '', '2 3 5 11 21 100 1001'",
    "pt, '0 1', '', '2 3 5 11 21 100 1001'",
    "pl, '1', '2 3 4 22 24 32 102 1003', '0 5 11 12 13 14 15 21 25 112 114 1000'",
  })
  void numberHasTheFormOfItsLanguage(String language, String one, String few, String other) {
    assertForm(language, one, PluralForm.ONE);
    assertForm(language, few, PluralForm.FEW);
    assertForm(language, other, PluralForm.OTHER);
  }

  private static void assertForm(String language, String numbers, PluralForm form) {
    for (String number : numbers.isEmpty() ? new String[0] : numbers.split(" ")) {
      assertThat(PluralForm.of(language, Long.parseLong(number))).as(number).isEqualTo(form);
    }
  }
}
