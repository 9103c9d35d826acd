package dev.lowstock.scenario;

import dev.lowstock.bot.Stop;
import dev.lowstock.command.RunCommand;
import dev.lowstock.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.slf4j.LoggerFactory;

/**
 * The main of a {@link WarmJava}. It reads lines: {@code run}, with the settings of a bot, and
 * {@code stop}. When a bot has ended, it writes {@link #ENDED} and the exit code to both outputs.
 *
 * <p>It stands alone on a class path beside the packaged program: it may use nothing of the tests.
 */
public final class BotAfterBot {
  static final String ENDED = "[bot ended] ";
  static final String DIRECTORY = "directory ";
  static final String VARIABLE = "variable ";
  static final String OPTION = "option ";

  private BotAfterBot() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Stop stop = null;
    for (String line = asked.readLine(); line != null; line = asked.readLine()) {
      if (line.startsWith("run ")) {
        Stop own = new Stop();
        stop = own;
        Properties bot = bot(line.substring("run ".length()));
        new Thread(() -> runs(bot, own), "main").start();
      } else if (stop != null) {
        stop.ask();
      }
    }
    System.exit(0);
  }

  private static Properties bot(String encoded) throws IOException {
    Properties bot = new Properties();
    byte[] text = Base64.getDecoder().decode(encoded);
    bot.load(new StringReader(new String(text, StandardCharsets.UTF_8)));
    return bot;
  }

  private static void runs(Properties bot, Stop stop) {
    Map<String, String> options = named(bot, OPTION);
    int code = -1;
    try (stop) {
      options.forEach(System::setProperty);
      Path directory = Path.of(bot.getProperty(DIRECTORY));
      code = RunCommand.run(() -> Settings.read(named(bot, VARIABLE), directory), stop);
    } catch (Throwable e) {
      LoggerFactory.getLogger(BotAfterBot.class).error("The bot ends", e);
    } finally {
      options.keySet().forEach(System::clearProperty);
      System.out.println(ENDED + code);
      System.err.println(ENDED + code);
    }
  }

  private static Map<String, String> named(Properties bot, String kind) {
    Map<String, String> values = new HashMap<>();
    for (String name : bot.stringPropertyNames()) {
      if (name.startsWith(kind) && name.length() > kind.length()) {
        values.put(name.substring(kind.length()), bot.getProperty(name));
      }
    }
    return values;
  }
}
