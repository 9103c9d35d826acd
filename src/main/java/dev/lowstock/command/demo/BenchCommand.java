package dev.lowstock.command.demo;

import dev.lowstock.Lowstock;
import dev.lowstock.bench.FeedBench;
import dev.lowstock.bench.ScaleBench;
import dev.lowstock.bench.ShopBench;
import dev.lowstock.bench.SoakBench;
import dev.lowstock.bench.planner.PlannerBench;
import dev.lowstock.bot.Exit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code lowstock bench}: how fast and how large the bot is on this machine. */
@Command(
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "feed | shops | scale | planner | soak",
    subcommands = {
      BenchCommand.Feed.class,
      BenchCommand.Shops.class,
      BenchCommand.Scale.class,
      BenchCommand.Planner.class,
      BenchCommand.Soak.class
    })
public final class BenchCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Say what to measure: feed, shops, scale, planner or soak");
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

    @Option(
        names = "--beside",
        paramLabel = "<command>",
        description =
            "A command of the shell that reads the same pages one after the other, to compare:"
                + " another program. It finds Etsy in ETSY_API_URL, Telegram in TELEGRAM_API_URL"
                + " and TELEGRAM_TOKEN, and is ended after the last page.")
    private @Nullable String beside;

    @Option(names = "--idle", description = "Seconds of doing nothing.", defaultValue = "10")
    private int idleSeconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
      try (DemoDirectory directory = DemoDirectory.create()) {
        new FeedBench(
                new FeedBench.Sizes(pages, alerts, warmUp, starts, Duration.ofSeconds(idleSeconds)),
                beside,
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
          "Calls, time and memory that looks at shops take, and time from webhook to Telegram; takes"
              + " some minutes.",
      mixinStandardHelpOptions = true,
      showDefaultValues = true)
  static final class Shops implements Callable<Integer> {
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Option(
        names = "--sales",
        description = "Sell-outs with a webhook to measure.",
        defaultValue = "300")
    private int sales;

    @Option(
        names = "--warm-up",
        description = "Looks, and sell-outs with a webhook, before the measured ones.",
        defaultValue = "300")
    private int warmUp;

    @Option(
        names = "--listings",
        description = "Listings of the shops to look at; 0 for none.",
        split = ",",
        defaultValue = "100,300,2000")
    private List<Integer> listings = List.of();

    @Option(
        names = "--large",
        description = "Listings of the shops whose memory and time are measured; 0 for none.",
        split = ",",
        defaultValue = "1000,10000")
    private List<Integer> large = List.of();

    @Option(
        names = "--shops",
        description = "How many of these there are at a time.",
        split = ",",
        defaultValue = "1,4,10")
    private List<Integer> shops = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
      try (DemoDirectory directory = DemoDirectory.create()) {
        new ShopBench(listings, large, shops, warmUp, sales, directory.path(), out).run();
        return Exit.OK;
      } catch (IllegalStateException e) {
        return Lowstock.complain(Exit.TROUBLE, List.of(String.valueOf(e.getMessage())));
      }
    }
  }

  /** What many shops on one node take. */
  @Command(
      name = "scale",
      description =
          "Start, memory and processor time with many shops of 60 listings in the embedded database;"
              + " takes some minutes.",
      mixinStandardHelpOptions = true,
      showDefaultValues = true)
  static final class Scale implements Callable<Integer> {
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Option(
        names = "--shops",
        description = "How many shops there are at a time.",
        split = ",",
        defaultValue = "10,500,5000")
    private List<Integer> shops = List.of();

    @Option(
        names = "--sellers",
        description = "Sellers of the start with API v2; 0 leaves it out.",
        defaultValue = "100000")
    private int sellers;

    @Override
    public Integer call() throws IOException, InterruptedException {
      try (DemoDirectory directory = DemoDirectory.create()) {
        new ScaleBench(shops, sellers, directory.path(), out).run();
        return Exit.OK;
      } catch (IllegalStateException e) {
        return Lowstock.complain(Exit.TROUBLE, List.of(String.valueOf(e.getMessage())));
      }
    }
  }

  /** How soon the planner sees what happens, on made-up shops. */
  @Command(
      name = "planner",
      description = "Simulates planners on made-up shops; takes some minutes.",
      mixinStandardHelpOptions = true,
      showDefaultValues = true)
  static final class Planner implements Callable<Integer> {
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Option(
        names = "--parts",
        description = "What to simulate: ${COMPLETION-CANDIDATES}.",
        split = ",",
        defaultValue = "listings,shops,scale")
    private Set<PlannerBench.Part> parts = Set.of();

    @Option(names = "--seed", description = "Another one makes up others.", defaultValue = "1")
    private long seed;

    @Option(names = "--days", description = "Days to measure at most.", defaultValue = "7")
    private int days;

    @Option(
        names = "--listings",
        description = "Listings of any seller to look at.",
        defaultValue = "20000")
    private int listings;

    @Option(
        names = "--shops",
        description =
            "Shops of 60 listings on one key; the first number is also that of the part shops.",
        split = ",",
        defaultValue = "500,5000")
    private List<Integer> shops = List.of();

    @Option(
        names = "--waves",
        description = "By how much sales rise and fall through the day, 0 to 0.9.",
        defaultValue = "0")
    private double waves;

    @Option(names = "--svg", description = "Where to put a picture of the curves.")
    private @Nullable Path svg;

    @Override
    public Integer call() throws IOException {
      new PlannerBench(new PlannerBench.Sizes(parts, seed, days, listings, shops, waves, svg), out)
          .run();
      return Exit.OK;
    }
  }

  /** Whether anything is lost, repeated or never given back in a long run of troubles. */
  @Command(
      name = "soak",
      description =
          "Runs two bots while Etsy and Telegram fail and the bots are killed; counts what is lost.",
      mixinStandardHelpOptions = true,
      showDefaultValues = true)
  static final class Soak implements Callable<Integer> {
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Option(
        names = "--for",
        paramLabel = "<length>",
        description = "How long things go wrong, at least 30s: such as 30s, 3m or 1h.",
        converter = Length.class,
        defaultValue = "1h")
    private Duration length = Duration.ofHours(1);

    /** As it was before lengths had units. */
    @Option(names = "--minutes", hidden = true)
    private @Nullable Integer minutes;

    @Option(
        names = "--seed",
        description = "Of what goes wrong, and when; another one at each run unless given.")
    private @Nullable Long seed;

    @Override
    public Integer call() throws IOException, InterruptedException {
      long chosen = seed == null ? System.nanoTime() % 1_000_000 : seed;
      Duration soaked = minutes == null ? length : Duration.ofMinutes(minutes);
      try (DemoDirectory directory = DemoDirectory.create()) {
        boolean good = new SoakBench(soaked, chosen, directory.path(), out).run();
        return good ? Exit.OK : Exit.TROUBLE;
      } catch (IllegalStateException e) {
        return Lowstock.complain(Exit.TROUBLE, List.of(String.valueOf(e.getMessage())));
      }
    }

    private static final class Length implements ITypeConverter<Duration> {
      @Override
      public Duration convert(String value) {
        try {
          Duration length = Duration.parse("PT" + value);
          if (length.compareTo(SoakBench.SHORTEST) >= 0) {
            return length;
          }
        } catch (DateTimeParseException e) {
          // Said below.
        }
        throw new TypeConversionException(
            "'" + value + "' is no length of 30 seconds or more, such as 30s, 3m or 1h");
      }
    }
  }
}
