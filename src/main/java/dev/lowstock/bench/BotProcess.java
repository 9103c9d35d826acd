package dev.lowstock.bench;

import dev.lowstock.sandbox.FreePorts;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code lowstock run} as a process of its own, with the Java and the flags of this one, so with
 * those of the launcher. Closing it ends that process and no other.
 */
final class BotProcess implements AutoCloseable {
  private static final String ARCHIVE = "-XX:SharedArchiveFile=";
  private static final long PATIENCE_SECONDS = 10;

  /**
   * Of the two generations of the serial collector; what is used of the class space is not heap.
   */
  private static final Pattern USED = Pattern.compile("generation +total \\d+K, used (\\d+)K");

  private final Process process;
  private final Path log;

  private BotProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Its environment is these settings and nothing else; {@code options} are for Java. */
  static BotProcess start(
      Path directory, Map<String, String> settings, List<String> options, boolean withArchive)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    flags().stream().filter(flag -> withArchive || !flag.startsWith(ARCHIVE)).forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), "dev.lowstock.Lowstock", "run"));
    Path log = directory.resolve("bot.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().clear();
    builder.environment().putAll(settings);
    builder.environment().putIfAbsent("HTTP_PORT", Integer.toString(FreePorts.next()));
    Process process = builder.start();
    // Also when this process is told to stop in the middle.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-bot"));
    return new BotProcess(process, log);
  }

  /** True when this process runs from a class-data archive, and so do those it starts. */
  static boolean hasArchive() {
    return flags().stream().anyMatch(flag -> flag.startsWith(ARCHIVE));
  }

  /**
   * Java's own flags of a bot: those of this process, no properties, no agents, with the heap that
   * the launcher gives a bot. This process may have more, as it is Etsy and Telegram too.
   */
  static List<String> flags() {
    Stream<String> own =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("-X") && !flag.startsWith("-Xmx"));
    return Stream.concat(own, Stream.of("-Xmx256m")).toList();
  }

  /** CPU time that it has used since its start. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Its resident memory in MB, where the system tells it in /proc. */
  OptionalLong residentMegabytes() throws IOException {
    OptionalLong kilobytes = status("VmRSS:");
    return kilobytes.isPresent()
        ? OptionalLong.of(kilobytes.getAsLong() / 1024)
        : OptionalLong.empty();
  }

  /** The most that its resident memory has ever been in MB, where the system tells it in /proc. */
  OptionalLong mostResidentMegabytes() throws IOException {
    OptionalLong kilobytes = status("VmHWM:");
    return kilobytes.isPresent()
        ? OptionalLong.of(kilobytes.getAsLong() / 1024)
        : OptionalLong.empty();
  }

  /** How many threads it has, where the system tells it in /proc. */
  OptionalLong threads() throws IOException {
    return status("Threads:");
  }

  /** How many files and sockets it has open, where the system tells it in /proc. */
  OptionalLong handles() throws IOException {
    Path open = Path.of("/proc", Long.toString(process.pid()), "fd");
    if (!Files.isReadable(open)) {
      return OptionalLong.empty();
    }
    try (Stream<Path> handles = Files.list(open)) {
      return OptionalLong.of(handles.count());
    }
  }

  /** What its heap holds in MB right after a garbage collection, where this Java has jcmd. */
  OptionalLong heapMegabytes() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return OptionalLong.empty();
    }
    String unused = ask(jcmd, "GC.run");
    long kilobytes =
        USED.matcher(ask(jcmd, "GC.heap_info"))
            .results()
            .mapToLong(used -> Long.parseLong(used.group(1)))
            .sum();
    return OptionalLong.of(kilobytes / 1024);
  }

  private String ask(Path jcmd, String question) throws IOException, InterruptedException {
    Process asked =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), question)
            .redirectErrorStream(true)
            .start();
    String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.waitFor();
    return answer;
  }

  private OptionalLong status(String name) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it with no chance to finish anything. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What it has written, for when it did not do what was waited for. */
  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String classPath() {
    List<String> parts = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      parts.add(Path.of(part).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, parts);
  }
}
