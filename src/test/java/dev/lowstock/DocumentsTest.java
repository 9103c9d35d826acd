package dev.lowstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DocumentsTest {
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^|[ =])\\./lowstock ([^#|>&\\n]*)");

  @Test
  void everyCommandOfTheDocumentsIsOneOfTheProgram() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Path document : documents()) {
      Matcher block = BLOCK.matcher(Files.readString(document));
      while (block.find()) {
        COMMAND
            .matcher(block.group(1))
            .results()
            .forEach(found -> commands.add(found.group(1).strip()));
      }
    }

    assertThat(commands).contains("demo", "demo --script", "check", "run");
    for (String command : commands) {
      assertThatCode(() -> new CommandLine(new Lowstock()).parseArgs(command.split(" +", -1)))
          .as("./lowstock " + command)
          .doesNotThrowAnyException();
    }
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents =
        new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
    for (String folder : List.of("docs", "examples")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    return documents;
  }
}
