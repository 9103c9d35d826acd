package dev.lowstock.bench;

import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.TelegramRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sells out listings, each told by a signed webhook, and measures until Telegram has the alert. */
final class WebhookSales {
  /** So that no chat has to wait for its own last message. */
  private static final int SHOPS = 20;

  private static final Duration BETWEEN_SALES = Duration.ofMillis(75);
  private static final Pattern LISTING = Pattern.compile("etsy\\.com/listing/(\\d+)");

  private final int warmUp;
  private final int sales;
  private final Map<Long, Instant> soldAt = new HashMap<>();
  private int sold;

  /**
   * Measures when told to.
   *
   * @param warmUp sell-outs before the measured ones
   * @param sales sell-outs that are measured
   */
  WebhookSales(int warmUp, int sales) {
    this.warmUp = warmUp;
    this.sales = sales;
  }

  /**
   * Sells, and waits for the alerts.
   *
   * @param home an empty directory for the database
   */
  List<Figure> measure(Path home) throws IOException, InterruptedException {
    // One listing in five has variations and is not sold.
    int listings = 10 + 5 * (warmUp + sales) / SHOPS / 4;
    try (ShopTown town =
        new ShopTown(home, SHOPS, listings, Duration.ofHours(1), true, ShopBench.NO_PACE)) {
      sell(town, warmUp);
      soldAt.clear();
      Duration worked = town.bot().cpu();
      long commits = commits(home);
      sell(town, sales);
      double cpu = town.bot().cpu().minus(worked).toNanos() / 1e6 / sales;
      long made = commits(home) - commits;
      double ofASale = made < 0 ? Double.NaN : (double) made / sales;
      Map<Long, Instant> toldAt = arrivals(town);
      Samples delays =
          new Samples(
              soldAt.entrySet().stream()
                  .map(sale -> Duration.between(sale.getValue(), toldAt.get(sale.getKey())))
                  .toList());
      String measuredBy =
          "sale, webhook, look, alert, arrival at Telegram; %d sell-outs after %d others"
              .formatted(sales, warmUp);
      return List.of(
          new Figure("webhook to Telegram, p50", delays.millis(0.50), "ms", 15, measuredBy),
          new Figure("webhook to Telegram, p99", delays.millis(0.99), "ms", 30, "the same"),
          new Figure(
              "processor a sale by webhook",
              cpu,
              "ms",
              10,
              "the same, one each %d ms; idling included".formatted(BETWEEN_SALES.toMillis())),
          Figure.told(
              "commits a sale by webhook",
              ofASale,
              "",
              "in the log of the database; of two webhooks, their own records included"));
    }
  }

  private void sell(ShopTown town, int count) throws IOException, InterruptedException {
    for (int sale = 0; sale < count; sale++) {
      SandboxListing listing = town.listings(sold % SHOPS).get(sold / SHOPS);
      sold++;
      soldAt.put(listing.id(), Instant.now());
      listing.sellsOut();
      TimeUnit.MILLISECONDS.sleep(BETWEEN_SALES.toMillis());
    }
    town.await(() -> arrivals(town).keySet().containsAll(soldAt.keySet()));
  }

  /** So many the log of the embedded database holds; it is made anew at 10 MB. */
  private static long commits(Path home) throws IOException {
    try (Stream<String> lines =
        Files.lines(home.resolve("lowstock.log"), StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> line.endsWith("COMMIT")).count();
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
}
