package dev.lowstock.bot;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lowstock.sandbox.EtsyEndpoint;
import dev.lowstock.sandbox.EtsyFault;
import dev.lowstock.sandbox.TelegramFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What /observe/metrics counts, and that the dashboard asks for nothing else. */
class MetricsTest {
  private static final Path DASHBOARD = Path.of("deploy", "grafana", "lowstock.json");
  private static final Path RULES = Path.of("deploy", "prometheus", "lowstock.rules.yml");
  private static final Pattern SERIES = Pattern.compile("\\b[a-z]+(?:_[a-z0-9]+)+\\b");

  private WatchedBot bot;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    bot = WatchedBot.start(directory);
  }

  @AfterEach
  void close() {
    bot.close();
  }

  @Test
  void oneToldSellOutIsCountedOnceAtEveryStage() throws Exception {
    bot.tellsOfASellOut();

    await()
        .atMost(60, SECONDS)
        .untilAsserted(() -> assertThat(bot.metric("alert_latency_seconds_count")).hasValue(1));
    assertThat(bot.metric("alerts_total{outcome=\"delivered\"}")).hasValue(1);
    assertThat(bot.metric("alerts_total{outcome=\"postponed\"}")).hasValue(0);
    assertThat(bot.metric("alert_latency_seconds_sum").orElseThrow()).isBetween(0.0, 20.0);
    assertThat(bot.metric("etsy_updates_total{state=\"sold_out\"}").orElseThrow()).isPositive();
    // Each is a request of its own, and the feed is read on meanwhile.
    await()
        .atMost(60, SECONDS)
        .untilAsserted(
            () ->
                assertThat(bot.metric("etsy_feeds_listings_total").orElseThrow())
                    .isEqualTo(
                        bot.metric("etsy_updates_total{state=\"sold_out\"}").orElseThrow()
                            + bot.metric("etsy_updates_total{state=\"active\"}").orElse(0)));
    assertThat(bot.metric("etsy_feeds_api_calls_total{outcome=\"ok\"}").orElseThrow()).isPositive();
    for (String operation : List.of("request_token", "access_token", "self", "listing")) {
      assertThat(bot.metric(signedCalls(operation, "ok"))).as(operation).hasValue(1);
    }
    assertThat(bot.metric(commands("start", "answered"))).hasValue(1);
    assertThat(bot.metric(commands("pin", "answered"))).hasValue(1);
    assertThat(bot.metric("feed_lag_seconds").orElseThrow()).isBetween(0.0, 20.0);
    assertThat(bot.metric("outbox_oldest_seconds")).hasValue(0);
  }

  @Test
  void whatGoesWrongIsCountedByHow() throws Exception {
    bot.tellsOfASellOut();
    bot.etsy.breaks(EtsyEndpoint.FEED, EtsyFault.status(429, "Too many"), 1);
    bot.etsy.breaks(EtsyEndpoint.FEED, EtsyFault.cutOff(), 1);
    bot.etsy.breaks(EtsyEndpoint.REQUEST_TOKEN, EtsyFault.status(503, "Down"), 1);
    bot.ada.says("/start");
    bot.ada.says("/dance");
    bot.ada.says("/start");
    bot.ada.says("/pin 00000000");

    await()
        .atMost(60, SECONDS)
        .untilAsserted(
            () -> {
              assertThat(bot.metric("etsy_feeds_api_calls_total{outcome=\"rate_limited\"}"))
                  .hasValue(1);
              assertThat(
                      bot.metric("etsy_feeds_api_calls_total{outcome=\"failed\"}").orElse(0)
                          + bot.metric("etsy_feeds_api_calls_total{outcome=\"unreachable\"}")
                              .orElse(0))
                  .isEqualTo(1);
              assertThat(bot.metric(signedCalls("request_token", "failed"))).hasValue(1);
              assertThat(bot.metric(signedCalls("access_token", "refused"))).hasValue(1);
              assertThat(bot.metric(commands("start", "etsy_away"))).hasValue(1);
              assertThat(bot.metric(commands("start", "answered"))).hasValue(2);
              assertThat(bot.metric(commands("pin", "pin_refused"))).hasValue(1);
              assertThat(bot.metric(commands("unknown", "answered"))).hasValue(1);
            });
  }

  @Test
  void aHeldBackAndABlockedChatAreCounted() throws Exception {
    bot.tellsOfASellOut();
    bot.telegram.failNext(1, "sendMessage", TelegramFault.rateLimits(1));
    bot.shop.lists("Red mug", 1, "MUG-RED").sellsOut();
    bot.ada.awaitMessage("MUG-RED");
    bot.telegram.failNext(
        1, "sendMessage", TelegramFault.refuses(403, "Forbidden: bot was blocked by the user"));
    bot.shop.lists("Tall mug", 1, "MUG-TALL").sellsOut();

    await()
        .atMost(60, SECONDS)
        .untilAsserted(
            () -> {
              assertThat(bot.metric("alerts_total{outcome=\"delivered\"}")).hasValue(2);
              assertThat(bot.metric("alerts_total{outcome=\"rate_limited\"}")).hasValue(1);
              assertThat(bot.metric("alerts_total{outcome=\"retired\"}")).hasValue(1);
            });
  }

  @Test
  void everyMetricSaysWhatItIsAndNoneNamesAChatOrAPerson() throws Exception {
    bot.tellsOfASellOut();

    List<String> scrape = bot.get("/observe/metrics").body().lines().toList();

    assertThat(scrape)
        .filteredOn(line -> line.startsWith("# HELP"))
        .isNotEmpty()
        .allMatch(line -> line.split(" ", 4).length == 4 && !line.split(" ", 4)[3].isBlank());
    assertThat(scrape)
        .noneMatch(line -> line.contains(Long.toString(bot.ada.chatId())))
        .noneMatch(line -> line.contains(Long.toString(bot.shop.sellerId())))
        .noneMatch(line -> line.contains("camelContext"));
  }

  @Test
  void everyMetricOfV3SaysWhatItIs(@TempDir Path directory) throws Exception {
    try (WatchedBot looking = WatchedBot.startV3(directory)) {
      assertThat(looking.get("/observe/metrics").body().lines())
          .filteredOn(line -> line.startsWith("# HELP"))
          .anyMatch(line -> line.contains("etsy_quota_remaining"))
          .allMatch(line -> line.split(" ", 4).length == 4 && !line.split(" ", 4)[3].isBlank());
    }
  }

  @Test
  void theDashboardAndTheRulesAskForNothingThatIsNotThere(@TempDir Path directory)
      throws Exception {
    bot.tellsOfASellOut();
    // Pauses are there from the first on.
    System.gc();
    await().atMost(60, SECONDS).until(() -> scrape().contains("jvm_gc_pause_seconds_sum"));
    String scrape = scrape();
    try (WatchedBot looking = WatchedBot.startV3(directory)) {
      scrape += looking.get("/observe/metrics").body();
    }
    List<String> series = scrape.lines().toList();
    JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
    Stream<String> rules =
        Files.readString(RULES)
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("expr: "))
            .map(line -> line.substring("expr: ".length()));
    String expressions =
        Stream.concat(dashboard.findValuesAsText("expr").stream(), rules)
            // What is told apart by, or chosen by, is no metric.
            .map(expression -> expression.replaceAll("\\{[^}]*}|\\b(by|sum by) ?\\([^)]*\\)", ""))
            .collect(Collectors.joining("\n"));

    Set<String> asked =
        SERIES
            .matcher(expressions)
            .results()
            .map(MatchResult::group)
            .filter(name -> !name.equals("histogram_quantile"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(asked).hasSizeGreaterThan(15);
    assertThat(asked)
        .allMatch(name -> series.stream().anyMatch(line -> line.matches(name + "[ {].*")));
  }

  private String scrape() throws Exception {
    return bot.get("/observe/metrics").body();
  }

  private static String signedCalls(String operation, String outcome) {
    return "etsy_open_api_calls_total{operation=\"%s\",outcome=\"%s\"}"
        .formatted(operation, outcome);
  }

  private static String commands(String command, String outcome) {
    return "tg_commands_total{command=\"%s\",outcome=\"%s\"}".formatted(command, outcome);
  }
}
