package dev.lowstock.bench;

import dev.lowstock.sandbox.EtsyCall;
import dev.lowstock.sandbox.EtsyEndpoint;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Measures what API v3 costs and brings: the calls that a look at a shop takes, and the time from a
 * webhook to the message in the chat; and the memory and time that large shops take. This process
 * is Etsy and Telegram, the bot is another.
 */
public final class ShopBench {
  private static final int USUAL_PERIOD_SECONDS = 20;
  private static final int DAY_SECONDS = 86_400;

  /** Of Etsy's usual 10,000 calls a day, a tenth is kept for log-ins and webhooks. */
  private static final int CALLS_FOR_LOOKS = 9_000;

  private static final int LOOKS = 20;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  /** Processor time in ms of a look that finds nothing new, by the listings of the shop. */
  private static final Map<Integer, Double> AIMS_OF_A_LOOK = Map.of(100, 5.0, 2000, 60.0);

  /** Processor time in ms of the first look at a shop, for each of its listings. */
  private static final double AIM_OF_A_FIRST_LOOK = 0.2;

  static final List<String> NO_PACE = List.of("-Dlowstock.telegramSendsPerSecond=1000");

  private final List<Integer> sizes;
  private final List<Integer> largeSizes;
  private final List<Integer> shopCounts;
  private final int warmUp;
  private final int sales;
  private final Path directory;
  private final PrintStream out;
  private final List<Figure> figures = new ArrayList<>();

  /**
   * Measures when told to.
   *
   * @param sizes of the shops to look at, in listings; 0 is none
   * @param largeSizes of the shops whose memory and time are measured; 0 is none
   * @param shopCounts how many of these there are at a time
   * @param warmUp how many looks, or sell-outs with a webhook, come before the measured ones
   * @param sales how many sell-outs with a webhook are measured
   * @param directory an empty one for the databases
   */
  public ShopBench(
      List<Integer> sizes,
      List<Integer> largeSizes,
      List<Integer> shopCounts,
      int warmUp,
      int sales,
      Path directory,
      PrintStream out) {
    this.sizes = sizes.stream().filter(size -> size > 0).toList();
    this.largeSizes = largeSizes.stream().filter(size -> size > 0).toList();
    this.shopCounts = List.copyOf(shopCounts);
    this.warmUp = warmUp;
    this.sales = sales;
    this.directory = directory;
    this.out = out;
  }

  /** Measures everything, which takes some minutes, and prints the table. */
  public void run() throws IOException, InterruptedException {
    for (int size : sizes) {
      calls(size);
    }
    if (sales > 0) {
      webhooks();
    }
    for (int size : largeSizes) {
      for (int count : shopCounts) {
        memory(count, size);
      }
    }
    out.println();
    FigureTable.print(figures, out);
  }

  private void calls(int size) throws IOException, InterruptedException {
    out.printf("Looking at a shop of %d listings ...%n", size);
    Path home = Files.createDirectory(directory.resolve("shop-" + size));
    try (ShopTown town = new ShopTown(home, 1, size, BETWEEN_LOOKS, false, NO_PACE)) {
      for (int looks = 0; looks < warmUp; looks += LOOKS) {
        int warmer = looks(town).size() + Math.min(LOOKS, warmUp - looks);
        town.await(() -> looks(town).size() >= warmer);
      }
      int before = looks(town).size();
      Duration worked = town.bot().cpu();
      town.await(() -> looks(town).size() > before + LOOKS);
      double cpu = millis(town.bot().cpu().minus(worked)) / (looks(town).size() - before);
      List<Integer> starts = looks(town);
      double calls = (double) (starts.get(before + LOOKS) - starts.get(before)) / LOOKS;
      String measuredBy = "calls between %d looks that found nothing new".formatted(LOOKS);
      figures.add(Figure.told("%d listings: calls a look".formatted(size), calls, "", measuredBy));
      figures.add(
          Figure.told(
              "%d listings: calls a day".formatted(size),
              calls * DAY_SECONDS / USUAL_PERIOD_SECONDS,
              "",
              "the same, every %d s".formatted(USUAL_PERIOD_SECONDS)));
      figures.add(
          Figure.told(
              "%d listings: a look every".formatted(size),
              Math.max(USUAL_PERIOD_SECONDS, calls * DAY_SECONDS / CALLS_FOR_LOOKS),
              "s",
              "one such shop on a key of 10,000 calls a day"));
      figures.add(
          new Figure(
              "%d listings: processor a look".formatted(size),
              cpu,
              "ms",
              AIMS_OF_A_LOOK.getOrDefault(size, Double.NaN),
              "the same looks, after %d others; idling included".formatted(warmUp)));
    }
  }

