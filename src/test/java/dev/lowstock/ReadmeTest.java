package dev.lowstock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  @Test
  void settingsTableSaysWhatTheProgramReads() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.matches("\\| `[A-Z_]+` \\|.*"))
            .toList();

    assertThat(rows)
        .map(row -> row.split("`", -1)[1])
        .containsExactlyElementsOf(Arrays.stream(Setting.values()).map(Setting::name).toList());
    for (Setting setting : Setting.values()) {
      String row =
          rows.stream()
              .filter(line -> line.contains("`" + setting + "` |"))
              .findFirst()
              .orElseThrow();
      assertThat(row).contains("| " + setting.meaning + " |");
      if (setting.isRequired()) {
        assertThat(row).endsWith("| required |");
      } else if (setting.byDefault != null) {
        assertThat(row).endsWith("| `" + setting.byDefault + "` |");
      }
    }
  }

  @Test
  void changeChecksCallTheTestCommandOfTheReadme() throws IOException {
    assertThat(Files.readString(Path.of("README.md"))).contains("\nmvn verify\n");
    assertThat(Files.readString(Path.of(".ci/run"))).contains("\nmvn verify\n");
  }
}
