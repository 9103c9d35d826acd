package dev.lowstock.planner;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/**
 * Decides when shops and listings are due for a look. Thread-safe.
 *
 * <p>While the quota allows, every shop is looked at once in a poll period. When it does not, calls
 * go first where a crossing is likeliest: each listing is due when its index (see {@link Outlook})
 * has grown to the price of a look, which is what the last looks brought. Most calls then sweep
 * over the listings of any seller that are due, a hundred a call; some go to shops, which shows
 * what sweeps cannot, such as new listings. What is due first comes first, and is not waited for:
 * the price only has to be about right.
 */
public final class LookPlan {
  /** Of the calls for looks, the part for shops while listings are swept over. */
  private static final double FOR_SHOPS = 0.15;

  /** Nothing stays unseen longer than three rounds; the rest is for delays. */
  private static final double LONGEST_ROUNDS = 2.9;

  /** Etsy may be a moment behind its own webhook: what it announced is looked for once more. */
  private static final Duration SECOND_LOOK = Duration.ofSeconds(15);

  /** A shop that seems to have lost most of its listings is not believed at once. */
  private static final Duration SECOND_THOUGHT = Duration.ofSeconds(5);

  /** After Etsy refused to give listings by their ids. */
  private static final Duration WITHOUT_SWEEPS = Duration.ofHours(1);

  /**
   * When a round takes longer, sweeps bring less than looks at shops: so much has happened to a
   * hundred listings by then that most calls are for the looks that follow.
   */
  private static final Duration SWEEPS_PAY = Duration.ofDays(2);

  private static final double SHORTEST_PART = 1e-4;
  private static final double PRECISION = 1.05;
  private static final double DAY_MILLIS = 86_400_000;

  private final InstantSource steady;
  private final DoubleSupplier callsPerSecond;
  private volatile Supplier<Duration> pollPeriod;
  private final Price priceOfLook = new Price(0.01);
  private final Price priceInSweep = new Price(0.0005);
  private volatile Round round = new Round(0, 0);
  private volatile Instant sweepsAgainAt = Instant.MIN;

  /**
   * Plans within a budget.
   *
   * @param callsPerSecond how many calls may go to looks
   * @param pollPeriod no shop is looked at more often, unless something is known to have happened
   */
  public LookPlan(InstantSource steady, DoubleSupplier callsPerSecond, Duration pollPeriod) {
    this.steady = steady;
    this.callsPerSecond = callsPerSecond;
    this.pollPeriod = () -> pollPeriod;
  }

  /** Goes by another poll period from now on, which may change from time to time. */
  public void follow(Supplier<Duration> period) {
    pollPeriod = period;
  }

  /** Takes note of what a look at every shop takes by now. */
  public void takes(Round newRound) {
    round = newRound;
  }

  /** Takes note of a shop that has come. */
  public void takesMore(int calls, int listings) {
    Round known = round;
    round = new Round(known.calls() + calls, known.listings() + listings);
  }

  /** True when the budget does not suffice to look at every shop in every poll period. */
  public boolean isScarce() {
    return length().compareTo(pollPeriod.get()) > 0;
  }

  /** True when most calls sweep over listings of all shops. */
  public boolean isSweeping() {
    return isScarce()
        && length().compareTo(SWEEPS_PAY) <= 0
        && round.calls() > 1
        && !steady.instant().isBefore(sweepsAgainAt);
  }

  /** How long a look at every shop takes with all calls for looks. */
  public Duration length() {
    return time(round.calls(), 1);
  }

  /** How long to wait for the next look at a shop after one that took so many calls. */
  public Duration afterLook(int calls) {
    return time(calls, isSweeping() ? FOR_SHOPS : 1);
  }

  /** How long to wait for the next sweep after one that took so many calls. */
  public Duration afterSweep(int calls) {
    return time(calls, 1 - FOR_SHOPS);
  }

