package dev.lowstock.scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code lowstock demo} as a process of its own, from the packaged jar. */
final class RunningDemo implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("^Open (http://127\\.0\\.0\\.1:\\d+)$");

  private final Process process;
  private final String url;

  private RunningDemo(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  static RunningDemo start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Program.JAVA);
    command.addAll(Program.LAUNCHER_FLAGS);
    command.addAll(List.of("-jar", Program.JAR.toString(), "demo"));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> said = new ArrayList<>();
    BufferedReader lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      Matcher address = ADDRESS.matcher(line);
      if (address.matches()) {
        Thread reader = new Thread(() -> readToTheEnd(lines), "demo-output");
        reader.setDaemon(true);
        reader.start();
        return new RunningDemo(process, address.group(1));
      }
    }
    throw new IOException("The demo did not start: " + String.join("\n", said));
  }

  /** A process whose pipe is full would wait for ever. */
  private static void readToTheEnd(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {}
    } catch (IOException closed) {
      // The demo was ended.
    }
  }

  String url() {
    return url;
  }

  /** Ends it as Ctrl-C would. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(15, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
