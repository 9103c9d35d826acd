package dev.lowstock.operate;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Messages;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which troubles the bot has, as far as this node and the database know, and what the admins are
 * told of each. Thread-safe.
 */
public final class AdminTroubles {
  /** One that was passed over may be the first of many. */
  private static final Duration QUIET = Duration.ofHours(1);

  /** What two nodes have seen within less cannot be told apart: their ages are not exact. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final int NAMED_CHATS = 20;

  private final Messages messages;
  private final MeterRegistry meters;
  private final InstantSource steady;
  private final Sight key;
  private final Sight quota;
  private double passedOver;
  private @Nullable Instant passedOverAt;

  /**
   * What a node has seen of a trouble by itself.
   *
   * @param lasts how long ago it was last seen to be so; empty when it is not
   * @param over how long ago it was last seen not to be so; empty when that is not known
   */
  public record Sight(Supplier<Optional<Duration>> lasts, Supplier<Optional<Duration>> over) {
    /** Of what a node cannot see. */
    public static final Sight NONE = new Sight(Optional::empty, Optional::empty);
  }

  /**
   * Knows as much as these tell.
   *
   * @param key that Etsy refuses our key
   * @param quota that the day's calls are used up
   */
  public AdminTroubles(
      Messages messages, MeterRegistry meters, InstantSource steady, Sight key, Sight quota) {
    this.messages = messages;
    this.meters = meters;
    this.steady = steady;
    this.key = key;
    this.quota = quota;
  }

  /**
   * What the database knows.
   *
   * @param now its time
   * @param refused messages that Telegram refused
   * @param failing shops that could not be looked at for so long
   * @param looked shops that were looked at within that time
   * @param feeds feeds that were not read for so long
   * @param waiting events that have waited to be described for too long
   * @param waitingTrouble why they wait; null when no try has ended yet
   */
  record Facts(
      Instant now,
      long refused,
      long failing,
      long looked,
      long feeds,
      long waiting,
      @Nullable String waitingTrouble) {}

  /**
   * What is known of a trouble.
   *
   * @param lasts whether it lasts; otherwise it is over
   * @param at the time of the database at which that was so
   * @param quietSince before that the opposite must have been seen last for this to be news
   * @param message what the admins are told if it is
   */
  record Trouble(String name, boolean lasts, Instant at, Instant quietSince, Message message) {}

  /** What is known of each trouble; one that nothing is known of is left out. */
  synchronized List<Trouble> known(Facts facts) {
    Instant now = facts.now();
    List<Trouble> known = new ArrayList<>();
    boolean refusesKey = add(known, "key_refused", now, key);
    add(known, "quota_gone", now, quota);
    boolean away = (facts.failing() > 0 && facts.looked() == 0) || facts.feeds() > 0;
    // That Etsy refuses the key is another trouble, with another remedy.
    if (!away || !refusesKey) {
      known.add(known("etsy_away", away, now, Duration.ZERO));
    }
    String reason = facts.waitingTrouble();
    known.add(
        known(
            "events_waiting",
            facts.waiting() > 0,
            now,
            Duration.ZERO,
            Map.of("reason", reason == null ? messages.text(null, "trouble.noReason") : reason)));
    known.add(known("alerts_refused", facts.refused() > 0, now, Duration.ZERO));
    known.add(updates(now));
    return known;
  }

  /**
   * The message that names chats which the bot may not write to now.
   *
   * @param addresses of the chats, at least one
   */
  Message closedChats(List<String> addresses) {
    String named = addresses.stream().limit(NAMED_CHATS).collect(Collectors.joining(", "));
    int others = addresses.size() - NAMED_CHATS;
    String chats = others > 0 ? named + " … (+" + others + ")" : named;
    return new Message(
        messages.text(null, "trouble.chats_closed", Map.of("chats", chats)), List.of());
  }

  private boolean add(List<Trouble> known, String name, Instant now, Sight sight) {
    Optional<Duration> lasts = sight.lasts.get();
    lasts
        .map(age -> known(name, true, now.minus(age), MARGIN))
        .or(() -> sight.over.get().map(age -> known(name, false, now.minus(age), MARGIN)))
        .ifPresent(known::add);
    return lasts.isPresent();
  }

  private Trouble updates(Instant now) {
    double counted =
        meters.find("tg_updates").tag("outcome", "passed_over").counters().stream()
            .mapToDouble(Counter::count)
            .sum();
    if (counted > passedOver) {
      passedOver = counted;
      passedOverAt = steady.instant();
    }
    Instant last = passedOverAt;
    Duration age = last == null ? QUIET : Duration.between(last, steady.instant());
    return age.compareTo(QUIET) < 0
        ? known("updates_passed_over", true, now.minus(age), Duration.ZERO)
        : known("updates_passed_over", false, now, QUIET);
  }

  private Trouble known(String name, boolean lasts, Instant at, Duration quiet) {
    return known(name, lasts, at, quiet, Map.of());
  }

  private Trouble known(
      String name, boolean lasts, Instant at, Duration quiet, Map<String, ?> values) {
    Message message =
        new Message(messages.text(null, (lasts ? "trouble." : "over.") + name, values), List.of());
    return new Trouble(name, lasts, at, at.minus(quiet), message);
  }
}
