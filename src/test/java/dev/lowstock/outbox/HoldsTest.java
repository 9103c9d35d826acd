package dev.lowstock.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lowstock.outbox.ChatSettings.Digest;
import dev.lowstock.outbox.ChatSettings.HowOften;
import dev.lowstock.outbox.ChatSettings.OneOfAKind;
import dev.lowstock.outbox.ChatSettings.Quiet;
import dev.lowstock.outbox.Holds.Reason;
import dev.lowstock.outbox.Holds.Silence;
import dev.lowstock.outbox.Holds.Verdict;
import dev.lowstock.outbox.Holds.Waiting;
import dev.lowstock.stock.StockEvent;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a chat is told what. */
class HoldsTest {
  private static final Digest NO_DIGEST = digest(HowOften.OFF, DayOfWeek.MONDAY, "09:00", false);

  /** A Tuesday. */
  private static final Instant NOON = at("2026-12-01T12:00Z");

  private final Holds holds = new Holds();

  @Test
  void chatThatChoseNothingIsToldAtOnce() {
    ChatSettings chat = chat("UTC", null, null, NO_DIGEST, OneOfAKind.TOLD);

    assertThat(judge(chat, "sold_out", NOON)).isEqualTo(Verdict.TOLD);
    assertThat(holds.isSilent(chat, NOON)).isFalse();
  }

