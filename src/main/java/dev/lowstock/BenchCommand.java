package dev.lowstock;

import dev.lowstock.bench.FeedBench;
import dev.lowstock.bench.ShopBench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lowstock bench}: how fast and how large the bot is on this machine. */
@Command(
    name = "bench",
    description = "Measures the bot on this machine; nothing leaves it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "feed | shops",
    subcommands = {BenchCommand.Feed.class, BenchCommand.Shops.class})
final class BenchCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "Say what to measure: feed or shops");
  }

  /** Everything about the feed, from a listing's cost to the program's start. */
  @Command(
      name = "feed",
      description =
          "Cost of a listing, time from feed to Telegram, start and memory; takes a minute or two.",
      mixinStandardHelpOptions = true,
      showDefaultValues = true)
  static final class Feed implements Callable<Integer> {
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Option(
        names = "--pages",
        description = "Pages of 100 listings to measure.",
        defaultValue = "1000")
    private int pages;

    @Option(names = "--alerts", description = "Sell-outs to measure.", defaultValue = "300")
    private int alerts;

    @Option(
        names = "--warm-up",
        description = "Pages, and sell-outs, before the measured ones.",
        defaultValue = "200")
    private int warmUp;

    @Option(names = "--starts", description = "Starts of each kind.", defaultValue = "5")
    private int starts;

    @Option(names = "--idle", description = "Seconds of doing nothing.", defaultValue = "10")
    private int idleSeconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
      try (DemoDirectory directory = DemoDirectory.create()) {
        new FeedBench(
                new FeedBench.Sizes(pages, alerts, warmUp, starts, Duration.ofSeconds(idleSeconds)),
                directory.path(),
                out)
            .run();
        return Exit.OK;
      } catch (IllegalStateException e) {
        return Lowstock.complain(Exit.TROUBLE, List.of(String.valueOf(e.getMessage())));
      }
    }
  }

  /** What API v3 costs and brings. */
  @Command(
      name = "shops",
      description =
          "Calls that looks at shops take, and time from webhook to Telegram; takes some minutes.",
      mixinStandardHelpOptions = true,
      showDefaultValues = true)
  static final class Shops implements Callable<Integer> {
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Option(
        names = "--sales",
        description = "Sell-outs with a webhook to measure.",
        defaultValue = "200")
    private int sales;

    @Option(
        names = "--listings",
        description = "Listings of the shops to look at.",
        split = ",",
        defaultValue = "50,300,2000")
    private List<Integer> listings = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
      try (DemoDirectory directory = DemoDirectory.create()) {
        new ShopBench(listings, sales, directory.path(), out).run();
        return Exit.OK;
      } catch (IllegalStateException e) {
        return Lowstock.complain(Exit.TROUBLE, List.of(String.valueOf(e.getMessage())));
      }
    }
  }
}
