package dev.lowstock.telegram;

import dev.lowstock.alert.Message;
import dev.lowstock.alert.Messages;
import dev.lowstock.store.Rows;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which troubles the bot has, as far as this node and the database know, and what the admins are
 * told of each.
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
   * What is known of each trouble: its {@code name}, whether it {@code lasts}, {@code at} what time
   * of the database's clock that was so, before what time ({@code quietSince}) the opposite must
   * have been seen last for it to be news, and the {@code message} of it. A trouble that nothing is
   * known of is left out.
   *
   * @param row of select-troubles
   */
  public synchronized List<Map<String, Object>> known(Map<String, Object> row) {
    Instant now = Rows.instant(row, "now");
    List<Map<String, Object>> known = new ArrayList<>();
    boolean refusesKey = add(known, "key_refused", now, key);
    add(known, "quota_gone", now, quota);
    boolean away =
        (Rows.number(row, "failing") > 0 && Rows.number(row, "looked") == 0)
            || Rows.number(row, "feeds") > 0;
    // That Etsy refuses the key is another trouble, with another remedy.
    if (!away || !refusesKey) {
      known.add(known("etsy_away", away, now, Duration.ZERO));
    }
    String reason = (String) row.get("waiting_trouble");
    known.add(
        known(
            "events_waiting",
            Rows.number(row, "waiting") > 0,
            now,
            Duration.ZERO,
            Map.of("reason", reason == null ? "no try has ended yet" : reason)));
    known.add(known("alerts_refused", Rows.number(row, "refused") > 0, now, Duration.ZERO));
    known.add(updates(now));
    return known;
  }

  /**
   * The message that names chats which the bot may not write to now.
   *
   * @param rows of lock-closed-chats, at least one
   */
  public Message closedChats(List<Map<String, Object>> rows) {
    String named =
        rows.stream()
            .limit(NAMED_CHATS)
            .map(row -> Rows.text(row, "address"))
            .collect(Collectors.joining(", "));
    int others = rows.size() - NAMED_CHATS;
    String chats = others > 0 ? named + " … (+" + others + ")" : named;
    return new Message(
        messages.text(null, "trouble.chats_closed", Map.of("chats", chats)), List.of());
  }

  private boolean add(List<Map<String, Object>> known, String name, Instant now, Sight sight) {
    Optional<Duration> lasts = sight.lasts.get();
    lasts
        .map(age -> known(name, true, now.minus(age), MARGIN))
        .or(() -> sight.over.get().map(age -> known(name, false, now.minus(age), MARGIN)))
        .ifPresent(known::add);
    return lasts.isPresent();
  }

  private Map<String, Object> updates(Instant now) {
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

  private Map<String, Object> known(String name, boolean lasts, Instant at, Duration quiet) {
    return known(name, lasts, at, quiet, Map.of());
  }

  private Map<String, Object> known(
      String name, boolean lasts, Instant at, Duration quiet, Map<String, ?> values) {
    Message message =
        new Message(messages.text(null, (lasts ? "trouble." : "over.") + name, values), List.of());
    return Map.of(
        "name",
        name,
        "lasts",
        lasts,
        "word",
        lasts ? "begun" : "over",
        "at",
        time(at),
        "quietSince",
        time(at.minus(quiet)),
        "message",
        message);
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
