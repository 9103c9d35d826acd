package dev.lowstock;

import dev.lowstock.bot.Exit;
import dev.lowstock.bot.Version;
import dev.lowstock.command.BackupCommand;
import dev.lowstock.command.CheckCommand;
import dev.lowstock.command.DemoJar;
import dev.lowstock.command.MigrateCommand;
import dev.lowstock.command.OutboxCommand;
import dev.lowstock.command.RekeyCommand;
import dev.lowstock.command.RunCommand;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lowstock's main: the commands. */
@Command(
    name = "lowstock",
    description = "Tells Etsy sellers in Telegram, within seconds, that a listing has sold out.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      DemoJar.Demo.class,
      CheckCommand.class,
      OutboxCommand.class,
      BackupCommand.class,
      RekeyCommand.class,
      MigrateCommand.class,
      DemoJar.Bench.class
    })
public final class Lowstock implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  static {
    // On two processors or fewer, Java's HTTP client would start a thread for each answer.
    System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "2");
  }

  public static void main(String[] arguments) {
    System.exit(isRun(arguments) ? run(new RunCommand()) : execute(arguments));
  }

  /** Nothing is to be parsed then, and the bot is up a fifth sooner. */
  private static boolean isRun(String[] arguments) {
    return arguments.length == 1 && arguments[0].equals("run");
  }

  private static int run(RunCommand command) {
    try {
      return command.call();
    } catch (Throwable e) {
      LoggerFactory.getLogger(Lowstock.class).error("The bot ends", e);
      return Exit.TROUBLE;
    }
  }

  private static int execute(String[] arguments) {
    return new CommandLine(new Lowstock()).execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Say what to do: run, demo, check, outbox, backup, rekey, migrate or bench");
  }

  /** Says what is wrong, a line each, where a person looks. */
  public static int complain(int exitCode, List<String> lines) {
    lines.forEach(line -> System.err.println("lowstock: " + line));
    return exitCode;
  }
}
