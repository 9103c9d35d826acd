package dev.lowstock.command.demo;

import dev.lowstock.Lowstock;
import dev.lowstock.bot.Bot;
import dev.lowstock.bot.Exit;
import dev.lowstock.bot.StartRefused;
import dev.lowstock.bot.Stop;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.page.DemoPage;
import dev.lowstock.sandbox.page.WebhookTarget;
import dev.lowstock.settings.Setting;
import dev.lowstock.settings.Settings;
import dev.lowstock.settings.SettingsRefused;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code lowstock demo}: the whole bot against a bundled Etsy and Telegram, no credentials; on a
 * page to try it by hand, or as a story that plays itself.
 */
@Command(mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final int USUAL_PORT = 8080;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  @Option(
      names = "--script",
      description = "Play one story, print it, and end with 0 only if all of it happened.")
  private boolean script;

  @Option(
      names = "--api",
      paramLabel = "<version>",
      description = "v3, Etsy's API of today; or v2, its retired listings feed.",
      showDefaultValue = Visibility.ALWAYS,
      converter = Api.Reader.class,
      defaultValue = "v3")
  private Api api = Api.V3;

  /** The versions of Etsy's API that the sandbox speaks. */
  private enum Api {
    V2,
    V3;

    /** Takes them as they are written in {@code ETSY_API}. */
    private static final class Reader implements ITypeConverter<Api> {
      @Override
      public Api convert(String value) {
        return switch (value) {
          case "v2" -> V2;
          case "v3" -> V3;
          default -> throw new TypeConversionException("'" + value + "' is neither v3 nor v2");
        };
      }
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Stop stop = new Stop();
        DemoDirectory directory = DemoDirectory.create();
        SandboxEtsy etsy = SandboxEtsy.start();
        SandboxTelegram telegram = SandboxTelegram.start()) {
      String wanted = Settings.only(Setting.HTTP_PORT);
      // Nobody opens the pages of a story, and two stories may start at the same moment.
      int port =
          script
              ? FreePorts.next()
              : freePort(wanted == null ? USUAL_PORT : Integer.parseInt(wanted));
      DemoSettings settings = new DemoSettings(etsy, telegram, directory.path(), port);
      try (Bot bot = Bot.start(api == Api.V3 ? settings.ofV3() : settings.ofV2(), stop)) {
        new ChatPrinter(telegram, out).follow();
        return script
            ? playStory(etsy, telegram)
            : servePage(etsy, telegram, api == Api.V3 ? settings.webhooks() : null, stop);
      }
    } catch (SettingsRefused e) {
      return Lowstock.complain(Exit.WRONG_SETTINGS, e.lines());
    } catch (StartRefused e) {
      return Lowstock.complain(e.exitCode(), e.lines());
    }
  }

  private int playStory(SandboxEtsy etsy, SandboxTelegram telegram) {
    boolean happened =
        api == Api.V3
            ? new DemoStory(etsy, telegram, out).play()
            : new FeedStory(etsy, telegram, out).play();
    return happened ? Exit.OK : Exit.TROUBLE;
  }

  private int servePage(
      SandboxEtsy etsy, SandboxTelegram telegram, @Nullable WebhookTarget webhooks, Stop stop)
      throws IOException, InterruptedException {
    try (DemoPage page = DemoPage.start(etsy, telegram, Clock.systemUTC(), webhooks)) {
      out.println("\nOpen " + page.url());
      out.println("What is written in the chat there is printed here too. Stop it with Ctrl-C.");
      return stop.await();
    }
  }

  /** That port where it is free, so that the address in the documents works. */
  private static int freePort(int port) throws IOException {
    try (ServerSocket free = new ServerSocket(port)) {
      return free.getLocalPort();
    } catch (IOException taken) {
      return FreePorts.next();
    }
  }
}
