package dev.lowstock.scenario;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A process that runs bots of the packaged program, one after the other. Most of what a start costs
 * is Java's own: classes read, code compiled. So scenarios about Etsy, Telegram and the chat share
 * processes. Scenarios about starts, signals, files and limits start the program itself.
 *
 * <p>A bot that leaves something behind, a thread or a setting, troubles the next one: single
 * processes would not show that.
 */
final class WarmJava {
  private static final Path MAIN = mainAlone();
  private static final Queue<WarmJava> IDLE = new ConcurrentLinkedQueue<>();

  final Process process;
  private @Nullable Program running;
  private boolean spent;

  private WarmJava(Process process) {
    this.process = process;
    Program.read(process.getInputStream(), this::hears, this::isSilent);
    Program.read(process.getErrorStream(), this::hears, this::isSilent);
  }

  /** One that is idle, or else a new one. */
  static WarmJava take() {
    for (WarmJava idle = IDLE.poll(); idle != null; idle = IDLE.poll()) {
      if (idle.process.isAlive()) {
        return idle;
      }
    }
    List<String> command = new ArrayList<>();
    command.add(Program.JAVA);
    command.addAll(Program.LAUNCHER_FLAGS);
    command.add("-cp");
    command.add(Program.JAR + ":" + MAIN);
    command.add(BotAfterBot.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).directory(MAIN.toFile());
    builder.environment().clear();
    try {
      return new WarmJava(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a bot can run here: its options are the program's own, and it reads no file here. */
  static boolean suits(Path directory, Map<String, String> environment, List<String> options) {
    return options.stream().allMatch(option -> option.startsWith("-Dlowstock."))
        && environment.keySet().stream().noneMatch(name -> name.startsWith("LD_"))
        && (environment.containsKey("DATABASE_FILE") || environment.containsKey("DATABASE_URL"))
        && !Files.exists(directory.resolve(".env"))
        && !Files.exists(directory.resolve("routes"));
  }

  synchronized void runs(
      Program program, Path directory, Map<String, String> environment, List<String> options) {
    Properties bot = new Properties();
    bot.setProperty(BotAfterBot.DIRECTORY, directory.toAbsolutePath().toString());
    environment.forEach((name, value) -> bot.setProperty(BotAfterBot.VARIABLE + name, value));
    for (String option : options) {
      String[] named = option.substring("-D".length()).split("=", 2);
      bot.setProperty(BotAfterBot.OPTION + named[0], named[1]);
    }
    StringWriter text = new StringWriter();
    try {
      bot.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    running = program;
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    writes("run " + Base64.getEncoder().encodeToString(bytes));
  }

  /** Stops the bot as a signal does, if it still runs. */
  synchronized void stops(Program program) {
    if (running == program) {
      writes("stop");
    }
  }

  /** Dies with the bot, if that still runs. */
  synchronized void dies(Program program) {
    if (running == program) {
      process.destroyForcibly();
    }
  }

  /** No other bot comes after the one that runs now: something was done to the process. */
  synchronized void isSpent() {
    spent = true;
  }

  private void hears(String line) {
    Program program;
    synchronized (this) {
      program = running;
    }
    if (program == null) {
      return;
    }
    if (!line.startsWith(BotAfterBot.ENDED)) {
      program.hears(line);
      return;
    }
    int code = Integer.parseInt(line.substring(BotAfterBot.ENDED.length()));
    if (program.isOver(code)) {
      isFree();
    }
  }

  private synchronized void isFree() {
    running = null;
    if (spent) {
      process.destroyForcibly();
    } else {
      IDLE.add(this);
    }
  }

  private synchronized void isSilent() {
    if (running != null) {
      running.isOver(null);
    }
  }

  private void writes(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      // It was killed: whoever waits for its end sees that.
    }
  }

  /** The class of the main and nothing else of the tests, whose resources the bot would find. */
  private static Path mainAlone() {
    try {
      String file = BotAfterBot.class.getName().replace('.', '/') + ".class";
      Path directory = Path.of("target", "warm-java").toAbsolutePath();
      Path copy = directory.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(
          Path.of("target", "test-classes").resolve(file),
          copy,
          StandardCopyOption.REPLACE_EXISTING);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
