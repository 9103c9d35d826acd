package dev.lowstock.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private final RetryPolicy policy = new RetryPolicy();

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,4", "4,8", "5,16", "6,32", "7,60", "8,60", "2147483647,60"})
  void waitDoublesUpToAMinute(int attempts, int seconds) {
    assertThat(policy.secondsAfter(attempts)).isEqualTo(seconds);
  }

  @Test
  void waitBeforeAnyAttemptIsTheShortest() {
    assertThat(policy.secondsAfter(0)).isEqualTo(1);
    assertThat(policy.secondsAfter(-1)).isEqualTo(1);
  }

  @Test
  void attemptThatHasJustFailedCounts() {
    assertThat(policy.millisAfter(0)).isEqualTo(1000);
    assertThat(policy.millisAfter(1)).isEqualTo(2000);
  }

  @Test
  void waitNeverEndsHoweverOftenItFailed() {
    assertThat(policy.millisAfter(Integer.MAX_VALUE)).isPositive();
  }
}
