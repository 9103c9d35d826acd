package dev.lowstock.bench;

import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.sandbox.VariationStock;
import dev.lowstock.sandbox.WebhookSigner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An Etsy with shops, a Telegram with their sellers, and the bot between them, with API v3. */
final class ShopTown implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** On a slow machine, a first look takes a second for so many listings. */
  private static final int LISTINGS_A_SECOND = 200;

  /** One listing in so many has variations. */
  private static final int WITH_VARIATIONS = 5;

  private static final int PLENTY = 100_000_000;

  final SandboxEtsy etsy = SandboxEtsy.start();
  final SandboxTelegram telegram = SandboxTelegram.start();
  private final List<List<SandboxListing>> shops = new ArrayList<>();
  private final BotProcess bot;
  private final Instant begunAt;

  /** What is waited for. */
  @FunctionalInterface
  interface Condition {
    boolean isMet();
  }

  /**
   * Starts the bot, opens the shops, logs every seller in, and waits for the first looks.
   *
   * @param home an empty directory for the database
   */
  ShopTown(
      Path home,
      int shopCount,
      int listings,
      Duration pollPeriod,
      boolean webhooks,
      List<String> options)
      throws IOException {
    String server = "http://127.0.0.1:" + FreePorts.next();
    etsy.registersRedirect(server + "/etsy/callback");
    etsy.limitsCalls(1000, PLENTY);
    Map<String, String> settings = settings(home, server, pollPeriod);
    if (webhooks) {
      String secret = WebhookSigner.exampleSecret();
      settings.put("ETSY_WEBHOOK_SECRET", secret);
      etsy.sendsWebhooksTo(URI.create(server + "/etsy/webhook"), secret);
    }
    bot = BotProcess.start(home, settings, options, true);
    begunAt = open(shopCount, listings);
  }

  /** Opens one more shop, logs its seller in, and waits for the first look. */
  void opens(int listings) {
    Instant unused = open(1, listings);
  }

  /** Says when the first seller allowed the bot to look. */
  private Instant open(int shopCount, int listings) {
    List<SandboxShop> opened = new ArrayList<>();
    List<Person> sellers = new ArrayList<>();
    List<String> logIns = new ArrayList<>();
    for (int i = 0; i < shopCount; i++) {
      SandboxShop shop = etsy.shop("Shop" + shops.size());
      Person seller = telegram.person("Seller " + shops.size());
      shops.add(furnish(shop, listings));
      opened.add(shop);
      sellers.add(seller);
      logIns.add(logIn(seller));
    }
    Instant begun = Instant.now();
    for (int i = 0; i < shopCount; i++) {
      String unused = opened.get(i).logsIn(logIns.get(i));
    }
    Duration patience = PATIENCE.plusSeconds((long) shopCount * listings / LISTINGS_A_SECOND);
    for (Person seller : sellers) {
      seller.awaitMessage(message -> message.text().contains("for sale"), patience);
    }
    return begun;
  }

  /**
   * Waits until it is so.
   *
   * @throws IllegalStateException with what the bot has written when it takes too long
   */
  void await(Condition condition) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.isMet()) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("the bot did not do its part:\n" + log());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** When the first seller allowed the bot to look. */
  Instant begunAt() {
    return begunAt;
  }

  BotProcess bot() {
    return bot;
  }

  /** The listings without variations of a shop. */
  List<SandboxListing> listings(int shop) {
    return shops.get(shop);
  }

  String log() throws IOException {
    return bot.log();
  }

  @Override
  public void close() {
    bot.close();
    telegram.close();
    etsy.close();
  }

  private Map<String, String> settings(Path home, String server, Duration pollPeriod) {
    Map<String, String> settings = new HashMap<>();
    settings.put("TELEGRAM_TOKEN", SandboxTelegram.TOKEN);
    settings.put("TELEGRAM_API_URL", telegram.baseUri());
    settings.put("ETSY_CONSUMER_KEY", etsy.keys().consumerKey());
    settings.put("ETSY_SHARED_SECRET", etsy.keys().sharedSecret());
    settings.put("ETSY_API_URL", etsy.url().toString());
    settings.put("ETSY_CONNECT_URL", etsy.connectUrl().toString());
    settings.put("ETSY_REDIRECT_URI", server + "/etsy/callback");
    settings.put("ETSY_POLL_PERIOD", pollPeriod.toMillis() + "ms");
    settings.put("DATABASE_FILE", home.resolve("lowstock").toString());
    settings.put("HTTP_PORT", server.substring(server.lastIndexOf(':') + 1));
    return settings;
  }

  private static List<SandboxListing> furnish(SandboxShop shop, int listings) {
    List<SandboxListing> plain = new ArrayList<>();
    for (int i = 0; i < listings; i++) {
      if (i % WITH_VARIATIONS == 0) {
        shop.listsVariations(
            "Cup " + i,
            "Colour",
            new VariationStock("Blue", 5, "CUP-BLUE-" + i),
            new VariationStock("Sand", 5, "CUP-SAND-" + i),
            new VariationStock("Fern", 5, "CUP-FERN-" + i));
      } else {
        plain.add(shop.lists("Mug " + i, 1, "MUG-" + i));
      }
    }
    return plain;
  }

  /** Where Etsy asks the seller whether the bot may look. */
  private static String logIn(Person seller) {
    seller.says("/start");
    return seller
        .awaitMessage(message -> !message.buttons().isEmpty(), PATIENCE)
        .buttons()
        .get(0)
        .url()
        .orElseThrow();
  }
}
