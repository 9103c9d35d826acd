package dev.lowstock.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that spreadsheets open as text. */
class CsvTest {
  @Test
  void cellsAreQuotedWhereTheyMustBe() {
    assertThat(lines("Mug", "a, b", "say \"hi\"", "two\nlines", "", "☕"))
        .isEqualTo("Mug,\"a, b\",\"say \"\"hi\"\"\",\"two\nlines\",,☕\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+2",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff201"
      })
  void formulaIsText(String formula) {
    assertThat(lines(formula)).isEqualTo("'" + formula + "\r\n");
  }

  @Test
  void excelKnowsItByItsFirstBytes() {
    assertThat(new Csv(List.of("Shop")).bytes())
        .startsWith(0xef, 0xbb, 0xbf)
        .endsWith((byte) '\r', (byte) '\n');
  }

  private static String lines(String... cells) {
    Csv csv = new Csv(List.of("Shop"));
    csv.add(List.of(cells));
    return new String(csv.bytes(), StandardCharsets.UTF_8).substring("\ufeffShop\r\n".length());
  }
}
