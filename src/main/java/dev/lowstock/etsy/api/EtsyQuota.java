package dev.lowstock.etsy.api;

import dev.lowstock.etsy.EtsyUnavailable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many calls Etsy allows us, as its answers say (Open API v3, rate limits): so many a second,
 * and so many in a sliding window of 24 hours. One quota for all shops and all calls, but for what
 * Etsy refuses one seller alone. Thread-safe.
 *
 * <p>The day's calls are spent evenly on looks at shops, and a tenth is kept for log-ins, SKUs and
 * webhooks. As Etsy counts every node's calls, so its headers make the nodes share.
 */
public final class EtsyQuota {
  /** Of the second's calls: Etsy may count a little otherwise, and other nodes call too. */
  private static final double OF_A_SECOND = 0.9;

  /** Of the day's calls, for what people wait for. */
  private static final double RESERVE = 0.1;

  /** Below this much above the reserve, looks become rarer. */
  private static final double CUSHION = 0.1;

  private static final double SLOWEST = 0.05;
  private static final Duration DAY = Duration.ofDays(1);

  /** What was left is not known any more: the window has slid on, and only an answer tells. */
  private static final Duration STALE = Duration.ofMinutes(1);

  private static final Duration LONGEST_GUESS = Duration.ofMinutes(15);

  /** As long as one seller's calls wait at most. */
  private static final Duration LONGEST_HOLD = Duration.ofHours(1);

  /** Refusals because of the second that are so close have the same cause. */
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final InstantSource steady;
  private int perSecond;
  private int perDay;
  private int remaining;
  private int refusals;
  private boolean takenKey;
  private boolean gone;
  private @Nullable Instant heldSince;
  private Instant closedUntil = Instant.EPOCH;
  private Instant answeredAt = Instant.EPOCH;
  private @Nullable EtsyCall granted;
  private @Nullable Long refusedSeller;
  private Instant refusedAt = Instant.EPOCH;
  private boolean grantedSince;

  /**
   * Counts with these limits until Etsy says others.
   *
   * @param perSecond calls
   * @param perDay calls
   */
  public EtsyQuota(InstantSource steady, MeterRegistry meters, int perSecond, int perDay) {
    this.steady = steady;
    this.perSecond = perSecond;
    this.perDay = perDay;
    this.remaining = perDay;
    meters.gauge("etsy_quota_limit", this, EtsyQuota::perDay);
    meters.gauge("etsy_quota_remaining", this, EtsyQuota::remaining);
  }

  /** How many calls may leave in any second. */
  synchronized int callsPerSecond() {
    return Math.max(1, (int) (perSecond * OF_A_SECOND));
  }

  /**
   * Lets a call pass, unless Etsy told us to wait.
   *
   * @throws EtsyUnavailable until the wait is over
   */
  synchronized void requireOpen() {
    Duration left = Duration.between(steady.instant(), closedUntil);
    if (left.compareTo(Duration.ZERO) > 0) {
      throw new EtsyUnavailable(
          "Etsy's quota is used up; no call for another " + left.toSeconds() + " s", left, true);
    }
  }

  /**
   * Reads the limits off an answer.
   *
   * @return true when Etsy refused the seller of the call (429), and nobody else: then all others
   *     go on as before
   */
  synchronized boolean answered(EtsyCall call, EtsyAnswer answer, Map<String, Object> headers) {
    boolean usedUp = call.sellerId() == null || saysUsedUp(call, headers);
    if (answer.isRateLimit() && call.sellerId() != null) {
      boolean alone = !usedUp && refusals == 0 && !isOneOfSeveral(call.sellerId(), answer);
      refusedSeller = call.sellerId();
      refusedAt = steady.instant();
      grantedSince = false;
      if (alone) {
        return true;
      }
    }
    takenKey |= answer.status() == 200;
    answeredAt = steady.instant();
    perSecond = number(headers, "x-limit-per-second").filter(n -> n > 0).orElse(perSecond);
    perDay = number(headers, "x-limit-per-day").filter(n -> n > 0).orElse(perDay);
    remaining = number(headers, "x-remaining-today").orElse(Math.max(0, remaining - 1));
    if (remaining == 0 || answer.isDailyLimit()) {
      gone = true;
    } else if (isPlenty()) {
      gone = false;
    }
    if (!gone && isPlenty() && !answer.isRateLimit()) {
      heldSince = null;
    } else if (heldSince == null) {
      heldSince = answeredAt;
    }
    if (!answer.isRateLimit()) {
      refusals = 0;
      granted = call;
      grantedSince = true;
      return false;
    }
    Duration wait = wait(answer, refusals);
    refusals++;
    // Where Etsy does not say that it is the key, that is a guess as well.
    close(usedUp ? wait : shorter(wait, LONGEST_GUESS));
    return false;
  }

  /**
   * How long the calls of a seller wait whom Etsy refused.
   *
   * @param before how often in a row it had refused that seller before
   */
  long secondsToHold(EtsyAnswer answer, int before) {
    return shorter(wait(answer, before), LONGEST_HOLD).toSeconds();
  }

