package dev.lowstock.command;

import dev.lowstock.Lowstock;
import dev.lowstock.bot.Bot;
import dev.lowstock.bot.Exit;
import dev.lowstock.bot.StartRefused;
import dev.lowstock.bot.Stop;
import dev.lowstock.settings.Settings;
import dev.lowstock.settings.SettingsRefused;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code lowstock run}: the bot, configured by the environment, until it is told to stop. */
@Command(
    name = "run",
    description = "Runs the bot, configured by environment variables (see the README).",
    mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

  /** Where a bot's settings are read. */
  @FunctionalInterface
  public interface Source {
    Settings read() throws SettingsRefused;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Stop stop = new Stop()) {
      return run(Settings::read, stop);
    }
  }

  /** Runs a bot until it is told to stop, or says why it cannot start; the exit code. */
  public static int run(Source settings, Stop stop) throws InterruptedException {
    try (Bot bot = Bot.start(settings.read(), stop)) {
      return stop.await();
    } catch (SettingsRefused e) {
      return Lowstock.complain(Exit.WRONG_SETTINGS, e.lines());
    } catch (StartRefused e) {
      return Lowstock.complain(e.exitCode(), e.lines());
    }
  }
}
