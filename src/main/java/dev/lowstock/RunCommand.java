package dev.lowstock;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code lowstock run}: the bot, configured by the environment, until it is told to stop. */
@Command(
    name = "run",
    description = "Runs the bot, configured by environment variables (see the README).",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Override
  public Integer call() throws InterruptedException {
    try (Stop stop = new Stop();
        Bot bot = Bot.start(Settings.read(), stop)) {
      return stop.await();
    } catch (SettingsRefused e) {
      return Lowstock.complain(Exit.WRONG_SETTINGS, e.lines());
    } catch (StartRefused e) {
      return Lowstock.complain(e.exitCode(), e.lines());
    }
  }
}
