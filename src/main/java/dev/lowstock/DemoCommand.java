package dev.lowstock;

import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.page.DemoPage;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code lowstock demo}: the whole bot against a bundled Etsy and Telegram, no credentials; on a
 * page to try it by hand, or as a story that plays itself.
 */
@Command(
    name = "demo",
    description =
        "Serves a page to try the whole bot on, against a bundled Etsy and Telegram; no credentials needed.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final int USUAL_PORT = 8080;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  @Option(
      names = "--script",
      description = "Play one story, print it, and end with 0 only if all of it happened.")
  private boolean script;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Stop stop = new Stop();
        DemoDirectory directory = DemoDirectory.create();
        SandboxEtsy etsy = SandboxEtsy.start();
        SandboxTelegram telegram = SandboxTelegram.start();
        Bot bot = Bot.start(settings(etsy, telegram, directory.path()), stop)) {
      new ChatPrinter(out).follow(telegram);
      return script ? playStory(etsy, telegram) : servePage(etsy, telegram, stop);
    } catch (SettingsRefused e) {
      return Lowstock.complain(Exit.WRONG_SETTINGS, e.lines());
    } catch (StartRefused e) {
      return Lowstock.complain(e.exitCode(), e.lines());
    }
  }

  private int playStory(SandboxEtsy etsy, SandboxTelegram telegram) {
    return new DemoStory(etsy, telegram, out).play() ? Exit.OK : Exit.TROUBLE;
  }

  private int servePage(SandboxEtsy etsy, SandboxTelegram telegram, Stop stop)
      throws IOException, InterruptedException {
    try (DemoPage page = DemoPage.start(etsy, telegram, Clock.systemUTC())) {
      out.println("\nOpen " + page.url());
      out.println("What is written in the chat there is printed here too. Stop it with Ctrl-C.");
      return stop.await();
    }
  }

  private static Settings settings(SandboxEtsy etsy, SandboxTelegram telegram, Path directory)
      throws SettingsRefused, IOException {
    Map<String, String> values = new HashMap<>();
    values.put("TELEGRAM_TOKEN", SandboxTelegram.TOKEN);
    values.put("TELEGRAM_API_URL", telegram.baseUri());
    values.put("ETSY_CONSUMER_KEY", etsy.keys().consumerKey());
    values.put("ETSY_SHARED_SECRET", etsy.keys().sharedSecret());
    values.put("ETSY_FEEDS_KEY", etsy.keys().feedsKey());
    values.put("ETSY_API_URL", etsy.url().toString());
    values.put("ETSY_POLL_PERIOD", "1s");
    values.put("DATABASE_FILE", directory.resolve("lowstock").toString());
    values.put("HTTP_PORT", Integer.toString(freePort()));
    values.put("ETSY_API", "v2");
    values.put("DATABASE_URL", "");
    values.put("SECRET_KEY", "");
    return Settings.readWith(values);
  }

  /** The usual port where it is free, so that the address in the documents works. */
  private static int freePort() throws IOException {
    try (ServerSocket usual = new ServerSocket(USUAL_PORT)) {
      return usual.getLocalPort();
    } catch (IOException taken) {
      try (ServerSocket any = new ServerSocket(0)) {
        return any.getLocalPort();
      }
    }
  }
}