  // --- The nights -------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    // zone, quiet from, until, now, told at
    "UTC, 22:00, 08:00, 2026-12-01T21:59:59Z,",
    "UTC, 22:00, 08:00, 2026-12-01T22:00Z, 2026-12-02T08:00Z",
    "UTC, 22:00, 08:00, 2026-12-02T07:59:59Z, 2026-12-02T08:00Z",
    "UTC, 22:00, 08:00, 2026-12-02T08:00Z,",
    "UTC, 12:00, 14:00, 2026-12-02T13:00Z, 2026-12-02T14:00Z",
    "UTC, 12:00, 14:00, 2026-12-02T15:00Z,",
    "UTC, 08:00, 08:00, 2026-12-02T08:00Z,",
    "UTC, 08:00, 07:59, 2026-12-02T07:59Z,",
    "UTC, 08:00, 07:59, 2026-12-02T08:30Z, 2026-12-03T07:59Z",
    "Asia/Kathmandu, 22:00, 07:00, 2026-12-01T16:15Z, 2026-12-02T01:15Z",
    "Asia/Kathmandu, 22:00, 07:00, 2026-12-01T16:14Z,",
    // Berlin's clock goes from 2 to 3 on 29 March 2026, at 1:00 UTC.
    "Europe/Berlin, 22:00, 08:00, 2026-03-28T23:00Z, 2026-03-29T06:00Z",
    "Europe/Berlin, 22:00, 02:30, 2026-03-28T23:00Z, 2026-03-29T01:00Z",
    "Europe/Berlin, 22:00, 02:30, 2026-03-29T01:00Z,",
    "Europe/Berlin, 02:30, 08:00, 2026-03-29T00:59Z,",
    "Europe/Berlin, 02:30, 08:00, 2026-03-29T01:00Z, 2026-03-29T06:00Z",
    // It goes from 3 to 2 on 25 October 2026, at 1:00 UTC.
    "Europe/Berlin, 22:00, 08:00, 2026-10-24T20:00Z, 2026-10-25T07:00Z",
    "Europe/Berlin, 22:00, 02:30, 2026-10-25T00:40Z, 2026-10-25T01:30Z",
    "Europe/Berlin, 02:30, 08:00, 2026-10-25T00:29Z,",
    "Europe/Berlin, 02:30, 08:00, 2026-10-25T01:10Z, 2026-10-25T07:00Z",
    // New York's from 2 to 3 on 8 March 2026 at 7:00 UTC, and from 2 to 1 on 1 November at 6:00.
    "America/New_York, 23:00, 07:00, 2026-03-08T05:00Z, 2026-03-08T11:00Z",
    "America/New_York, 23:00, 02:00, 2026-03-08T05:00Z, 2026-03-08T07:00Z",
    "America/New_York, 23:00, 07:00, 2026-11-01T03:00Z, 2026-11-01T12:00Z",
    "America/New_York, 23:00, 01:30, 2026-11-01T05:40Z, 2026-11-01T06:30Z",
    // 30 December 2011 was no day in Apia: the night of the 29th goes into that of the 30th.
    "Pacific/Apia, 22:00, 07:00, 2011-12-30T09:00Z, 2011-12-30T17:00Z",
    "Pacific/Apia, 22:00, 07:00, 2011-12-30T17:00Z,",
    "Pacific/Apia, 22:00, 07:00, 2011-12-31T09:00Z, 2011-12-31T17:00Z",
  })
  void whatHappensAtNightIsToldInTheMorning(
      String zone, String from, String until, String now, @Nullable String toldAt) {
    ChatSettings chat = chat(zone, null, quiet(from, until, true), NO_DIGEST, OneOfAKind.TOLD);

    Verdict verdict = judge(chat, "sold_out", at(now));

    assertThat(verdict).isEqualTo(toldAt == null ? Verdict.TOLD : waits(Reason.QUIET, at(toldAt)));
    assertThat(holds.isSilent(chat, at(now))).isEqualTo(toldAt != null);
  }

  @Test
  void everyMinuteOfAYearIsQuietIfTheClockOnTheWallSaysSo() {
    for (String zone : new String[] {"Europe/Berlin", "America/New_York", "Asia/Kathmandu"}) {
      ChatSettings chat =
          chat(zone, null, quiet("22:30", "06:15", true), NO_DIGEST, OneOfAKind.TOLD);
      ZonedDateTime end = LocalDate.of(2027, 1, 1).atStartOfDay(ZoneId.of(zone));
      for (ZonedDateTime minute = end.minusYears(1); minute.isBefore(end); ) {
        LocalTime wall = minute.toLocalTime();
        boolean night =
            !wall.isBefore(LocalTime.parse("22:30")) || wall.isBefore(LocalTime.parse("06:15"));
        Instant until = holds.quietUntil(chat, minute.toInstant());
        assertThat(until != null).as("%s", minute).isEqualTo(night);
        if (until != null) {
          assertThat(until.atZone(ZoneId.of(zone)).toLocalTime()).isEqualTo("06:15");
        }
        minute = minute.plusMinutes(15);
      }
    }
  }

  // --- The digest -------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    // how often, day, at, zone, owed, told at
    "DAILY, MONDAY, 09:00, UTC, 2026-12-01T08:59Z, 2026-12-01T09:00Z",
    "DAILY, MONDAY, 09:00, UTC, 2026-12-01T09:00Z, 2026-12-02T09:00Z",
    "WEEKLY, MONDAY, 09:00, UTC, 2026-12-01T08:59Z, 2026-12-07T09:00Z",
    "WEEKLY, TUESDAY, 09:00, UTC, 2026-12-01T08:59Z, 2026-12-01T09:00Z",
    "WEEKLY, TUESDAY, 09:00, UTC, 2026-12-01T09:01Z, 2026-12-08T09:00Z",
    "DAILY, MONDAY, 09:00, America/New_York, 2026-03-07T15:00Z, 2026-03-08T13:00Z",
    "DAILY, MONDAY, 02:30, Europe/Berlin, 2026-03-28T12:00Z, 2026-03-29T01:00Z",
    "DAILY, MONDAY, 02:30, Europe/Berlin, 2026-10-25T00:29Z, 2026-10-25T00:30Z",
    "DAILY, MONDAY, 02:30, Europe/Berlin, 2026-10-25T00:40Z, 2026-10-26T01:30Z",
    "DAILY, MONDAY, 00:00, Asia/Kathmandu, 2026-12-01T18:00Z, 2026-12-01T18:15Z",
    "WEEKLY, FRIDAY, 09:00, Pacific/Apia, 2011-12-29T12:00Z, 2011-12-30T10:00Z",
  })
  void whatIsInTheDigestWaitsForIt(
      HowOften howOften, DayOfWeek day, String time, String zone, String owed, String toldAt) {
    ChatSettings chat = chat(zone, null, null, digest(howOften, day, time, false), OneOfAKind.TOLD);

    assertThat(holds.judge(chat, alert(StockEvent.LOW, at(owed), null), at(owed)))
        .isEqualTo(waits(Reason.DIGEST, at(toldAt)));
    assertThat(holds.judge(chat, alert(StockEvent.LOW, at(owed), Reason.DIGEST), at(toldAt)))
        .isEqualTo(Verdict.TOLD);
    // The bot was away at that time.
    assertThat(
            holds.judge(
                chat, alert(StockEvent.LOW, at(owed), null), at(toldAt).plusSeconds(50_000)))
        .isEqualTo(Verdict.TOLD);
  }

  @Test
  void digestIsOfLowOnlyOrOfEverything() {
    ChatSettings low =
        chat("UTC", null, null, digest(HowOften.DAILY, DayOfWeek.MONDAY, "09:00", false), null);
    ChatSettings all =
        chat("UTC", null, null, digest(HowOften.DAILY, DayOfWeek.MONDAY, "09:00", true), null);

    assertThat(judge(low, "sold_out", NOON)).isEqualTo(Verdict.TOLD);
    assertThat(judge(low, "restocked", NOON)).isEqualTo(Verdict.TOLD);
    for (String kind : new String[] {"sold_out", "low", "restocked", "of_my_own"}) {
      assertThat(judge(all, kind, NOON)).isEqualTo(waits(Reason.DIGEST, at("2026-12-02T09:00Z")));
    }
  }

  // --- What wins --------------------------------------------------------------------------------

  @Test
  void digestComesBeforeQuietHours() {
    Quiet night = quiet("22:00", "10:00", true);
    ChatSettings chat =
        chat("UTC", null, night, digest(HowOften.DAILY, DayOfWeek.MONDAY, "09:00", false), null);
    Instant midnight = at("2026-12-02T00:00Z");
    Instant nine = at("2026-12-02T09:00Z");

    assertThat(judge(chat, "low", midnight)).isEqualTo(waits(Reason.DIGEST, nine));
    assertThat(judge(chat, "sold_out", midnight))
        .isEqualTo(waits(Reason.QUIET, at("2026-12-02T10:00Z")));
    // At its time, without a sound.
    assertThat(holds.judge(chat, alert("low", midnight, Reason.DIGEST), nine))
        .isEqualTo(Verdict.TOLD);
    assertThat(holds.isSilent(chat, nine)).isTrue();
  }

  @Test
  void soldOutLetThroughComesBeforeDigestAndQuietHoursButNotBeforeAPause() {
    Quiet night = quiet("22:00", "08:00", false);
    Digest all = digest(HowOften.DAILY, DayOfWeek.MONDAY, "09:00", true);
    ChatSettings chat = chat("UTC", null, night, all, null);
    ChatSettings paused = chat("UTC", at("2026-12-05T12:00Z"), night, all, null);
    Instant midnight = at("2026-12-02T00:00Z");

    assertThat(judge(chat, "sold_out", midnight)).isEqualTo(Verdict.TOLD);
    assertThat(judge(chat, "variation_sold_out", midnight)).isEqualTo(Verdict.TOLD);
    assertThat(judge(chat, "taken_down", midnight).reason()).isEqualTo(Reason.DIGEST);
    assertThat(judge(paused, "sold_out", midnight))
        .isEqualTo(waits(Reason.PAUSE, at("2026-12-05T12:00Z")));
  }

  @Test
  void pauseThatEndsAtNightIsOverInTheMorningForAll() {
    Quiet night = quiet("22:00", "08:00", false);
    Digest all = digest(HowOften.WEEKLY, DayOfWeek.MONDAY, "09:00", true);
    Instant end = at("2026-12-02T03:00Z");
    Instant morning = at("2026-12-02T08:00Z");
    ChatSettings chat = chat("UTC", end, night, all, null);

    for (String kind : new String[] {"sold_out", "low"}) {
      assertThat(judge(chat, kind, NOON)).isEqualTo(waits(Reason.PAUSE, morning));
      assertThat(holds.judge(chat, alert(kind, NOON, Reason.PAUSE), end))
          .isEqualTo(waits(Reason.PAUSE, morning));
      assertThat(holds.judge(chat, alert(kind, NOON, Reason.PAUSE), morning))
          .isEqualTo(Verdict.TOLD);
    }
  }

  @Test
  void muteComesBeforeAll() {
    ChatSettings paused = chat("UTC", NOON.plusSeconds(60), null, NO_DIGEST, null);

    assertThat(holds.judge(paused, new Waiting("low", true, false, NOON, Reason.PAUSE), NOON))
        .isEqualTo(new Verdict(Silence.MUTED, null, null));
  }

  @Test
  void oneOfAKindThatSoldOutIsToldCollectedOrNot() {
    Waiting single = new Waiting(StockEvent.SOLD_OUT, false, true, NOON, null);
    Digest daily = digest(HowOften.DAILY, DayOfWeek.MONDAY, "09:00", false);

    assertThat(holds.judge(chat("UTC", null, null, daily, OneOfAKind.TOLD), single, NOON))
        .isEqualTo(Verdict.TOLD);
    assertThat(holds.judge(chat("UTC", null, null, daily, OneOfAKind.DIGEST), single, NOON))
        .isEqualTo(waits(Reason.DIGEST, at("2026-12-02T09:00Z")));
    assertThat(
            holds.judge(
                chat("UTC", null, quiet("11:00", "13:00", false), daily, OneOfAKind.DIGEST),
                single,
                NOON))
        .isEqualTo(waits(Reason.DIGEST, at("2026-12-02T09:00Z")));
    assertThat(
            holds.judge(
                chat("UTC", null, quiet("11:00", "13:00", false), NO_DIGEST, OneOfAKind.DIGEST),
                single,
                NOON))
        .isEqualTo(Verdict.TOLD);
    assertThat(holds.judge(chat("UTC", null, null, daily, OneOfAKind.OFF), single, NOON).silence())
        .isEqualTo(Silence.ONE_OF_A_KIND);
    assertThat(
            holds.judge(
                chat("UTC", null, null, daily, OneOfAKind.OFF),
                new Waiting(StockEvent.RESTOCKED, false, true, NOON, null),
                NOON))
        .isEqualTo(Verdict.TOLD);
  }

  private Verdict judge(ChatSettings chat, String kind, Instant now) {
    return holds.judge(chat, alert(kind, now, null), now);
  }

  private static Waiting alert(String kind, Instant owedAt, @Nullable Reason held) {
    return new Waiting(kind, false, false, owedAt, held);
  }

  private static Verdict waits(Reason reason, Instant until) {
    return new Verdict(null, reason, until);
  }

  private static ChatSettings chat(
      String zone,
      @Nullable Instant pausedUntil,
      @Nullable Quiet quiet,
      Digest digest,
      @Nullable OneOfAKind oneOfAKind) {
    return new ChatSettings(
        ZoneId.of(zone),
        pausedUntil,
        quiet,
        digest,
        oneOfAKind == null ? OneOfAKind.TOLD : oneOfAKind);
  }

  private static Quiet quiet(String from, String until, boolean soldOutToo) {
    return new Quiet(LocalTime.parse(from), LocalTime.parse(until), soldOutToo);
  }

  private static Digest digest(HowOften howOften, DayOfWeek day, String at, boolean ofAll) {
    return new Digest(howOften, day, LocalTime.parse(at), ofAll);
  }

  private static Instant at(String time) {
    return ZonedDateTime.parse(time).toInstant();
  }
}
