package dev.lowstock.command;

import dev.lowstock.Lowstock;
import dev.lowstock.bot.Exit;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * The commands of {@code lowstock-demo.jar}, which is opened for these and for no other: a bot
 * never meets the bundled Etsy and Telegram. All commands keep one class path, so they share one
 * archive of classes.
 */
public abstract sealed class DemoJar implements Callable<Integer> {
  private static final String FILE = "lowstock-demo.jar";

  /** Names the class there. */
  private final String command;

  @Spec private @Nullable CommandSpec spec;

  /** All of them: only the command itself knows its options. */
  @Unmatched private final List<String> arguments = new ArrayList<>();

  private DemoJar(String command) {
    this.command = "dev.lowstock.command.demo." + command;
  }

  /** Where one tries the bot. */
  @Command(
      name = "demo",
      description =
          "Serves a page to try the whole bot on, against a bundled Etsy and Telegram; no credentials needed.")
  public static final class Demo extends DemoJar {
    public Demo() {
      super("DemoCommand");
    }
  }

  /** Where one measures it. */
  @Command(name = "bench", description = "Measures the bot on this machine; nothing leaves it.")
  public static final class Bench extends DemoJar {
    public Bench() {
      super("BenchCommand");
    }
  }

  @Override
  public Integer call() throws Exception {
    CommandSpec listed = Objects.requireNonNull(spec);
    // Never closed: the command's threads load classes until the process ends.
    URLClassLoader loader = new URLClassLoader(new URL[] {file()}, DemoJar.class.getClassLoader());
    Object opened;
    try {
      opened = loader.loadClass(command).getDeclaredConstructor().newInstance();
    } catch (ClassNotFoundException missing) {
      return Lowstock.complain(
          Exit.TROUBLE, List.of(listed.name() + " needs " + FILE + " beside lowstock.jar"));
    }
    CommandLine line = new CommandLine(opened).setCommandName(listed.qualifiedName());
    line.getCommandSpec().usageMessage().description(listed.usageMessage().description());
    return line.execute(arguments.toArray(String[]::new));
  }

  /** Beside the jar of this class, whether it is there or not. */
  private static URL file() throws Exception {
    URI here = DemoJar.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    return here.resolve(FILE).toURL();
  }
}
