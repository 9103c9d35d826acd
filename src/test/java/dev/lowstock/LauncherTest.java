package dev.lowstock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a checkout that was not built yet, with a Maven and a Java that only say what
 * they were asked.
 */
class LauncherTest {
  private static final String BUILDS =
      """
      printf '\\033[0m\\033[0m[INFO] Scanning for projects...\\n'
      for file in $(seq 250); do echo "[INFO] Downloaded from central: file-$file (1 kB)"; done
      echo '[INFO] --- maven-compiler-plugin:3.14.0:compile (default-compile) @ lowstock ---'
      echo '[INFO] --- maven-jar-plugin:3.4.2:jar (default-jar) @ lowstock ---'
      mkdir -p target && touch target/lowstock.jar
      printf '\\033[0m\\033[0m'
      """;

  private final Path checkout;

  LauncherTest(@TempDir Path checkout) throws IOException {
    this.checkout = checkout;
    Files.copy(Path.of("lowstock"), checkout.resolve("lowstock"));
    Files.createDirectories(checkout.resolve("src/main"));
    Files.writeString(checkout.resolve("pom.xml"), "");
    command(
        checkout,
        "jdk/bin/java",
        """
        case $1 in
          -version) echo 'openjdk version "17.0.15" 2025-04-15' >&2 ;;
          -XX:+UseSerialGC) touch "${2#-XX:ArchiveClassesAtExit=}" ;;
          *) echo "ran: $*" ;;
        esac
        """);
  }

  @Test
  void buildCompilesNoTestsAndPrintsNoColourCodes() throws Exception {
    command(checkout, "bin/mvn", "echo \"$*\" >asked\n" + BUILDS);

    Said said = run("./lowstock", "run");

    assertThat(said.code).isZero();
    assertThat(said.text.lines())
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("Building Lowstock"),
            second -> assertThat(second).startsWith("ran: ").endsWith("lowstock.jar run"));
    assertThat(Files.readString(checkout.resolve("asked")))
        .contains(" package ", "-Dmaven.test.skip=true")
        .doesNotContain("-DskipTests");
  }

  @Test
  void benchThatIsEtsyTooHasMoreHeapThanABot() throws Exception {
    command(checkout, "bin/mvn", BUILDS);

    assertThat(run("./lowstock", "run").text).contains(" -Xmx256m ").doesNotContain("-Xmx1g");
    assertThat(run("./lowstock", "bench", "shops").text)
        .containsSubsequence(" -Xmx256m ", " -Xmx1g ");
  }

  @Test
  void folderThatWasMovedRecordsItsClassesAgainOnceAndSaysSo() throws Exception {
    command(checkout, "bin/mvn", BUILDS);
    run("./lowstock", "run");
    Path moved = Files.createDirectory(checkout.resolve("moved")).toRealPath();
    for (String part : List.of("lowstock", "pom.xml", "src", "target")) {
      Files.move(checkout.resolve(part), moved.resolve(part));
    }

    Said first = run("moved/lowstock", "run");
    Said second = run("moved/lowstock", "run");

    assertThat(first.text.lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("lowstock: this folder was " + moved.getParent() + ": recording"),
            line -> assertThat(line).contains(" -XX:SharedArchiveFile=" + moved.resolve("target")));
    assertThat(second.text.lines())
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("ran: "));
  }

  @Test
  void buildInATerminalSaysWhatItIsAt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script makes a terminal");
    command(checkout, "bin/mvn", BUILDS);

    Said said = run("/usr/bin/script", "-qec", "./lowstock run", "/dev/null");

    assertThat(said.text)
        .doesNotContain("\u001b")
        .containsSubsequence(
            "Building Lowstock",
            "100 files downloaded",
            "200 files downloaded",
            "compiling",
            "packing",
            "recording its classes",
            "ran: ");
  }

  @Test
  void buildThatFailsSaysWhatMavenSaid() throws Exception {
    command(
        checkout,
        "bin/mvn",
        """
        printf '\\033[0m[INFO] Scanning for projects...\\n'
        echo 'The JAVA_HOME environment variable is not defined correctly' >&2
        echo '[WARNING] of no interest'
        printf '\\033[0m[ERROR] Could not resolve dependencies\\n'
        exit 1
        """);

    Said said = run("./lowstock", "run");

    assertThat(said.code).isEqualTo(1);
    assertThat(said.text.lines().skip(1))
        .containsExactly(
            "The JAVA_HOME environment variable is not defined correctly",
            "[ERROR] Could not resolve dependencies",
            "lowstock: the build failed, see the lines above");
  }

  private record Said(int code, String text) {}

  private Said run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)));
    builder.directory(checkout.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", checkout.resolve("jdk").toString());
    builder.environment().merge("PATH", checkout.resolve("bin") + ":", (path, ours) -> ours + path);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), text);
  }

  private static void command(Path checkout, String name, String script) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
