package dev.lowstock.chat.settings;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times and digests as people type them. */
class TypedSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "22:30 7:00, 22:30, 07:00",
    "22-7, 22:00, 07:00",
    "22:30-7, 22:30, 07:00",
    "22:30–07:00, 22:30, 07:00",
    "from 22 to 7, 22:00, 07:00",
    "22h 7h30, 22:00, 07:30",
    "22.15 7.05, 22:15, 07:05",
    "10 pm to 7 am, 22:00, 07:00",
    "10:30PM 12am, 22:30, 00:00",
    "0:00 6, 00:00, 06:00",
  })
  void twoTimesAreRead(String typed, LocalTime from, LocalTime until) {
    assertThat(ClockTimes.in(typed)).containsExactly(from, until);
  }

  @ParameterizedTest
  @ValueSource(strings = {"25 7", "22:75 7", "at night", "", "123 456"})
  void whatIsNoTimeOfDayIsNotRead(String typed) {
    assertThat(ClockTimes.in(typed)).isEmpty();
  }

  @Test
  void digestIsReadInAnyOrder() {
    assertThat(wish("daily 9:00"))
        .isEqualTo(new DigestWish("daily", null, null, LocalTime.of(9, 0)));
    assertThat(wish("daily 9 am")).isEqualTo(wish("daily 9:00"));
    assertThat(wish("daily 9:30 p.m.")).isEqualTo(wish("daily 21:30"));
    assertThat(wish("Weekly Monday 9:00 all"))
        .isEqualTo(new DigestWish("weekly", "all", MONDAY, LocalTime.of(9, 0)));
    assertThat(wish("every Friday at 17:30, only low"))
        .isEqualTo(new DigestWish("weekly", "low", FRIDAY, LocalTime.of(17, 30)));
    assertThat(wish("every day at 8"))
        .isEqualTo(new DigestWish("daily", null, null, LocalTime.of(8, 0)));
    assertThat(wish("everything")).isEqualTo(new DigestWish(null, "all", null, null));
    assertThat(wish("off")).isEqualTo(new DigestWish("off", null, null, null));
    assertThat(DigestWish.typed("weekly Montag", Locale.GERMAN))
        .isEqualTo(new DigestWish("weekly", null, MONDAY, null));
  }

  @Test
  void digestThatIsNotUnderstoodIsNone() {
    for (String typed : List.of("sometimes", "daily 25:00", "weekly 9:00-10:00", "monthly")) {
      assertThat(wish(typed)).as(typed).isNull();
    }
  }

  private static @Nullable DigestWish wish(String typed) {
    return DigestWish.typed(typed, Locale.ENGLISH);
  }
}
