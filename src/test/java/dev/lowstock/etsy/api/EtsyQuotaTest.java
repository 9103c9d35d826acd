package dev.lowstock.etsy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lowstock.SettableClock;
import dev.lowstock.etsy.EtsyUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EtsyQuotaTest {
  private static final int DAY_SECONDS = 86_400;
  private static final String DAILY = "Exceeded daily rate limit";
  private static final String PER_SECOND = "Exceeded per second rate limit";
  private static final EtsyCall KEY_ALONE = EtsyCall.get("ping", "/ping", null);
  private static final EtsyCall ADAS = KEY_ALONE.of(1);
  private static final EtsyCall BOBS = KEY_ALONE.of(2);
  private static final EtsyCall CLEOS = KEY_ALONE.of(3);

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

  @ParameterizedTest
  @ValueSource(strings = {DAILY, PER_SECOND, "Slow down"})
  void refusalOfOneSellerLeavesTheOthersTheirPace(String error) {
    good(BOBS, Map.of("x-limit-per-day", "10000", "x-remaining-today", "9000"));

    for (int n = 0; n < 5; n++) {
      assertThat(isRefusedAlone(ADAS, error, "86400", Map.of())).isTrue();
    }

    quota.requireOpen();
    assertThat(quota.allowsLooks()).isTrue();
    assertThat(quota.remaining()).isEqualTo(9_000);
    assertThat(quota.sinceGone()).isEmpty();
  }

  @Test
  void keyIsHeldWhenSeveralSellersAreRefusedButForNoLongerThanAGuess() {
    assertThat(isRefusedAlone(ADAS, DAILY, "86400", Map.of())).isTrue();
    assertThat(isRefusedAlone(BOBS, DAILY, "86400", Map.of())).isFalse();

    assertThat(quota.closedFor()).contains(Duration.ofMinutes(15));
    assertThat(isRefusedAlone(ADAS, DAILY, "86400", Map.of())).isFalse();
  }

  @Test
  void twoSellersWithoutCallsForTheDayAreNotTheKeyWhileOthersAreAnswered() {
    assertThat(isRefusedAlone(ADAS, DAILY, null, Map.of())).isTrue();
    good(CLEOS, Map.of());
    assertThat(isRefusedAlone(BOBS, DAILY, null, Map.of())).isTrue();

    assertThat(quota.closedFor()).isEmpty();
  }

  @Test
  void sellersWhoAreRefusedWithinSecondsAreOneKeyThatIsTooFast() {
    assertThat(isRefusedAlone(ADAS, PER_SECOND, null, Map.of())).isTrue();
    good(CLEOS, Map.of());
    assertThat(isRefusedAlone(BOBS, PER_SECOND, null, Map.of())).isFalse();
    assertThat(quota.closedFor()).contains(Duration.ofSeconds(1));

    clock.advance(Duration.ofSeconds(11));
    good(CLEOS, Map.of());
    assertThat(isRefusedAlone(ADAS, PER_SECOND, null, Map.of())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-remaining-today", "x-remaining-this-second", "X-Remaining-This-Secon"})
  void keyIsHeldWhenEtsySaysThatItsCallsAreUsedUp(String header) {
    assertThat(isRefusedAlone(ADAS, DAILY, "600", Map.of(header, "0"))).isFalse();

    assertThat(quota.closedFor()).contains(Duration.ofMinutes(10));
  }

  @Test
  void thatNoneIsLeftIsNotBelievedWhenAnotherSellerHasJustHadThousands() {
    good(BOBS, Map.of("x-remaining-today", "9000"));
    assertThat(isRefusedAlone(ADAS, DAILY, null, Map.of("x-remaining-today", "0"))).isTrue();
    assertThat(quota.remaining()).isEqualTo(9_000);

    good(BOBS, Map.of("x-remaining-today", "3"));
    assertThat(isRefusedAlone(ADAS, DAILY, null, Map.of("x-remaining-today", "0"))).isFalse();
  }

  @Test
  void sellerIsHeldLongerEachTimeAndAtMostAnHour() {
    assertThat(IntStream.range(0, 6).mapToLong(n -> quota.secondsToHold(refusal(DAILY, null), n)))
        .containsExactly(60L, 120L, 240L, 480L, 900L, 900L);
    assertThat(quota.secondsToHold(refusal(PER_SECOND, null), 1)).isEqualTo(2);
    assertThat(quota.secondsToHold(refusal(DAILY, "1800"), 0)).isEqualTo(1_800);
    assertThat(quota.secondsToHold(refusal(DAILY, "86400"), 0)).isEqualTo(3_600);
    assertThat(quota.secondsToHold(refusal(DAILY, "999999999"), 9_999)).isEqualTo(3_600);
  }

  @Test
  void knowsWhetherEtsyEverAnswered() {
    assertThat(quota.hasAnswered()).isFalse();
    good(Map.of());
    assertThat(quota.hasAnswered()).isTrue();
  }

  private void good(Map<String, Object> headers) {
    good(KEY_ALONE, headers);
  }

  private void good(EtsyCall call, Map<String, Object> headers) {
    assertThat(quota.answered(call, new EtsyAnswer(200, "{}", null), headers)).isFalse();
  }

  private void refused(String error, @Nullable String retryAfter, Map<String, Object> headers) {
    assertThat(isRefusedAlone(KEY_ALONE, error, retryAfter, headers)).isFalse();
  }

  private boolean isRefusedAlone(
      EtsyCall call, String error, @Nullable String retryAfter, Map<String, Object> headers) {
    return quota.answered(call, refusal(error, retryAfter), headers);
  }

  private static EtsyAnswer refusal(String error, @Nullable String retryAfter) {
    return new EtsyAnswer(429, "{\"error\":\"" + error + "\"}", retryAfter);
  }
}
