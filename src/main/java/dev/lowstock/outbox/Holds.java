package dev.lowstock.outbox;

import dev.lowstock.outbox.ChatSettings.Digest;
import dev.lowstock.outbox.ChatSettings.HowOften;
import dev.lowstock.outbox.ChatSettings.OneOfAKind;
import dev.lowstock.outbox.ChatSettings.Quiet;
import dev.lowstock.stock.StockEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges by what a chat chose whether it is told of a stock event now, later, or not at all.
 *
 * <p>What wins, in this order: a mute; what the chat chose for one-of-a-kind listings; a pause; a
 * sell-out that is let through; the digest; quiet hours. Times of day are those of the chat's zone:
 * one that the clock skips is when it skips it; one that comes twice begins quiet hours the first
 * time, and ends them the second.
 */
public final class Holds {
  private static final Set<String> SOLD_OUT =
      Set.of(StockEvent.SOLD_OUT, StockEvent.VARIATION_SOLD_OUT);

  /** Why an alert waits. Those that waited for the same become one message. */
  public enum Reason {
    PAUSE,
    DIGEST,
    QUIET
  }

  /** Why an alert is never told. */
  public enum Silence {
    MUTED,
    ONE_OF_A_KIND
  }

  /**
   * An alert that is due.
   *
   * @param kind of its stock event
   * @param muted whether the chat muted the listing, and the mute is in force
   * @param oneOfAKind whether the listing never had more than one
   * @param owedAt when it was owed
   * @param held what it waited for last; null when it did not wait
   */
  public record Waiting(
      String kind, boolean muted, boolean oneOfAKind, Instant owedAt, @Nullable Reason held) {}

  /**
   * What becomes of an alert. It is told now when {@code silence} and {@code reason} are null.
   *
   * @param silence why it is never told
   * @param reason why it waits
   * @param until when it is to be judged again; null unless it waits
   */
  public record Verdict(
      @Nullable Silence silence, @Nullable Reason reason, @Nullable Instant until) {
    static final Verdict TOLD = new Verdict(null, null, null);

    public boolean isTold() {
      return silence == null && reason == null;
    }

    private static Verdict never(Silence silence) {
      return new Verdict(silence, null, null);
    }

    private static Verdict waits(Reason reason, Instant until) {
      return new Verdict(null, reason, until);
    }
  }

  /** What becomes of an alert that is due at an instant. */
  public Verdict judge(ChatSettings chat, Waiting alert, Instant now) {
    if (alert.muted()) {
      return Verdict.never(Silence.MUTED);
    }
    boolean single = alert.oneOfAKind() && alert.kind().equals(StockEvent.SOLD_OUT);
    if (single && chat.oneOfAKind() == OneOfAKind.OFF) {
      return Verdict.never(Silence.ONE_OF_A_KIND);
    }
    Instant quietUntil = quietUntil(chat, now);
    Instant pausedUntil = chat.pausedUntil();
    if (pausedUntil != null && pausedUntil.isAfter(now)) {
      return Verdict.waits(Reason.PAUSE, endOfNight(chat, pausedUntil));
    }
    if (alert.held() == Reason.PAUSE) {
      // All of it is in the summary, which is not for the night.
      return quietUntil == null ? Verdict.TOLD : Verdict.waits(Reason.PAUSE, quietUntil);
    }
    Digest digest = chat.digest();
    boolean hasDigest = digest.howOften() != HowOften.OFF;
    boolean collected = hasDigest && single && chat.oneOfAKind() == OneOfAKind.DIGEST;
    if (!collected && isLetThrough(chat, alert.kind())) {
      return Verdict.TOLD;
    }
    boolean inDigest =
        hasDigest && (collected || digest.ofAll() || alert.kind().equals(StockEvent.LOW));
    if (inDigest) {
      Instant at = digestAfter(digest, chat.zoneThatCounts(), alert.owedAt());
      // A chat that chose its digest for the night gets it then.
      return at.isAfter(now) ? Verdict.waits(Reason.DIGEST, at) : Verdict.TOLD;
    }
    return quietUntil == null ? Verdict.TOLD : Verdict.waits(Reason.QUIET, quietUntil);
  }

  /** Whether a message that is told at an instant must make no sound. */
  public boolean isSilent(ChatSettings chat, Instant now) {
    return quietUntil(chat, now) != null;
  }

  /** Whether what sold out is told at any hour. */
  public static boolean isLetThrough(ChatSettings chat, String kind) {
    Quiet quiet = chat.quiet();
    return quiet != null && !quiet.soldOutToo() && SOLD_OUT.contains(kind);
  }

  /** When a pause that ends at an instant is over, and the night that it ends in. */
  public Instant endOfNight(ChatSettings chat, Instant at) {
    Instant until = quietUntil(chat, at);
    return until == null ? at : until;
  }

  /** Until when quiet hours last that an instant is in; null when it is in none. */
  @Nullable Instant quietUntil(ChatSettings chat, Instant now) {
    Quiet quiet = chat.quiet();
    if (quiet == null || quiet.from().equals(quiet.until())) {
      return null;
    }
    ZoneId zone = chat.zoneThatCounts();
    Instant until = null;
    LocalDate today = now.atZone(zone).toLocalDate();
    // Where a day is skipped, the quiet hours of two days follow each other.
    for (LocalDate day = today.minusDays(2);
        !day.isAfter(today.plusDays(1));
        day = day.plusDays(1)) {
      Instant from = first(day.atTime(quiet.from()), zone);
      Instant end = last(endDay(day, quiet).atTime(quiet.until()), zone);
      Instant inQuestion = until == null ? now : until;
      if (!from.isAfter(inQuestion) && end.isAfter(inQuestion)) {
        until = end;
      }
    }
    return until;
  }

  private static LocalDate endDay(LocalDate day, Quiet quiet) {
    return quiet.until().isAfter(quiet.from()) ? day : day.plusDays(1);
  }

  /** The first digest after an instant. */
  private static Instant digestAfter(Digest digest, ZoneId zone, Instant owedAt) {
    LocalDate day = owedAt.atZone(zone).toLocalDate();
    while (true) {
      boolean isDay = digest.howOften() == HowOften.DAILY || day.getDayOfWeek() == digest.day();
      Instant at = first(day.atTime(digest.at()), zone);
      if (isDay && at.isAfter(owedAt)) {
        return at;
      }
      day = day.plusDays(1);
    }
  }

  /** When a time of day comes, the first time if it comes twice. */
  public static Instant first(LocalDate day, LocalTime time, ZoneId zone) {
    return first(day.atTime(time), zone);
  }

  private static Instant first(LocalDateTime time, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(time);
    return change == null
        ? time.atZone(zone).toInstant()
        : change.isGap() ? change.getInstant() : time.toInstant(change.getOffsetBefore());
  }

  private static Instant last(LocalDateTime time, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(time);
    return change == null
        ? time.atZone(zone).toInstant()
        : change.isGap() ? change.getInstant() : time.toInstant(change.getOffsetAfter());
  }
}
