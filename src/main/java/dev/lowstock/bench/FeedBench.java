package dev.lowstock.bench;

import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.TelegramRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures the real program from outside: this process is Etsy and Telegram, the bot is another.
 *
 * <p>Fails with what the bot has written when it does not do what is waited for.
 */
public final class FeedBench {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LONG_BEHIND = Duration.ofDays(10);

  /** As after a restart. A new feed begins now, and its first request waits for the next period. */
  private static final Duration LITTLE_BEHIND = Duration.ofSeconds(10);

  private static final int SELLERS = 500;
  private static final int SELL_OUTS_OF_SECOND = 20;
  private static final Pattern LISTING = Pattern.compile("etsy\\.com/listing/(\\d+)");

  /** Etsy's and Telegram's own limits would be all that is measured. */
  private static final List<String> NO_LIMITS =
      List.of(
          "-Dlowstock.feedCallsPerSecond=10000",
          "-Dlowstock.etsyCallsPerSecond=1000",
          "-Dlowstock.telegramSendsPerSecond=1000");

  private static final List<String> FEED_ONLY =
      List.of("-Dcamel.main.routeFilterExcludePattern=describe-stock-events");

  /**
   * How much is measured.
   *
   * @param warmUp pages before the measured ones, and sell-outs before the measured ones
   */
  public record Sizes(int pages, int alerts, int warmUp, int starts, Duration idle) {}

  private final Sizes sizes;
  private final @Nullable String beside;
  private final Path directory;
  private final PrintStream out;
  private final FeedPages pages = new FeedPages(SELLERS);
  private final List<Figure> figures = new ArrayList<>();

  /**
   * Measures when told to.
   *
   * @param beside a command of the shell that reads the same pages, to compare; null for none
   * @param directory an empty one for the databases
   */
  public FeedBench(Sizes sizes, @Nullable String beside, Path directory, PrintStream out) {
    this.sizes = sizes;
    this.beside = beside;
    this.directory = directory;
    this.out = out;
  }

