package dev.lowstock.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a chat chose of when it is told what. It holds for this chat alone.
 *
 * @param zone in which its days and nights are; null: not chosen, UTC counts
 * @param pausedUntil alerts wait until then; null: no pause was chosen. It may be over.
 * @param quiet null: alerts are told at night as by day
 * @param digest when collected alerts are told
 */
public record ChatSettings(
    @Nullable ZoneId zone,
    @Nullable Instant pausedUntil,
    @Nullable Quiet quiet,
    Digest digest,
    OneOfAKind oneOfAKind) {
  private static final Logger LOG = LoggerFactory.getLogger(ChatSettings.class);

  /** Of a chat that chose nothing. */
  public static final ChatSettings NONE =
      new ChatSettings(
          null,
          null,
          null,
          new Digest(HowOften.OFF, DayOfWeek.MONDAY, LocalTime.of(9, 0), false),
          OneOfAKind.TOLD);

  /**
   * Hours in which nothing is told.
   *
   * @param from the first quiet minute of the chat's day
   * @param until the first minute that is not; may be on the next day
   * @param soldOutToo false: what sells out is told in them, too
   */
  public record Quiet(LocalTime from, LocalTime until, boolean soldOutToo) {}

  /**
   * Alerts that are collected.
   *
   * @param day of a weekly one
   * @param ofAll false: of what runs low only
   */
  public record Digest(HowOften howOften, DayOfWeek day, LocalTime at, boolean ofAll) {}

  /** How often a digest comes. */
  public enum HowOften {
    OFF,
    DAILY,
    WEEKLY
  }

  /** What becomes of the sell-out of a listing that never had more than one. */
  public enum OneOfAKind {
    TOLD,
    DIGEST,
    OFF
  }

  /** What becomes of them: without a digest, nothing waits for one. */
  public OneOfAKind oneOfAKindThatCounts() {
    return oneOfAKind == OneOfAKind.DIGEST && digest.howOften() == HowOften.OFF
        ? OneOfAKind.TOLD
        : oneOfAKind;
  }

  /** Whether the digest is of everything, and what sells out is told at once all the same. */
  public boolean isDigestWithoutSoldOut() {
    return digest.ofAll() && quiet != null && !quiet.soldOutToo();
  }

  /** The zone that counts. */
  public ZoneId zoneThatCounts() {
    return zone == null ? ZoneOffset.UTC : zone;
  }

  /** Reads the columns of table {@code chat} by their names. */
  public static ChatSettings of(ResultSet row) throws SQLException {
    OffsetDateTime paused = row.getObject("paused_until", OffsetDateTime.class);
    Integer from = row.getObject("quiet_from", Integer.class);
    Integer until = row.getObject("quiet_until", Integer.class);
    return new ChatSettings(
        zone(row),
        paused == null ? null : paused.toInstant(),
        from == null || until == null
            ? null
            : new Quiet(time(from), time(until), !row.getBoolean("quiet_sold_out")),
        new Digest(
            HowOften.valueOf(upper(row.getString("digest"))),
            DayOfWeek.of(row.getInt("digest_day")),
            time(row.getInt("digest_at")),
            "all".equals(row.getString("digest_of"))),
        OneOfAKind.valueOf(upper(row.getString("one_of_a_kind"))));
  }

  /**
   * The time zone that a chat chose. Null where it did not, and for one that this Java does not
   * know, as of a node that is newer.
   */
  public static @Nullable ZoneId zone(ResultSet row) throws SQLException {
    String name = row.getString("time_zone");
    try {
      return name == null ? null : ZoneId.of(name);
    } catch (DateTimeException e) {
      LOG.warn("Time zone {} is not known here: UTC counts", name);
      return null;
    }
  }

  private static LocalTime time(int minuteOfDay) {
    return LocalTime.ofSecondOfDay(60L * minuteOfDay);
  }

  private static String upper(String value) {
    return value.toUpperCase(Locale.ROOT);
  }
}
