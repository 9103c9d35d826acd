package dev.lowstock.etsy.v3;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides which shop comes next: the one that is due first, and a shop that has been looked at is
 * due again when every other had its turn.
 *
 * <p>While the quota allows, that is after the poll period; else after as long as a round of all
 * shops takes. When a round takes longer and shops are small, half of the calls sweep over listings
 * of all shops, a hundred a call, to find out sooner which shop is worth a look.
 */
public final class LookPlan {
  /** Etsy may be a moment behind its own webhook: what it announced is looked for once more. */
  private static final Duration SECOND_LOOK = Duration.ofSeconds(15);

  /** A shop that seems to have lost most of its listings is not believed at once. */
  private static final Duration SECOND_THOUGHT = Duration.ofSeconds(5);

  /** Listings of a shop on average, below which a sweep sees twice as many as a look. */
  private static final int SMALL_SHOP = 50;

  private final EtsyQuota quota;
  private final Duration pollPeriod;

  public LookPlan(EtsyQuota quota, Duration pollPeriod) {
    this.quota = quota;
    this.pollPeriod = pollPeriod;
  }

  /** True while shops may be looked at that nobody asked for. */
  public boolean allowsLooks() {
    return quota.allowsLooks();
  }

  /** After how long a shop that has been looked at is due again. */
  public Duration period(Round round) {
    Duration length = length(round);
    if (length.compareTo(pollPeriod) <= 0) {
      return pollPeriod;
    }
    return sweeps(round) ? length.multipliedBy(2) : length;
  }

  /**
   * How long to wait between two calls that sweep over listings; nothing when that does not pay.
   */
  public Optional<Duration> betweenSweeps(Round round) {
    return sweeps(round) && allowsLooks()
        ? Optional.of(Duration.ofMillis((long) (2 * 1000 / quota.looksPerSecond())))
        : Optional.empty();
  }

  private boolean sweeps(Round round) {
    return length(round).compareTo(pollPeriod) > 0 && round.listings() < round.calls() * SMALL_SHOP;
  }

  private Duration length(Round round) {
    return Duration.ofMillis((long) (1000 * round.calls() / quota.looksPerSecond()));
  }

  /** When to look again after something was announced and nothing had changed yet. */
  Duration secondLook(Duration period) {
    return period.compareTo(SECOND_LOOK) < 0 ? period : SECOND_LOOK;
  }

  /** When to look again before most of a shop is believed to be gone. */
  Duration secondThought(Duration period) {
    return period.compareTo(SECOND_THOUGHT) < 0 ? period : SECOND_THOUGHT;
  }
}