  /** Measures everything, which takes a minute, and prints the table. */
  public void run() throws IOException, InterruptedException {
    double parse = parse();
    try (BenchEtsy etsy = new BenchEtsy();
        SandboxTelegram telegram = SandboxTelegram.start()) {
      feed(etsy, telegram, parse);
      if (beside != null) {
        beside(beside, etsy, telegram);
      }
      alerts(etsy, telegram);
      starts(etsy, telegram);
      idle(etsy, telegram);
    }
    out.println();
    out.printf(
        "%d processors, Java %s, flags %s%n%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.version"),
        String.join(" ", BotProcess.flags()));
    FigureTable.print(figures, out);
  }

  private double parse() throws IOException {
    out.println("Parsing the pages, with nothing around it ...");
    Duration cpu = new BareParse(pages).cpu(sizes.warmUp(), sizes.pages());
    return cpu.toNanos() / 1e3 / sizes.pages() / FeedPages.ENTRIES;
  }

  private void feed(BenchEtsy etsy, SandboxTelegram telegram, double parse)
      throws IOException, InterruptedException {
    out.println("Reading the feed as fast as it goes ...");
    List<String> options = new ArrayList<>(NO_LIMITS);
    options.addAll(FEED_ONLY);
    try (BotProcess bot = start("feed", etsy, telegram, LONG_BEHIND, options, true)) {
      FastFeed feed = new FastFeed(pages, sizes.warmUp(), sizes.pages(), bot::cpu);
      etsy.shows(feed);
      if (!feed.await(PATIENCE)) {
        throw new IllegalStateException("the bot did not read all pages:\n" + bot.log());
      }
      double cpu = feed.cpuMicrosOfListing();
      figures.add(
          new Figure(
              "CPU a listing, whole feed route",
              cpu,
              "us",
              25,
              "the bot's CPU time, %d pages of %d: fetch, parse, look up, record, commit"
                  .formatted(sizes.pages(), FeedPages.ENTRIES)));
      figures.add(
          Figure.told(
              "CPU a listing, bare Jackson", parse, "us", "the same bytes parsed to records"));
      figures.add(Figure.told("feed route / bare Jackson", cpu / parse, "x", "the two above"));
      figures.add(
          Figure.told(
              "listings a second", feed.listingsOfSecond(), "/s", "clock, over the same pages"));
    }
  }

  private void beside(String command, BenchEtsy etsy, SandboxTelegram telegram)
      throws IOException, InterruptedException {
    out.println("Having the command beside read the same pages ...");
    Path home = Files.createDirectory(directory.resolve("beside"));
    try (PeerProcess peer =
        PeerProcess.start(
            command,
            home,
            Map.of(
                "ETSY_API_URL",
                etsy.url(),
                "TELEGRAM_API_URL",
                telegram.baseUri(),
                "TELEGRAM_TOKEN",
                SandboxTelegram.TOKEN))) {
      FastFeed feed = new FastFeed(pages, sizes.warmUp(), sizes.pages(), peer::cpu);
      etsy.shows(feed);
      peer.awaitReading(feed, PATIENCE);
      figures.add(
          Figure.told(
              "CPU a listing, command beside",
              feed.cpuMicrosOfListing(),
              "us",
              "the same pages after the same warm-up, by: " + command));
      figures.add(
          Figure.told(
              "listings a second, command beside",
              feed.listingsOfSecond(),
              "/s",
              "clock, over the same pages"));
    }
  }

  private void alerts(BenchEtsy etsy, SandboxTelegram telegram)
      throws IOException, InterruptedException {
    out.println("Selling out, one listing at a time ...");
    PacedFeed feed = new PacedFeed(pages, sizes.warmUp() + sizes.alerts(), SELL_OUTS_OF_SECOND);
    etsy.shows(feed);
    try (BotProcess bot = start("alerts", etsy, telegram, LONG_BEHIND, NO_LIMITS, true)) {
      Samples delays = delays(feed, telegram, bot);
      String measuredBy =
          "page sent to message arrived at Telegram, %d single sell-outs".formatted(delays.count());
      figures.add(new Figure("feed to Telegram, p50", delays.millis(0.50), "ms", 5, measuredBy));
      figures.add(new Figure("feed to Telegram, p99", delays.millis(0.99), "ms", 15, "the same"));
      figures.add(
          Figure.told(
              "resident after that", resident(bot), "MB", "VmRSS of the bot, after the sell-outs"));
    }
  }

  private Samples delays(PacedFeed feed, SandboxTelegram telegram, BotProcess bot)
      throws IOException, InterruptedException {
    int expected = sizes.warmUp() + sizes.alerts();
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    Map<Long, Instant> arrivedAt = arrivals(telegram);
    while (arrivedAt.size() < expected) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException(
            "%d of %d sell-outs were told:%n%s".formatted(arrivedAt.size(), expected, bot.log()));
      }
      TimeUnit.MILLISECONDS.sleep(200);
      arrivedAt = arrivals(telegram);
    }
    Map<Long, Instant> told = arrivedAt;
    return new Samples(
        IntStream.range(sizes.warmUp(), expected)
            .mapToObj(FeedPages::listingId)
            .map(listing -> Duration.between(feed.sentAt().get(listing), told.get(listing)))
            .toList());
  }

  private static Map<Long, Instant> arrivals(SandboxTelegram telegram) {
    Map<Long, Instant> arrivals = new HashMap<>();
    for (TelegramRequest request : telegram.requests("sendMessage")) {
      Matcher listing = LISTING.matcher(request.parameters().toString());
      if (listing.find()) {
        arrivals.putIfAbsent(Long.parseLong(listing.group(1)), request.receivedAt());
      }
    }
    return arrivals;
  }

  private void starts(BenchEtsy etsy, SandboxTelegram telegram)
      throws IOException, InterruptedException {
    out.println("Starting and starting again ...");
    boolean archive = BotProcess.hasArchive();
    List<Duration> with = new ArrayList<>();
    List<Duration> without = new ArrayList<>();
    for (int i = 0; i < sizes.starts(); i++) {
      without.add(startTime("without-" + i, etsy, telegram, false));
      if (archive) {
        with.add(startTime("with-" + i, etsy, telegram, true));
      }
    }
    String measuredBy =
        "process start to first feed request, median of %d".formatted(sizes.starts());
    figures.add(
        new Figure(
            "start, with class-data archive",
            new Samples(with).medianSeconds(),
            "s",
            1.5,
            archive ? measuredBy : "there is no archive: use the launcher"));
    figures.add(
        Figure.told("start, without it", new Samples(without).medianSeconds(), "s", measuredBy));
  }

  private Duration startTime(
      String name, BenchEtsy etsy, SandboxTelegram telegram, boolean withArchive)
      throws IOException, InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    etsy.shows(
        () -> {
          first.countDown();
          return FeedPages.EMPTY;
        });
    Path home = fill(name, telegram, LITTLE_BEHIND);
    long begin = System.nanoTime();
    try (BotProcess bot =
        BotProcess.start(home, settings(home, etsy, telegram), List.of(), withArchive)) {
      if (!first.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the bot did not start:\n" + bot.log());
      }
      return Duration.ofNanos(System.nanoTime() - begin);
    }
  }

  private void idle(BenchEtsy etsy, SandboxTelegram telegram)
      throws IOException, InterruptedException {
    out.println("Doing nothing ...");
    CountDownLatch first = new CountDownLatch(1);
    etsy.shows(
        () -> {
          first.countDown();
          return FeedPages.EMPTY;
        });
    try (BotProcess bot = start("idle", etsy, telegram, LITTLE_BEHIND, List.of(), true)) {
      if (!first.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the bot did not start:\n" + bot.log());
      }
      Duration before = bot.cpu();
      TimeUnit.MILLISECONDS.sleep(sizes.idle().toMillis());
      double cpu = bot.cpu().minus(before).toMillis() * 1000.0 / sizes.idle().toMillis();
      figures.add(
          new Figure(
              "resident when idle",
              resident(bot),
              "MB",
              150,
              "VmRSS of the bot, %d s after its start".formatted(sizes.idle().toSeconds())));
      figures.add(Figure.told("CPU when idle", cpu, "ms/s", "the bot's CPU time over these"));
    }
  }

  private static double resident(BotProcess bot) throws IOException {
    var megabytes = bot.residentMegabytes();
    return megabytes.isPresent() ? megabytes.getAsLong() : Double.NaN;
  }

  private BotProcess start(
      String name,
      BenchEtsy etsy,
      SandboxTelegram telegram,
      Duration behind,
      List<String> options,
      boolean withArchive)
      throws IOException {
    Path home = fill(name, telegram, behind);
    return BotProcess.start(home, settings(home, etsy, telegram), options, withArchive);
  }

  private Path fill(String name, SandboxTelegram telegram, Duration behind) throws IOException {
    Path home = Files.createDirectory(directory.resolve(name));
    List<Long> chats =
        IntStream.range(0, SELLERS)
            .mapToObj(i -> telegram.person("Seller " + i).knowsTheBot().chatId())
            .toList();
    BenchDatabase.fill(home.resolve("lowstock"), chats, behind);
    return home;
  }

  private static Map<String, String> settings(Path home, BenchEtsy etsy, SandboxTelegram telegram) {
    return Map.of(
        "TELEGRAM_TOKEN",
        SandboxTelegram.TOKEN,
        "TELEGRAM_API_URL",
        telegram.baseUri(),
        "ETSY_CONSUMER_KEY",
        "bench",
        "ETSY_SHARED_SECRET",
        "bench",
        "ETSY_API",
        "v2",
        "ETSY_API_URL",
        etsy.url(),
        "DATABASE_FILE",
        home.resolve("lowstock").toString());
  }
}
