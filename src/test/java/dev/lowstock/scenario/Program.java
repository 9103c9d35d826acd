package dev.lowstock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code lowstock run} as a process of its own, with the launcher's flags and no other environment
 * than the given one; closing it ends the process, however it is.
 */
final class Program implements AutoCloseable {
  /** On a machine that is busy otherwise, -Dlowstock.patience= gives more seconds. */
  static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("lowstock.patience", 60));

  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
  static final Path JAR = Path.of("target", "lowstock.jar").toAbsolutePath();
  private static final List<String> LAUNCHER_FLAGS = launcherFlags();

  private final Process process;
  private final Map<String, String> environment;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<Thread> readers = new ArrayList<>();

  private Program(Process process, Map<String, String> environment) {
    this.process = process;
    this.environment = Map.copyOf(environment);
    read(process.getInputStream());
    read(process.getErrorStream());
  }

  /** Starts it in a working directory, with more options for Java, such as {@code -Dname=value}. */
  static Program start(Path directory, Map<String, String> environment, List<String> javaOptions) {
    return start(directory, environment, javaOptions, List.of("run"));
  }

  /** Any command of it. */
  static Program start(
      Path directory,
      Map<String, String> environment,
      List<String> javaOptions,
      List<String> arguments) {
    return start(JAR, directory, environment, javaOptions, arguments);
  }

  /** A command of a jar that stands elsewhere than where it was built. */
  static Program startOf(
      Path jar, Path directory, Map<String, String> environment, String argument) {
    return start(jar, directory, environment, List.of(), List.of(argument));
  }

  private static Program start(
      Path jar,
      Path directory,
      Map<String, String> environment,
      List<String> javaOptions,
      List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(JAVA);
    command.addAll(LAUNCHER_FLAGS);
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    return startCommand(command, directory, environment);
  }

  /** A command line that starts the program in some other way. */
  static Program startCommand(
      List<String> command, Path directory, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return new Program(builder.start(), environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The flags in the last line of the launcher, {@code exec "$java" -X… -jar …}, and its archive of
   * classes, made here once: half of a start is reading them.
   */
  private static List<String> launcherFlags() {
    Path archive = Path.of("target", "scenarios.jsa").toAbsolutePath();
    try (Stream<String> script = Files.lines(Path.of("lowstock"))) {
      String exec = script.filter(line -> line.startsWith("exec ")).findFirst().orElseThrow();
      Files.deleteIfExists(archive);
      ProcessBuilder demo =
          new ProcessBuilder(
              JAVA,
              "-XX:+UseSerialGC",
              "-XX:ArchiveClassesAtExit=" + archive,
              "-jar",
              JAR.toString(),
              "demo",
              "--script");
      demo.environment().clear();
      demo.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      demo.redirectError(ProcessBuilder.Redirect.DISCARD);
      demo.start().waitFor();
      return Stream.concat(
              Stream.of(exec.split(" ", -1)).filter(word -> word.startsWith("-X")),
              Stream.of(
                  "-XX:SharedArchiveFile=" + archive,
                  "-Xshare:auto",
                  "-Xlog:cds*=off",
                  "-Xlog:class+path=off"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The flags for the archive of classes alone. */
  static String archiveFlags() {
    return LAUNCHER_FLAGS.stream()
        .filter(flag -> flag.matches("-XX:SharedArchiveFile.*|-Xshare.*|-Xlog.*"))
        .collect(Collectors.joining(" "));
  }

  Program awaitStarted() {
    return awaitLine("bot       ");
  }

  /** Waits until a line of its output holds this text; fails with the output when none comes. */
  Program awaitLine(String text) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .failFast(
            () -> {
              if (!process.isAlive() && readersAreDone()) {
                assertThat(lines).anyMatch(line -> line.contains(text));
              }
            })
        .untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains(text)));
    return this;
  }

  /** What it has written so far, to both outputs. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Dies without a chance to tidy up. */
  Program kill9() {
    process.destroyForcibly();
    return awaitEnd();
  }

  /** Is asked to stop, as by a service manager. */
  Program sigterm() {
    process.destroy();
    return this;
  }

  Program awaitEnd() {
    awaitExit(PATIENCE);
    return this;
  }

  /** Its exit code; fails when it has not ended in time. */
  int awaitExit(Duration limit) {
    try {
      assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
          .as("ended within " + limit + ", having said " + lines)
          .isTrue();
      for (Thread reader : readers) {
        reader.join();
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Lets it write no file beyond so many bytes, as a disk that is full; null: as far as it will.
   */
  Program writesFilesUpTo(@Nullable Long bytes) {
    return limited("fsize", bytes == null ? "unlimited" : bytes.toString());
  }

  /** Lets it open so many more files and connections than it has open now. */
  Program opensMore(int handles) {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return limited("nofile", Long.toString(open.count() + handles));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Program limited(String resource, String limit) {
    try {
      Process prlimit =
          new ProcessBuilder(
                  "prlimit", "--pid=" + process.pid(), "--" + resource + "=" + limit + ":")
              .inheritIO()
              .start();
      assertThat(prlimit.waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return this;
  }

  URI healthUrl() {
    return URI.create(
        "http://127.0.0.1:" + environment.getOrDefault("HTTP_PORT", "8080") + "/observe/health");
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill9();
    }
  }

  private boolean readersAreDone() {
    return readers.stream().noneMatch(Thread::isAlive);
  }

  private void read(InputStream stream) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader text =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                text.lines().forEach(lines::add);
              } catch (IOException | UncheckedIOException e) {
                // A killed process leaves its pipes broken.
              }
            },
            "program-output");
    reader.setDaemon(true);
    reader.start();
    readers.add(reader);
  }
}
