package dev.lowstock.bench;

import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.SandboxTelegram;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Measures what many shops on one node with the embedded database take: the start, the memory, and
 * the processor for a look. This process is Etsy and Telegram, the bot is another.
 */
public final class ScaleBench {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LITTLE_BEHIND = Duration.ofSeconds(10);

  /** A program that has just started still compiles its code. */
  private static final int LOOKS_BEFORE = 300;

  private static final int LOOKS = 500;

  /** Shops are due all the time, and no limit of Etsy's is waited for. */
  private static final List<String> NO_PACE = List.of("-Dlowstock.etsyCallsPerSecond=1000");

  private static final double START_AIM = 5;
  private static final double MANY_SELLERS_AIM = 3;

  private final List<Integer> shopCounts;
  private final int sellers;
  private final Path directory;
  private final PrintStream out;
  private final List<Figure> figures = new ArrayList<>();

  /**
   * Measures when told to.
   *
   * @param shopCounts how many shops of 60 listings there are at a time
   * @param sellers of the start with API v2; 0 leaves it out
   * @param directory an empty one for the databases
   */
  public ScaleBench(List<Integer> shopCounts, int sellers, Path directory, PrintStream out) {
    this.shopCounts = List.copyOf(shopCounts);
    this.sellers = sellers;
    this.directory = directory;
    this.out = out;
  }

  /** Measures everything, which takes some minutes, and prints the table. */
  public void run() throws IOException, InterruptedException {
    double first = Double.NaN;
    for (int count : shopCounts) {
      double resident = shops(count, first);
      first = Double.isNaN(first) ? resident : first;
    }
    if (sellers > 0) {
      sellers();
    }
    out.println();
    FigureTable.print(figures, out);
  }

  /** Returns the megabytes that the bot has in the end. */
  private double shops(int count, double residentOfFirst) throws IOException, InterruptedException {
    out.printf("Filling a database with %d shops, and starting with it ...%n", count);
    Path home = Files.createDirectory(directory.resolve("shops-" + count));
    Path file = home.resolve("lowstock");
    ManyShops.fill(file, count);
    String shops = count + " shops: ";
    try (ManyShops etsy = new ManyShops();
        SandboxTelegram telegram = SandboxTelegram.start()) {
      long begin = System.nanoTime();
      try (BotProcess bot =
          BotProcess.start(home, v3Settings(file, etsy.url(), telegram), NO_PACE, true)) {
        await(etsy.firstLook(), bot);
        double start = (System.nanoTime() - begin) / 1e9;
        double started = bot.cpu().toMillis() / 1000.0;
        awaitLooks(etsy, LOOKS_BEFORE, bot);
        Duration before = bot.cpu();
        awaitLooks(etsy, LOOKS_BEFORE + LOOKS, bot);
        double millis = (double) bot.cpu().minus(before).toMillis() / LOOKS;
        double resident = megabytes(bot.residentMegabytes());
        figures.add(
            new Figure(
                shops + "start", start, "s", START_AIM, "process start to first call of a look"));
        figures.add(
            Figure.told(shops + "processor of the start", started, "s", "CPU time until then"));
        figures.add(
            new Figure(
                shops + "resident",
                resident,
                "MB",
                // Two in ten for what a heap does not give back.
                residentOfFirst * 1.2,
                "VmRSS after %d looks; aim: as with the first number of shops, and a fifth"
                    .formatted(LOOKS_BEFORE + LOOKS)));
        figures.add(
            Figure.told(shops + "heap after GC", megabytes(bot.heapMegabytes()), "MB", "by jcmd"));
        figures.add(
            Figure.told(
                shops + "processor a look",
                millis,
                "ms",
                "%d looks, one after the other, no listing changed; a shop's first one learns"
                    .formatted(LOOKS)));
        return resident;
      }
    }
  }

  private void sellers() throws IOException, InterruptedException {
    out.printf("Filling a database with %d sellers, and starting with it ...%n", sellers);
    Path home = Files.createDirectory(directory.resolve("sellers"));
    Path file = home.resolve("lowstock");
    BenchDatabase.fill(file, LongStream.rangeClosed(1, sellers).boxed().toList(), LITTLE_BEHIND);
    try (BenchEtsy etsy = new BenchEtsy();
        SandboxTelegram telegram = SandboxTelegram.start()) {
      CountDownLatch first = new CountDownLatch(1);
      etsy.shows(
          () -> {
            first.countDown();
            return FeedPages.EMPTY;
          });
      Map<String, String> settings = settings(file, etsy.url(), telegram);
      settings.put("ETSY_API", "v2");
      long begin = System.nanoTime();
      try (BotProcess bot = BotProcess.start(home, settings, List.of(), true)) {
        await(first, bot);
        figures.add(
            new Figure(
                "%d sellers, v2: start".formatted(sellers),
                (System.nanoTime() - begin) / 1e9,
                "s",
                MANY_SELLERS_AIM,
                "process start to first request of the feed"));
        figures.add(
            Figure.told(
                "%d sellers, v2: resident".formatted(sellers),
                megabytes(bot.residentMegabytes()),
                "MB",
                "VmRSS then"));
      }
    }
  }

  private static Map<String, String> settings(Path file, String etsy, SandboxTelegram telegram) {
    int port = FreePorts.next();
    Map<String, String> settings = new HashMap<>();
    settings.put("TELEGRAM_TOKEN", SandboxTelegram.TOKEN);
    settings.put("TELEGRAM_API_URL", telegram.baseUri());
    settings.put("ETSY_CONSUMER_KEY", "bench");
    settings.put("ETSY_SHARED_SECRET", "bench");
    settings.put("ETSY_API_URL", etsy);
    settings.put("DATABASE_FILE", file.toString());
    settings.put("HTTP_PORT", Integer.toString(port));
    return settings;
  }

  private static Map<String, String> v3Settings(Path file, String etsy, SandboxTelegram telegram) {
    Map<String, String> settings = settings(file, etsy, telegram);
    settings.put(
        "ETSY_REDIRECT_URI", "http://127.0.0.1:" + settings.get("HTTP_PORT") + "/etsy/callback");
    settings.put("ETSY_POLL_PERIOD", "500ms");
    return settings;
  }

  private static double megabytes(OptionalLong megabytes) {
    return megabytes.isPresent() ? megabytes.getAsLong() : Double.NaN;
  }

  private static void await(CountDownLatch first, BotProcess bot)
      throws IOException, InterruptedException {
    if (!first.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the bot did not start:\n" + bot.log());
    }
  }

  private static void awaitLooks(ManyShops etsy, int looks, BotProcess bot)
      throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (etsy.looks() < looks) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException(
            "%d of %d looks were made:%n%s".formatted(etsy.looks(), looks, bot.log()));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
