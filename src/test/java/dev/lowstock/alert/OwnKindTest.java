package dev.lowstock.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of a kind that only an operator's routes know. */
final class OwnKindTest {

  @Test
  void kindWithoutWordsIsToldByItsName() {
    AlertText texts = new AlertText(new Messages(null), false);

    assertThat(texts.write(List.of(alert(1)), "en", true).message().plain())
        .isEqualTo("running low, 3 left: Blue mug\nShop: BlueMugs");
    assertThat(texts.write(List.of(alert(1), alert(2)), "en", true).message().plain())
        .startsWith("2 listings\n• running low, 3 left: Blue mug");
  }

  @Test
  void kindHasWordsOfItsOwn(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("messages_en.properties"),
        """
        alert.running_low={quantity}: {title}
        heading.running_low={count} low
        folded.running_low={title}
        """);
    AlertText texts = new AlertText(new Messages(directory), false);

    assertThat(texts.write(List.of(alert(1)), "de", true).message().plain())
        .isEqualTo("3: Blue mug");
    assertThat(texts.write(List.of(alert(1), alert(2)), null, true).message().plain())
        .isEqualTo("2 low\nBlue mug\nBlue mug");
  }

  @Test
  void misspeltKindIsRefused(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("messages_en.properties"), "alert.soldout=Gone: {title}\n");

    assertThatThrownBy(() -> new Messages(directory))
        .isInstanceOfSatisfying(
            WordsRefused.class,
            refused ->
                assertThat(refused.lines())
                    .singleElement()
                    .asString()
                    .contains("no message is called alert.soldout"));
  }

  private static Alert alert(long id) {
    return new Alert(id, "running_low", 42, "Blue mug", "BlueMugs", null, 3, List.of(), null);
  }
}
