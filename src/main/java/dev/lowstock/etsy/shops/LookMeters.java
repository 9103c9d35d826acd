package dev.lowstock.etsy.shops;

import dev.lowstock.etsy.api.EtsyQuota;
import dev.lowstock.planner.LookPlan;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Counts looks by their reason, and what sweeps found; shows what the plan has to spend. */
public final class LookMeters {
  private final MeterRegistry meters;

  /** Offers {@code look_budget} in calls a day, and {@code look_round} in seconds. */
  public LookMeters(MeterRegistry meters, EtsyQuota quota, LookPlan plan) {
    this.meters = meters;
    for (LookReason reason : LookReason.values()) {
      Counter unused = looks(reason);
    }
    meters.gauge("look_budget", quota, q -> q.looksPerSecond() * Duration.ofDays(1).toSeconds());
    TimeGauge.builder("look_round", plan, TimeUnit.MILLISECONDS, p -> p.length().toMillis())
        .register(meters);
  }

  /** A look was recorded. */
  public void looked(Look look) {
    looks(look.reason()).increment();
  }

  /** A sweep was recorded. */
  public void swept(SweepOutcome sweep) {
    for (SweptListing listing : sweep.listings()) {
      if (listing.asked()) {
        String outcome =
            listing.suspected() ? "suspected" : listing.hasSold() ? "sold" : "unchanged";
        meters.counter("swept_listings", "outcome", outcome).increment();
      }
    }
  }

  private Counter looks(LookReason reason) {
    return meters.counter("looks", "reason", reason.name().toLowerCase(Locale.ROOT));
  }
}