  /** True once Etsy has given what was asked since the start, and so has taken our key. */
  public synchronized boolean hasAnswered() {
    return takenKey;
  }

  /**
   * True while the day's calls suffice for looks that nobody asked for; and once a minute when they
   * do not, as nothing else may ask Etsy whether there are more by now.
   */
  public synchronized boolean allowsLooks() {
    Instant now = steady.instant();
    boolean stale = !now.isBefore(answeredAt.plus(STALE));
    return !now.isBefore(closedUntil) && (stale || remaining > perDay * RESERVE);
  }

  /** How many calls a second may go to looks, so that the day's calls last for the day. */
  public synchronized double looksPerSecond() {
    double evenly = perDay * (1 - RESERVE) / DAY.toSeconds();
    double above = (remaining - perDay * RESERVE) / (perDay * CUSHION);
    return Math.min(evenly * Math.max(SLOWEST, Math.min(1, above)), callsPerSecond());
  }

  /** For how long Etsy told us to wait still. */
  public Optional<Duration> closedFor() {
    Duration left = Duration.between(steady.instant(), closedUntil());
    return left.compareTo(Duration.ZERO) > 0 ? Optional.of(left) : Optional.empty();
  }

  /**
   * Since Etsy last said that the day's calls are used up; nothing while they are not, nor since
   * they were, until there are enough again for looks.
   */
  public synchronized Optional<Duration> sinceGone() {
    return gone ? sinceAnswer() : Optional.empty();
  }

  /** Since Etsy last said that there are calls enough for looks; nothing when it did not. */
  public synchronized Optional<Duration> sincePlenty() {
    return !gone && isPlenty() && answeredAt.isAfter(Instant.EPOCH)
        ? sinceAnswer()
        : Optional.empty();
  }

  /** As long as Etsy says, and at least longer each time. */
  private static Duration wait(EtsyAnswer answer, int before) {
    Duration guess = answer.isDailyLimit() ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
    Duration wait = shorter(guess.multipliedBy(1L << Math.min(before, 10)), LONGEST_GUESS);
    Duration asked = answer.asked();
    return asked == null || asked.compareTo(wait) < 0 ? wait : asked;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** True when Etsy says that the key has no call left in this second or today. */
  private boolean saysUsedUp(EtsyCall call, Map<String, Object> headers) {
    return isZero(headers, "x-remaining-this-second")
        // As Etsy's documents spell it.
        || isZero(headers, "x-remaining-this-secon")
        || (isZero(headers, "x-remaining-today") && !hadMoreFor(call));
  }

  /**
   * True when Etsy has just told somebody else of more calls than can have been made since: it was
   * seen to say that none is left where that was not so (developers' reports).
   */
  private boolean hadMoreFor(EtsyCall call) {
    Duration since = Duration.between(answeredAt, steady.instant());
    return granted != null
        && !Objects.equals(granted.sellerId(), call.sellerId())
        && since.compareTo(STALE) < 0
        && remaining > perSecond * (since.toSeconds() + 1);
  }

  /** True when another seller was refused too, and nothing since shows that calls are left. */
  private boolean isOneOfSeveral(long sellerId, EtsyAnswer answer) {
    if (refusedSeller == null || refusedSeller == sellerId) {
      return false;
    }
    return answer.isDailyLimit() ? !grantedSince : refusedAt.plus(CLOSE).isAfter(steady.instant());
  }

  /**
   * For how long looks that nobody asked for have been held back, as the day's calls are used up or
   * the last of them are kept; 0 while they are not.
   */
  public synchronized long secondsHeld() {
    Instant since = heldSince;
    if (since == null) {
      return 0;
    }
    long seconds = Math.max(1, Duration.between(since, steady.instant()).toSeconds());
    // A refusal of a moment, as of too many calls in a second, is not worth a word.
    return gone || !isPlenty() || seconds >= 60 ? seconds : 0;
  }

  private boolean isPlenty() {
    return remaining > perDay * RESERVE;
  }

  private Optional<Duration> sinceAnswer() {
    return Optional.of(Duration.between(answeredAt, steady.instant()));
  }

  private synchronized Instant closedUntil() {
    return closedUntil;
  }

  public synchronized int perDay() {
    return perDay;
  }

  public synchronized int remaining() {
    return remaining;
  }

  private void close(Duration wait) {
    Instant until = steady.instant().plus(wait);
    if (until.isAfter(closedUntil)) {
      closedUntil = until;
    }
  }

  private static boolean isZero(Map<String, Object> headers, String name) {
    return number(headers, name).filter(left -> left == 0).isPresent();
  }

  private static Optional<Integer> number(Map<String, Object> headers, String name) {
    for (Map.Entry<String, Object> header : headers.entrySet()) {
      // Case differs by proxy.
      if (header.getKey().equalsIgnoreCase(name)) {
        String text = text(header.getValue());
        return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString().strip();
  }
}
