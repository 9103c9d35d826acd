package dev.lowstock.etsy.v3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lowstock.SettableClock;
import dev.lowstock.etsy.EtsyUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EtsyQuotaTest {
  private static final int DAY_SECONDS = 86_400;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final EtsyQuota quota = new EtsyQuota(clock, new SimpleMeterRegistry(), 10, 10_000);

  @Test
  void staysBelowTheLimitOfASecondThatEtsySays() {
    assertThat(quota.callsPerSecond()).isEqualTo(9);
    good(Map.of("x-limit-per-second", "150"));
    assertThat(quota.callsPerSecond()).isEqualTo(135);
    good(Map.of("X-Limit-Per-Second", 1));
    assertThat(quota.callsPerSecond()).isEqualTo(1);
  }

  @Test
  void spendsTheDayEvenlyAndKeepsATenth() {
    good(Map.of("x-limit-per-day", "10000", "x-remaining-today", "9000"));
    assertThat(quota.looksPerSecond() * DAY_SECONDS).isCloseTo(9_000, within(1.0));
  }

  @Test
  void becomesSlowerTowardsTheReserveAndStopsThere() {
    good(Map.of("x-limit-per-day", "10000", "x-remaining-today", "1500"));
    assertThat(quota.looksPerSecond() * DAY_SECONDS).isCloseTo(4_500, within(1.0));
    assertThat(quota.allowsLooks()).isTrue();
    good(Map.of("x-remaining-today", "1000"));
    assertThat(quota.allowsLooks()).isFalse();
    good(Map.of("x-remaining-today", "1001"));
    assertThat(quota.allowsLooks()).isTrue();
  }

  @Test
  void spentDayIsAskedAboutEveryMinuteAsItsWindowSlides() {
    refused("Exceeded daily rate limit", "60", Map.of("x-remaining-today", "0"));
    assertThat(quota.allowsLooks()).isFalse();

    clock.advance(Duration.ofMinutes(1));
    assertThat(quota.allowsLooks()).isTrue();
    good(Map.of("x-remaining-today", "900"));
    assertThat(quota.allowsLooks()).isFalse();

    clock.advance(Duration.ofMinutes(1));
    assertThat(quota.allowsLooks()).isTrue();
    good(Map.of("x-remaining-today", "4000"));
    assertThat(quota.allowsLooks()).isTrue();
  }

  @Test
  void countsByItselfWhenEtsySaysNothing() {
    for (int call = 0; call < 9_000; call++) {
      good(Map.of());
    }
    assertThat(quota.allowsLooks()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"12.5", "-1", "many", "''", "99999999999"})
  void limitThatIsNoneIsPassedOver(String limit) {
    good(Map.of("x-limit-per-second", limit, "x-limit-per-day", limit));
    assertThat(quota.callsPerSecond()).isEqualTo(9);
    assertThat(quota.perDay()).isEqualTo(10_000);
  }

  @Test
  void tooManyCallsStopAllUntilEtsyWantsThemAgain() {
    refused("Exceeded daily rate limit", "86400", Map.of("x-remaining-today", "0"));

    assertThatThrownBy(quota::requireOpen)
        .isInstanceOfSatisfying(
            EtsyUnavailable.class,
            e -> {
              assertThat(e.isRateLimit()).isTrue();
              assertThat(e.retryAfter()).contains(Duration.ofDays(1));
            });
    assertThat(quota.allowsLooks()).isFalse();
    clock.advance(Duration.ofDays(1));
    quota.requireOpen();
  }

  @Test
  void tooManyCallsInASecondStopForThatSecond() {
    refused("Exceeded per second rate limit", null, Map.of());
    assertThatThrownBy(quota::requireOpen).isInstanceOf(EtsyUnavailable.class);
    clock.advance(Duration.ofSeconds(1));
    quota.requireOpen();
  }

  @Test
  void repeatedRefusalsWaitLongerAndLongerWithEtsysWordAsTheLeast() {
    refused("Exceeded per second rate limit", "1", Map.of());
    refused("Exceeded per second rate limit", "1", Map.of());
    refused("Exceeded per second rate limit", "1", Map.of());
    assertThat(quota.closedFor()).contains(Duration.ofSeconds(4));
    clock.advance(Duration.ofSeconds(4));
    good(Map.of());
    refused("Exceeded per second rate limit", "1", Map.of());
    assertThat(quota.closedFor()).contains(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "Exceeded per second rate limit, , 15",
    "Exceeded per second rate limit, 1, 15",
    "Exceeded daily rate limit, , 15",
    "Exceeded daily rate limit, 60, 60"
  })
  void hourOfRefusalsTakesFewCalls(String error, @Nullable String retryAfter, int most) {
    Instant end = clock.instant().plus(Duration.ofHours(1));
    int calls = 0;
    while (clock.instant().isBefore(end)) {
      quota.requireOpen();
      refused(error, retryAfter, Map.of());
      calls++;
      clock.advance(quota.closedFor().orElseThrow());
    }

    assertThat(calls).isBetween(3, most);
  }

  @Test
  void knowsWhetherEtsyEverAnswered() {
    assertThat(quota.hasAnswered()).isFalse();
    good(Map.of());
    assertThat(quota.hasAnswered()).isTrue();
  }

  private void good(Map<String, Object> headers) {
    quota.answered(new EtsyAnswer(200, "{}", null), headers);
  }

  private void refused(String error, @Nullable String retryAfter, Map<String, Object> headers) {
    quota.answered(new EtsyAnswer(429, "{\"error\":\"" + error + "\"}", retryAfter), headers);
  }
}
