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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code lowstock run}, or another command, with the launcher's flags and no other environment than
 * the given one: as a process of its own, or as the next bot of a {@link WarmJava}. Closing it ends
 * it, however it is.
 */
final class Program implements AutoCloseable {
  /** On a machine that is busy otherwise, -Dlowstock.patience= gives more seconds. */
  static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("lowstock.patience", 60));

  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
  static final Path JAR = Path.of("target", "lowstock.jar").toAbsolutePath();
  static final List<String> LAUNCHER_FLAGS = launcherFlags();

  /** A bot that works may take this long to end before it is killed, once its test is over. */
  private static final long END_SECONDS = 3;

  private final Process process;
  private final @Nullable WarmJava warm;
  private final Map<String, String> environment;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CountDownLatch outputs = new CountDownLatch(2);
  private volatile @Nullable Integer code;

  private Program(Process process, @Nullable WarmJava warm, Map<String, String> environment) {
    this.process = process;
    this.warm = warm;
    this.environment = Map.copyOf(environment);
  }

  /** The next bot of a Java that is warm, if a bot with these options can run there. */
  static Program next(Path directory, Map<String, String> environment, List<String> javaOptions) {
    if (!WarmJava.suits(directory, environment, javaOptions)) {
      return start(directory, environment, javaOptions);
    }
    WarmJava warm = WarmJava.take();
    Program program = new Program(warm.process, warm, environment);
    warm.runs(program, directory, environment, javaOptions);
    return program;
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
      Program program = new Program(builder.start(), null, environment);
      read(program.process.getInputStream(), program::hears, () -> program.isOver(null));
      read(program.process.getErrorStream(), program::hears, () -> program.isOver(null));
      return program;
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
              if (!isAlive()) {
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
    if (warm == null) {
      process.destroyForcibly();
    } else {
      warm.dies(this);
    }
    return awaitEnd();
  }

  /** Is asked to stop, as by a service manager. */
  Program sigterm() {
    if (warm == null) {
      process.destroy();
    } else {
      warm.stops(this);
    }
    return this;
  }

  Program awaitEnd() {
    awaitExit(PATIENCE);
    return this;
  }

  /** Its exit code; fails when it has not ended in time. */
  int awaitExit(Duration limit) {
    try {
      assertThat(outputs.await(limit.toMillis(), TimeUnit.MILLISECONDS))
          .as("ended within " + limit + ", having said " + lines)
          .isTrue();
      Integer ended = code;
      return ended == null ? process.waitFor() : ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  ProcessHandle handle() {
    if (warm != null) {
      warm.isSpent();
    }
    return process.toHandle();
  }

  boolean isAlive() {
    return outputs.getCount() > 0;
  }

  /**
   * Lets it write no file beyond so many bytes, as a disk that is full; null: as far as it will.
   */
  Program writesFilesUpTo(@Nullable Long bytes) {
    return limited("fsize", bytes == null ? "unlimited" : bytes.toString());
  }

  /** Lets it open so many more files and connections than it has open now. */
  Program opensMore(int handles) {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(handle().pid()), "fd"))) {
      return limited("nofile", Long.toString(open.count() + handles));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Program limited(String resource, String limit) {
    try {
      Process prlimit =
          new ProcessBuilder(
                  "prlimit", "--pid=" + handle().pid(), "--" + resource + "=" + limit + ":")
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

  /** One more line of its output. */
  void hears(String line) {
    lines.add(line);
  }

  /** One of its outputs has ended; true if both have. The exit code, or null: the process's. */
  synchronized boolean isOver(@Nullable Integer exitCode) {
    if (exitCode != null) {
      code = exitCode;
    }
    outputs.countDown();
    return !isAlive();
  }

  @Override
  public void close() {
    if (warm != null && isAlive()) {
      sigterm();
      try {
        outputs.await(END_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (isAlive()) {
      kill9();
    }
  }

  /** Reads an output line by line, in a thread of its own, until it ends. */
  static void read(InputStream output, Consumer<String> line, Runnable end) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader text =
                  new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
                text.lines().forEach(line);
              } catch (IOException | UncheckedIOException e) {
                // A killed process leaves its pipes broken.
              } finally {
                end.run();
              }
            },
            "program-output");
    reader.setDaemon(true);
    reader.start();
  }
}
