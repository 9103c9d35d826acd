package dev.lowstock.bot;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The meters of a run: what each means, the buckets of the histogram, and which of Camel's are left
 * out. A route or a class that counts needs only the name.
 */
final class Metrics {
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("lowstock.info", "Always 1; the label names the version that runs"),
          Map.entry("etsy_feeds_api_calls", "Calls of Etsy's listings feed"),
          Map.entry("etsy_open_api_calls", "Calls of Etsy's API, but for the feed of v2"),
          Map.entry("etsy_answer_age", "Seconds since Etsy last answered a call of API v3"),
          Map.entry("etsy_quota_limit", "Calls a day that Etsy allows, by its last answer"),
          Map.entry(
              "etsy_quota_remaining", "Calls of the day that are left, by Etsy's last answer"),
          Map.entry("looks", "Looks at shops that were recorded, and why they were made"),
          Map.entry("look_budget", "Calls a day that may go to looks and sweeps, as things stand"),
          Map.entry("look_round", "How long a look at every shop takes with all calls for looks"),
          Map.entry("swept_listings", "Listings in sweeps, and how the sweep found them"),
          Map.entry(
              "sweep_lag", "How long the listing that waits longest has been due for a sweep"),
          Map.entry("shop_lag", "How long the shop that waits longest has been due for a look"),
          Map.entry("etsy_feeds_listings", "Entries read from Etsy's listings feed"),
          Map.entry("etsy_updates", "Entries read from Etsy's listings feed, by listing state"),
          Map.entry("etsy_feeds_answer_age", "Seconds since the last good answer of the feed"),
          Map.entry("feed_lag", "How far the recorded place in the feed is behind Etsy's time"),
          Map.entry("etsy_webhooks", "Webhooks that were delivered as Etsy's, and what they were"),
          Map.entry("tg_api_calls", "Calls of the Bot API"),
          Map.entry("tg_updates", "Updates from Telegram: dealt with, or passed over as poisonous"),
          Map.entry("tg_commands", "What people asked of the bot, and how it ended"),
          Map.entry("tg_poll_answer_age", "Seconds since Telegram last answered a poll"),
          Map.entry("tg_polls", "1 on the node that polls Telegram, 0 on the others"),
          Map.entry("alerts", "What became of alerts; one that is put off counts at each try"),
          Map.entry("alert_latency", "From a stock event's notice to the delivery of its alert"),
          Map.entry("events_waiting", "Stock events that are noticed and not described yet"),
          Map.entry("events_oldest", "Age of the stock event that has waited for longest"),
          Map.entry("events_withheld", "Stock events that filter-stock-events told nobody"),
          Map.entry("outbox_alerts", "Alerts that are owed and not delivered yet"),
          Map.entry(
              "outbox_oldest",
              "Age of the alert that has been owed for longest, to a chat that may be written to"),
          Map.entry(
              "garbage_collection_share",
              "Part of the last minute that went to collecting garbage, 0 to 1"),
          Map.entry("closed_chats", "Chats that the bot may not write to now"));

  /** Of Camel's own, these say by route what is done, what failed and how long it took. */
  private static final Set<String> KEPT_OF_CAMEL =
      Set.of("camel.exchanges.total", "camel.exchanges.failed", "camel.route.policy");

  /** Series that exist before anything happens: an alert rule sees the first failure too. */
  private static final Map<String, List<String>> OUTCOMES =
      Map.of(
          "alerts",
              List.of(
                  "delivered",
                  "refused",
                  "retired",
                  "postponed",
                  "rate_limited",
                  "withdrawn",
                  "dropped",
                  "expired"),
          "etsy_webhooks",
              List.of(
                  "accepted",
                  "repeated",
                  "unknown_type",
                  "foreign_shop",
                  "bad_signature",
                  "too_old",
                  "malformed",
                  "over_limit"),
          "swept_listings", List.of("unchanged", "sold", "suspected"),
          "etsy_feeds_api_calls",
              List.of("ok", "refused", "rate_limited", "failed", "unreachable"));

  private static final double[] LATENCY_BUCKETS =
      Stream.of("0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "30", "60", "300", "1800")
          .mapToDouble(seconds -> Double.parseDouble(seconds) * Duration.ofSeconds(1).toNanos())
          .toArray();

  private Metrics() {}

  static PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters
        .config()
        .meterFilter(MeterFilter.deny(Metrics::isNoise))
        // One is another at every start, the other is always the same.
        .meterFilter(MeterFilter.ignoreTags("camelContext", "eventType"))
        .meterFilter(MeterFilter.renameTag("camel.", "routeId", "route"))
        .meterFilter(new Filter());
    meters.gauge("lowstock.info", Tags.of("version", Version.number()), 1);
    meters.counter("events_withheld");
    OUTCOMES.forEach(
        (name, outcomes) -> outcomes.forEach(outcome -> meters.counter(name, "outcome", outcome)));
    return meters;
  }

  private static boolean isNoise(Meter.Id id) {
    return id.getName().startsWith("camel.") && !KEPT_OF_CAMEL.contains(id.getName());
  }

  private static final class Filter implements MeterFilter {

    @Override
    public Meter.Id map(Meter.Id id) {
      String meaning = MEANINGS.get(id.getName());
      return meaning == null
          ? id
          : new Meter.Id(
              id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), meaning, id.getType());
    }

    @Override
    public DistributionStatisticConfig configure(
        Meter.Id id, DistributionStatisticConfig configuration) {
      return id.getName().equals("alert_latency")
          ? DistributionStatisticConfig.builder()
              .serviceLevelObjectives(LATENCY_BUCKETS)
              .build()
              .merge(configuration)
          : configuration;
    }
  }
}
