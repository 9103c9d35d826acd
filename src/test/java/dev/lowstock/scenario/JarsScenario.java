package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the two jars, and what works without the demo's. */
final class JarsScenario {
  private static final Path BUILT = Path.of("target").toAbsolutePath();
  private static final List<String> OF_THE_DEMO =
      List.of(
          "dev/lowstock/sandbox/", "dev/lowstock/bench/", "dev/lowstock/command/demo/", "demo/");
  private static final Duration SECONDS = Duration.ofSeconds(60);

  private final Path home;
  private final Path jar;

  /** A checkout that was built, of which the demo's jar is gone. */
  JarsScenario(@TempDir Path home) throws IOException {
    this.home = home;
    Files.copy(Path.of("lowstock"), home.resolve("lowstock"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createDirectories(home.resolve("src/main"));
    Files.createDirectory(home.resolve("target"));
    Files.createSymbolicLink(home.resolve("target/lib"), BUILT.resolve("lib"));
    jar = home.resolve("target/lowstock.jar");
    Files.copy(BUILT.resolve("lowstock.jar"), jar);
  }

  @Test
  void programsJarHoldsNothingOfTheDemoAndTheDemosNothingElse() throws IOException {
    assertThat(files("lowstock.jar")).isNotEmpty().noneMatch(JarsScenario::isOfTheDemo);
    assertThat(files("lowstock-demo.jar")).allMatch(JarsScenario::isOfTheDemo);
    assertThat(OF_THE_DEMO)
        .allSatisfy(
            folder ->
                assertThat(files("lowstock-demo.jar")).anyMatch(file -> file.startsWith(folder)));
  }

  @Test
  void botAndItsCheckNeedNothingOfTheDemo(@TempDir Path directory) {
    try (Town town = Town.openV3(directory);
        Program check = Program.startOf(jar, directory, town.environment, "check")) {
      assertThat(check.awaitExit(SECONDS)).as(String.join("\n", check.lines())).isZero();
      try (Program bot = Program.startOf(jar, directory, town.environment, "run")) {
        bot.awaitStarted();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "bench"})
  void commandOfTheDemosJarIsListedWithoutItAndSaysThatItIsMissing(String command) {
    try (Program help = Program.startOf(jar, home, Map.of(), "--help");
        Program missing = Program.startOf(jar, home, Map.of(), command)) {
      assertThat(help.awaitExit(SECONDS)).isZero();
      assertThat(help.lines()).anyMatch(line -> line.startsWith("  " + command + " "));
      assertThat(missing.awaitExit(SECONDS)).isEqualTo(1);
      assertThat(missing.lines())
          .containsExactly("lowstock: " + command + " needs lowstock-demo.jar beside lowstock.jar");
    }
  }

  @Test
  void launcherFindsTheDemoAndTheBenchmarks() throws IOException, InterruptedException {
    Files.copy(BUILT.resolve("lowstock-demo.jar"), home.resolve("target/lowstock-demo.jar"));

    assertThat(launched("demo", "--help")).contains("Serves a page", "--script", "--api");
    assertThat(launched("bench", "soak", "--help")).contains("lowstock bench soak", "--for");
  }

  private String launched(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder launcher =
        new ProcessBuilder(
            Stream.concat(Stream.of(home.resolve("lowstock").toString()), Stream.of(arguments))
                .toList());
    launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = launcher.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static boolean isOfTheDemo(String file) {
    return OF_THE_DEMO.stream().anyMatch(file::startsWith);
  }

  private static List<String> files(String name) throws IOException {
    try (JarFile jar = new JarFile(BUILT.resolve(name).toFile())) {
      return jar.stream()
          .filter(entry -> !entry.isDirectory())
          .map(entry -> entry.getName())
          .filter(file -> !file.startsWith("META-INF/"))
          .toList();
    }
  }
}
