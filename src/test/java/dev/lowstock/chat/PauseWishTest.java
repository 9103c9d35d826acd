package dev.lowstock.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PauseWishTest {
  private static final Instant NOW = Instant.parse("2026-12-01T12:34:56Z");

  @ParameterizedTest
  @CsvSource({
    "1h, UTC, 2026-12-01T13:34:56Z",
    "3 hours, UTC, 2026-12-01T15:34:56Z",
    "for 30 min, UTC, 2026-12-01T13:04:56Z",
    "2 DAYS, UTC, 2026-12-03T12:34:56Z",
    "1w, UTC, 2026-12-08T12:34:56Z",
    "52 weeks, UTC, 2027-11-30T12:34:56Z",
    "tomorrow, UTC, 2026-12-02T08:00Z",
    "until  tomorrow, Europe/Berlin, 2026-12-02T07:00Z",
    "tomorrow, Asia/Kathmandu, 2026-12-02T02:15Z",
    "2026-12-24, UTC, 2026-12-24T08:00Z",
    "until 2026-12-24, America/New_York, 2026-12-24T13:00Z",
    "2027-12-01, UTC, 2027-12-01T08:00Z",
  })
  void lengthsAndDatesAreUnderstoodInTheChatsZone(String wish, String zone, String until) {
    assertThat(PauseWish.until(wish, NOW, ZoneId.of(zone)))
        .isEqualTo(ZonedDateTime.parse(until).toInstant());
  }

  @ParameterizedTest
  @CsvSource({
    // Clocks go on in Berlin on 29 March 2026, and back on 25 October.
    "2026-03-28T12:00Z, 1 day, 2026-03-29T11:00Z",
    "2026-03-28T12:00Z, 24h, 2026-03-29T12:00Z",
    "2026-10-24T12:00Z, tomorrow, 2026-10-25T07:00Z",
  })
  void dayIsADayOnTheNightsOnWhichTheClockChanges(String now, String wish, String until) {
    assertThat(
            PauseWish.until(wish, ZonedDateTime.parse(now).toInstant(), ZoneId.of("Europe/Berlin")))
        .isEqualTo(ZonedDateTime.parse(until).toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "h",
        "0h",
        "-1h",
        "3",
        "400 days",
        "99999 weeks",
        "999999 h",
        "2026-12-01",
        "2025-12-24",
        "2026-02-30",
        "2030-01-01",
        "1h 2h",
        "24.12.",
        "tomorrow?"
      })
  void whatIsNoTimeAheadWithinAYearIsNotGuessed(String wish) {
    assertThat(PauseWish.until(wish, NOW, ZoneId.of("UTC"))).isNull();
  }
}
