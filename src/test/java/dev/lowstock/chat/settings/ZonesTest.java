package dev.lowstock.chat.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonesTest {
  private static final Instant WINTER = Instant.parse("2026-12-01T08:00:00Z");
  private static final Instant SUMMER = Instant.parse("2026-07-01T08:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "Berlin, Europe/Berlin",
    "berlin, Europe/Berlin",
    "' BERLIN ', Europe/Berlin",
    "europe/berlin, Europe/Berlin",
    "New York, America/New_York",
    "new_york, America/New_York",
    "new yo, America/New_York",
    "São Paulo, America/Sao_Paulo",
    "St. Johns, America/St_Johns",
    "Port-au-Prince, America/Port-au-Prince",
    "kolkata, Asia/Kolkata",
    "utc, UTC",
    "CET, CET",
    "UTC+2, +02:00",
    "GMT-3, -03:00",
    "+5:30, +05:30",
    "-0930, -09:30",
  })
  void zoneIsFoundByItsCityItsIdOrItsOffset(String typed, String zone) {
    assertThat(Zones.named(typed)).extracting(ZoneId::getId).containsExactly(zone);
  }

  @Test
  void everyCityOfTheWorldIsFound() {
    for (String id : ZoneId.getAvailableZoneIds()) {
      if (id.contains("/") && !id.startsWith("Etc/GMT") && !id.startsWith("SystemV/")) {
        String city = id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
        assertThat(Zones.named(city))
            .as(id)
            .anyMatch(zone -> zone.getRules().equals(ZoneId.of(id).getRules()));
        assertThat(Zones.of(id)).as(id).isPresent();
        assertThat("set:zone:" + id).hasSizeLessThanOrEqualTo(64);
      }
    }
  }

  @Test
  void severalThatMayBeMeantAreAllFound() {
    assertThat(Zones.named("kentucky"))
        .extracting(ZoneId::getId)
        .containsExactly("America/Kentucky/Louisville", "America/Kentucky/Monticello");
    assertThat(Zones.named("Indianapolis")).as("two names of one zone").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"Atlantis", "''", "???", "+99", "UTC+19"})
  void whatIsNoZoneIsNotFound(String typed) {
    assertThat(Zones.named(typed)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Atlantis", "europe/berlin", "+99:00", "../x", "''"})
  void forgedIdIsNoZone(String id) {
    assertThat(Zones.of(id)).isEmpty();
  }

  @Test
  void clocksOfTheWorldGoFromWestToEastAndFitUnderAMessage() {
    for (Instant now : List.of(WINTER, SUMMER)) {
      assertThat(Zones.offsets(now))
          .hasSizeBetween(30, 60)
          .contains(ZoneOffset.UTC, ZoneOffset.of("+05:45"), ZoneOffset.of("-09:30"));
      assertThat(List.copyOf(Zones.offsets(now)))
          .isSortedAccordingTo(Comparator.comparingInt(ZoneOffset::getTotalSeconds));
    }
  }

  @Test
  void citiesAreThoseWhoseClocksShowThatTimeNow() {
    assertThat(Zones.usual(ZoneOffset.ofHours(1), WINTER))
        .contains(ZoneId.of("Europe/Berlin"))
        .doesNotContain(ZoneId.of("Europe/London"));
    assertThat(Zones.usual(ZoneOffset.ofHours(1), SUMMER))
        .contains(ZoneId.of("Europe/London"))
        .doesNotContain(ZoneId.of("Europe/Berlin"));
  }
}
