package dev.lowstock.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lowstock.alert.Messages;
import dev.lowstock.alert.WordsRefused;
import dev.lowstock.route.RouteCheck;
import dev.lowstock.settings.Settings;
import dev.lowstock.settings.SettingsRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an operator writes: settings, route files and words are taken, or refused line by line. */
class OperatorFuzz {
  private static final RouteCheck ROUTES = new RouteCheck(null);

  @FuzzTest(maxDuration = "1m")
  void settings(byte[] bytes) {
    Map<String, String> values = new TreeMap<>();
    for (String line : new String(bytes, UTF_8).split("\n", -1)) {
      String[] parts = line.split("=", 2);
      values.put(parts[0], parts.length == 1 ? "" : parts[1]);
    }
    try {
      Settings.of(values).secrets();
    } catch (SettingsRefused refused) {
      assertThat(refused.lines()).isNotEmpty();
    }
  }

  @FuzzTest(maxDuration = "1m")
  void dotEnv(byte[] bytes) throws IOException {
    Path directory = Files.createTempDirectory("lowstock-fuzz");
    Path file = directory.resolve(".env");
    try {
      Files.write(file, bytes);
      Settings.read(Map.of(), directory);
    } catch (SettingsRefused refused) {
      assertThat(refused.lines()).isNotEmpty();
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  @FuzzTest(maxDuration = "1m")
  void routeFile(byte[] bytes) {
    ROUTES
        .check(Map.of("own.camel.yaml", new String(bytes, UTF_8)), List.of("own.camel.yaml"))
        .forEach(fault -> assertThat(fault.toString()).startsWith("own.camel.yaml"));
  }

  @FuzzTest(maxDuration = "1m")
  void words(byte[] bytes) throws IOException {
    Path directory = Files.createTempDirectory("lowstock-fuzz");
    Path file = directory.resolve("messages_de.properties");
    try {
      Files.write(file, bytes);
      assertThat(new Messages(directory).text("de", "status.none")).isNotNull();
    } catch (WordsRefused refused) {
      assertThat(refused.lines()).isNotEmpty();
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }
}
