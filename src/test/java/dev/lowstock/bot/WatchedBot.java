package dev.lowstock.bot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.sandbox.FreePorts;
import dev.lowstock.sandbox.Person;
import dev.lowstock.sandbox.SandboxEtsy;
import dev.lowstock.sandbox.SandboxListing;
import dev.lowstock.sandbox.SandboxShop;
import dev.lowstock.sandbox.SandboxTelegram;
import dev.lowstock.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The whole bot in this process, against the sandbox, and what it tells over HTTP. */
final class WatchedBot implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final SandboxEtsy etsy = SandboxEtsy.start();
  final SandboxTelegram telegram = SandboxTelegram.start();
  final Person ada = telegram.person("Ada");
  final SandboxShop shop = etsy.shop("BlueMugs");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Stop stop = new Stop();
  private final int port;
  private final Bot bot;

  private WatchedBot(Map<String, String> own) throws Exception {
    port = FreePorts.next();
    Map<String, String> settings = new HashMap<>();
    settings.put("TELEGRAM_TOKEN", SandboxTelegram.TOKEN);
    settings.put("TELEGRAM_API_URL", telegram.baseUri());
    settings.put("ETSY_CONSUMER_KEY", etsy.keys().consumerKey());
    settings.put("ETSY_SHARED_SECRET", etsy.keys().sharedSecret());
    settings.put("ETSY_FEEDS_KEY", etsy.keys().feedsKey());
    settings.put("ETSY_API_URL", etsy.url().toString());
    settings.put("ETSY_CONNECT_URL", etsy.connectUrl().toString());
    settings.put("ETSY_REDIRECT_URI", "http://127.0.0.1:" + port + "/etsy/callback");
    settings.put("ETSY_API", "v2");
    settings.put("ETSY_POLL_PERIOD", "1s");
    settings.put("HTTP_PORT", Integer.toString(port));
    settings.putAll(own);
    etsy.registersRedirect("http://127.0.0.1:" + port + "/etsy/callback");
    bot = Bot.start(Settings.of(settings), stop);
  }

  static WatchedBot start(Path directory) throws Exception {
    return start(Map.of("DATABASE_FILE", directory.resolve("lowstock").toString()));
  }

  /** The same with Etsy's API v3; nobody has logged in. */
  static WatchedBot startV3(Path directory) throws Exception {
    return start(
        Map.of("DATABASE_FILE", directory.resolve("lowstock").toString(), "ETSY_API", "v3"));
  }

  static WatchedBot start(Map<String, String> database) throws Exception {
    return new WatchedBot(database);
  }

  /** Ada logs in and her mug sells out; returns when she has been told. */
  SandboxListing tellsOfASellOut() {
    SandboxListing mug = shop.lists("Blue mug", 1, "MUG-BLUE");
    String login = asksForLogin();
    ada.says("/pin " + shop.allows(login));
    ada.awaitMessage(message -> message.text().contains(shop.loginName()), PATIENCE);
    mug.sellsOut();
    ada.awaitMessage(message -> message.text().contains("MUG-BLUE"), PATIENCE);
    return mug;
  }

  /** What the button leads to that Ada is given. */
  private String asksForLogin() {
    ada.says("/start");
    return ada.awaitMessage(message -> !message.buttons().isEmpty(), PATIENCE)
        .buttons()
        .get(0)
        .url()
        .orElseThrow();
  }

  /** Ada logs in with API v3; returns when the shop was looked at. */
  void watchesV3() {
    String login = asksForLogin();
    shop.logsIn(login);
    ada.awaitMessage(message -> message.text().contains("I watch " + shop.name()), PATIENCE);
    ada.awaitMessage(message -> message.text().contains("now: "), PATIENCE);
  }

  HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(PATIENCE)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  int status(String path) throws Exception {
    return get(path).statusCode();
  }

  /** What a check says of itself, such as {@code UP the last poll was answered 1 s ago}. */
  String check(String name) throws Exception {
    JsonNode health = new ObjectMapper().readTree(get("/observe/health").body());
    for (JsonNode check : health.path("checks")) {
      if (check.path("name").asText().equals(name)) {
        return check.path("status").asText() + " " + check.path("message").asText();
      }
    }
    return "no check " + name;
  }

  /** The value of a series as it stands in the scrape, labels included; none if it is not there. */
  OptionalDouble metric(String series) throws Exception {
    return get("/observe/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst();
  }

  @Override
  public void close() {
    bot.close();
    stop.close();
    telegram.close();
    etsy.close();
  }
}