  /**
   * After how long a shop that has just been seen is due again.
   *
   * @param listings that it has; asked for only if calls are scarce
   * @param calls that a look at it takes
   * @param unannounced the part of its news that webhooks do not tell, 0 to 1
   */
  public Duration untilLook(Iterable<Outlook> listings, int calls, double unannounced) {
    if (!isScarce()) {
      return pollPeriod.get();
    }
    List<Outlook> all = new ArrayList<>();
    listings.forEach(all::add);
    Duration longest = isSweeping() ? time(round.calls(), FOR_SHOPS) : longestUnseen();
    return until(days -> unannounced * index(all, days) / calls, priceOfLook, longest);
  }

  /**
   * After how long a listing that has just been seen is due for a sweep.
   *
   * @param unannounced the part of its news that webhooks do not tell, 0 to 1
   */
  public Duration untilSweep(Outlook listing, double unannounced) {
    return until(days -> unannounced * listing.index(days), priceInSweep, longestUnseen());
  }

  /**
   * Learns the price of a look from one that was made because the shop was next.
   *
   * @param listings as they were when they were last seen; asked for only if calls are scarce
   */
  public void looked(Iterable<Outlook> listings, int calls, double unannounced, Instant lookedAt) {
    if (!isScarce()) {
      return;
    }
    double index = 0;
    Duration longest = Duration.ZERO;
    for (Outlook listing : listings) {
      Duration unseen = Duration.between(listing.seenAt(), lookedAt);
      index += listing.index(unseen);
      longest = longer(longest, unseen);
    }
    learn(priceOfLook, unannounced * index / calls, longest);
  }

  /**
   * Learns the price of a place in a sweep from one.
   *
   * @param listing as it was when it was last seen
   */
  public void swept(Outlook listing, double unannounced, Instant sweptAt) {
    Duration unseen = Duration.between(listing.seenAt(), sweptAt);
    learn(priceInSweep, unannounced * listing.index(unseen), unseen);
  }

  /** Etsy refused to give listings by their ids: there are no sweeps for an hour. */
  public void refusedSweep() {
    sweepsAgainAt = steady.instant().plus(WITHOUT_SWEEPS);
  }

  /** When to look again after something was announced and nothing had changed yet. */
  public Duration secondLook() {
    return shorter(pollPeriod.get(), SECOND_LOOK);
  }

  /** When to look again before most of a shop is believed to be gone. */
  public Duration secondThought() {
    return shorter(pollPeriod.get(), SECOND_THOUGHT);
  }

  /**
   * After how long at most everything is seen again; also what sweeps show otherwise than looks.
   */
  public Duration longestUnseen() {
    return longer(pollPeriod.get(), time(round.calls(), 1 / LONGEST_ROUNDS));
  }

  /** While calls suffice, and of what came because it had waited for longest, there is no price. */
  private void learn(Price price, double index, Duration unseen) {
    if (isScarce() && Outlook.days(unseen) < 0.9 * Outlook.days(longestUnseen())) {
      price.learn(index);
    }
  }

  /** When an index that grows with the days reaches the price, to a few percent of that time. */
  private Duration until(DoubleUnaryOperator index, Price price, Duration longest) {
    double high = Outlook.days(longest);
    if (index.applyAsDouble(high) <= price.get()) {
      return longest;
    }
    double low = high * SHORTEST_PART;
    while (high > low * PRECISION) {
      double middle = Math.sqrt(low * high);
      if (index.applyAsDouble(middle) < price.get()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return longer(pollPeriod.get(), Duration.ofMillis((long) (high * DAY_MILLIS)));
  }

  private Duration time(long calls, double part) {
    return Duration.ofMillis((long) (1000 * calls / (part * callsPerSecond.getAsDouble())));
  }

  private static double index(List<Outlook> listings, double days) {
    double index = 0;
    for (Outlook listing : listings) {
      index += listing.index(days);
    }
    return index;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** What the last looks brought, the last ones most. */
  private static final class Price {
    private final double weight;
    private long learned;
    private double price;

    Price(double weight) {
      this.weight = weight;
    }

    synchronized double get() {
      return price;
    }

    synchronized void learn(double index) {
      learned++;
      price += (index - price) * Math.max(weight, 1.0 / learned);
    }
  }
}