  private void memory(int count, int size) throws IOException, InterruptedException {
    out.printf("Looking at %d shops of %d listings ...%n", count, size);
    Path home = Files.createDirectory(directory.resolve("memory-" + count + "-" + size));
    String shops = count + " x " + size + " listings: ";
    Duration period = Duration.ofSeconds(USUAL_PERIOD_SECONDS);
    try (ShopTown town = new ShopTown(home, count, size, period, false, List.of())) {
      Duration first = Duration.between(town.begunAt(), Instant.now());
      BotProcess bot = town.bot();
      Duration started = bot.cpu();
      figures.add(
          Figure.told(
              shops + "first looks",
              first.toMillis() / 1000.0,
              "s",
              "from the first grant to the last message of what was found"));
      figures.add(
          Figure.told(
              shops + "processor so far", started.toMillis() / 1000.0, "s", "the start included"));
      int before = looks(town).size();
      Duration worked = bot.cpu();
      town.await(() -> looks(town).size() > before + count);
      int looks = looks(town).size() - before;
      figures.add(
          Figure.told(
              shops + "processor a look",
              (double) bot.cpu().minus(worked).toMillis() / looks,
              "ms",
              "looks every %d s that found nothing new".formatted(USUAL_PERIOD_SECONDS)));
      figures.add(megabytes(shops + "resident at most", bot.mostResidentMegabytes(), "VmHWM"));
      figures.add(megabytes(shops + "heap after GC", bot.heapMegabytes(), "by jcmd"));
      if (count == Collections.min(shopCounts)) {
        firstLook(town, shops, size);
      }
    }
  }

  /** Of one more shop: the program has looked at others by then, and waits for none of them. */
  private void firstLook(ShopTown town, String shops, int size)
      throws IOException, InterruptedException {
    int before = looks(town).size();
    town.await(() -> looks(town).size() > before);
    Duration worked = town.bot().cpu();
    town.opens(size);
    figures.add(
        new Figure(
            shops + "processor a new one",
            millis(town.bot().cpu().minus(worked)) / size,
            "ms",
            AIM_OF_A_FIRST_LOOK,
            "first look at one more such shop, for each listing"));
  }

  private static double millis(Duration cpu) {
    return cpu.toNanos() / 1e6;
  }

  private static Figure megabytes(String name, OptionalLong megabytes, String measuredBy) {
    return Figure.told(
        name,
        megabytes.isPresent() ? megabytes.getAsLong() : Double.NaN,
        "MB",
        measuredBy + "; the database is in memory too");
  }

  /** Where in the calls for lists and inventory each look began. */
  private static List<Integer> looks(ShopTown town) {
    List<Integer> starts = new ArrayList<>();
    int calls = 0;
    for (EtsyCall call : town.etsy.calls()) {
      String query = String.valueOf(call.query());
      if (call.endpoint() == EtsyEndpoint.LISTINGS_BY_SHOP) {
        if (query.contains("state=active") && query.contains("offset=0&")) {
          starts.add(calls);
        }
        calls++;
      } else if (call.endpoint() == EtsyEndpoint.INVENTORY_BATCH) {
        calls++;
      }
    }
    return starts;
  }

  private void webhooks() throws IOException, InterruptedException {
    out.println("Selling out, with a webhook each ...");
    Path home = Files.createDirectory(directory.resolve("webhooks"));
    figures.addAll(new WebhookSales(warmUp, sales).measure(home));
  }
}
