package dev.lowstock.bench;

import dev.lowstock.sandbox.EtsyCall;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One bot with an Etsy, a Telegram and sellers of its own, that is killed and started again. */
final class SoakedBot implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int SHOPS = 10;
  private static final Pattern SINCE = Pattern.compile("time_offset=(\\d+)");
  private static final int PLENTY = 100_000_000;

  /**
   * The feed of a thousand entries a second takes ten calls a second, and some more to catch up.
   */
  private static final List<String> OPTIONS =
      List.of("-Dlowstock.feedCallsPerSecond=100", "-Dlowstock.etsyCallsPerSecond=100");

  final SandboxEtsy etsy = SandboxEtsy.start();
  final SandboxTelegram telegram = SandboxTelegram.start();
  final Ledger ledger = new Ledger();
  final String api;
  private final Path home;
  private final Map<String, String> settings = new HashMap<>();
  private final List<SandboxShop> shops = new ArrayList<>();
  private final List<SandboxListing> forSale = new ArrayList<>();
  private BotProcess process;
  private int sales;

  /**
   * Starts the bot, opens the shops and logs their sellers in.
   *
   * @param home an empty directory for the database
   * @param stock listings for sale in all shops together that are to sell out one by one; 0: each
   *     is listed in the moment in which it sells out
   */
  SoakedBot(String api, Path home, int stock) throws IOException {
    this.api = api;
    this.home = home;
    String server = "http://127.0.0.1:" + FreePorts.next();
    settings.put("TELEGRAM_TOKEN", SandboxTelegram.TOKEN);
    settings.put("TELEGRAM_API_URL", telegram.baseUri());
    settings.put("ETSY_API", api);
    settings.put("ETSY_CONSUMER_KEY", etsy.keys().consumerKey());
    settings.put("ETSY_SHARED_SECRET", etsy.keys().sharedSecret());
    settings.put("ETSY_FEEDS_KEY", etsy.keys().feedsKey());
    settings.put("ETSY_API_URL", etsy.url().toString());
    // Each window of the feed begins five seconds early: a shorter period would mostly read again.
    settings.put("ETSY_POLL_PERIOD", api.equals("v2") ? "4s" : "1s");
    settings.put("DATABASE_FILE", home.resolve("lowstock").toString());
    settings.put("HTTP_PORT", server.substring(server.lastIndexOf(':') + 1));
    if (api.equals("v3")) {
      takeWebhooks(server);
    }
    telegram.onMessage(ledger::read);
    process = BotProcess.start(home, settings, OPTIONS, true);
    for (int number = 0; number < SHOPS; number++) {
      SandboxShop shop = etsy.shop("Shop" + number);
      for (int listing = 0; listing < stock / SHOPS; listing++) {
        forSale.add(shop.lists("Mug " + listing, 1, "MUG-" + listing));
      }
      logIn(shop, telegram.person("Seller " + number));
      shops.add(shop);
    }
  }

  private void takeWebhooks(String server) {
    String secret = WebhookSigner.exampleSecret();
    settings.put("ETSY_CONNECT_URL", etsy.connectUrl().toString());
    settings.put("ETSY_REDIRECT_URI", server + "/etsy/callback");
    settings.put("ETSY_WEBHOOK_SECRET", secret);
    etsy.registersRedirect(server + "/etsy/callback");
    etsy.limitsCalls(1000, PLENTY);
    // A process that dies while it renews an access costs its seller a log-in: that is not told
    // here.
    etsy.accessTokensLive(Duration.ofDays(30));
    etsy.sendsWebhooksTo(URI.create(server + "/etsy/webhook"), secret);
  }

  private void logIn(SandboxShop shop, Person seller) {
    seller.says("/start");
    String login =
        seller
            .awaitMessage(message -> !message.buttons().isEmpty(), PATIENCE)
            .buttons()
            .get(0)
            .url()
            .orElseThrow();
    if (api.equals("v3")) {
      String unused = shop.logsIn(login);
      seller.awaitMessage(message -> message.text().contains("for sale"), PATIENCE);
    } else {
      seller.says("/pin " + shop.allows(login));
      seller.awaitMessage(message -> message.text().contains("I watch"), PATIENCE);
    }
  }

  /** A listing of the next shop sells out. */
  void sellsOut() {
    SandboxListing listing =
        forSale.isEmpty()
            ? shops.get(sales % SHOPS).lists("Vase " + sales, 1, "VASE-" + sales)
            : forSale.get(sales % SHOPS * (forSale.size() / SHOPS) + sales / SHOPS);
    sales++;
    ledger.sold(listing.id());
    listing.sellsOut();
  }

  /** How far the window of the feed that was last asked for lies behind; v2. */
  Duration feedLag() {
    List<EtsyCall> calls = etsy.calls(EtsyEndpoint.FEED);
    Matcher since =
        SINCE.matcher(calls.isEmpty() ? "" : String.valueOf(calls.get(calls.size() - 1).query()));
    return since.find()
        ? Duration.between(Instant.ofEpochSecond(Long.parseLong(since.group(1))), Instant.now())
        : Duration.ZERO;
  }

  /** Ends the process in the middle of whatever it does, and starts it again. */
  void dies() throws IOException, InterruptedException {
    process.kill();
    process = BotProcess.start(home, settings, OPTIONS, true);
  }

  BotProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
    telegram.close();
    etsy.close();
  }
}
