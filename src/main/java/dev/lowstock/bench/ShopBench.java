package dev.lowstock.bench;

import dev.lowstock.sandbox.EtsyCall;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.SandboxListing;
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
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final int LOOKS = 5;

  /** So that no chat has to wait for its own last message. */
  private static final int SHOPS_WITH_WEBHOOKS = 10;

  private static final Duration BETWEEN_SALES = Duration.ofMillis(150);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern LISTING = Pattern.compile("etsy\\.com/listing/(\\d+)");
  private static final List<String> NO_PACE = List.of("-Dlowstock.telegramSendsPerSecond=1000");

  private final List<Integer> sizes;
  private final List<Integer> largeSizes;
  private final List<Integer> shopCounts;
  private final int sales;
  private final Path directory;
  private final PrintStream out;
  private final List<Figure> figures = new ArrayList<>();

  /**
   * Measures when told to.
   *
   * @param sizes of the shops to look at, in listings
   * @param largeSizes of the shops whose memory and time are measured
   * @param shopCounts how many of these there are at a time
   * @param sales how many sell-outs with a webhook
   * @param directory an empty one for the databases
   */
  public ShopBench(
      List<Integer> sizes,
      List<Integer> largeSizes,
      List<Integer> shopCounts,
      int sales,
      Path directory,
      PrintStream out) {
    this.sizes = List.copyOf(sizes);
    this.largeSizes = List.copyOf(largeSizes);
    this.shopCounts = List.copyOf(shopCounts);
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
    try (ShopTown town = new ShopTown(home, 1, size, Duration.ofMillis(500), false, NO_PACE)) {
      int before = looks(town).size();
      await(() -> looks(town).size() >= before + LOOKS + 1, town);
      List<Integer> starts = looks(town);
      int from = starts.get(before);
      double calls = (double) (starts.get(before + LOOKS) - from) / LOOKS;
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
      await(() -> looks(town).size() > before + count, town);
      int looks = looks(town).size() - before;
      figures.add(
          Figure.told(
              shops + "processor a look",
              (double) bot.cpu().minus(worked).toMillis() / looks,
              "ms",
              "looks every %d s that found nothing new".formatted(USUAL_PERIOD_SECONDS)));
      figures.add(megabytes(shops + "resident at most", bot.mostResidentMegabytes(), "VmHWM"));
      figures.add(megabytes(shops + "heap after GC", bot.heapMegabytes(), "by jcmd"));
    }
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
    int listings = 10 + 2 * sales / SHOPS_WITH_WEBHOOKS;
    try (ShopTown town =
        new ShopTown(home, SHOPS_WITH_WEBHOOKS, listings, Duration.ofHours(1), true, NO_PACE)) {
      Map<Long, Instant> soldAt = new HashMap<>();
      for (int sale = 0; sale < sales; sale++) {
        SandboxListing listing =
            town.listings(sale % SHOPS_WITH_WEBHOOKS).get(sale / SHOPS_WITH_WEBHOOKS);
        soldAt.put(listing.id(), Instant.now());
        listing.sellsOut();
        TimeUnit.MILLISECONDS.sleep(BETWEEN_SALES.toMillis());
      }
      await(() -> arrivals(town).keySet().containsAll(soldAt.keySet()), town);
      Map<Long, Instant> toldAt = arrivals(town);
      Samples delays =
          new Samples(
              soldAt.entrySet().stream()
                  .map(sold -> Duration.between(sold.getValue(), toldAt.get(sold.getKey())))
                  .toList());
      String measuredBy =
          "sale, webhook, look, alert, arrival at Telegram; %d sell-outs".formatted(sales);
      figures.add(Figure.told("webhook to Telegram, p50", delays.millis(0.50), "ms", measuredBy));
      figures.add(Figure.told("webhook to Telegram, p99", delays.millis(0.99), "ms", "the same"));
    }
  }

  private static Map<Long, Instant> arrivals(ShopTown town) {
    Map<Long, Instant> arrivals = new HashMap<>();
    for (TelegramRequest request : town.telegram.requests("sendMessage")) {
      Matcher listing = LISTING.matcher(request.parameters().toString());
      while (listing.find()) {
        arrivals.putIfAbsent(Long.parseLong(listing.group(1)), request.receivedAt());
      }
    }
    return arrivals;
  }

  @FunctionalInterface
  private interface Condition {
    boolean isMet();
  }

  private static void await(Condition condition, ShopTown town)
      throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.isMet()) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("the bot did not do its part:\n" + town.log());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
