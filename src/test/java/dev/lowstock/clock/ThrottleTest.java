package dev.lowstock.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  // Near the end of what a long holds, as System.nanoTime may be.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
  private final Throttle throttle = new Throttle(Duration.ofSeconds(1), nanos::get);

  @Test
  void soManyPassAtOnceAndTheNextWaitForTheirPeriodToEnd() {
    assertThat(waits(3, 8)).containsExactly(0L, 0L, 0L, 1000L, 1000L, 1000L, 2000L, 2000L);
  }

  @Test
  void noPeriodOfAnyBeginningHoldsMore() {
    // given
    assertThat(waits(2, 1)).containsExactly(0L);
    passes(900);
    assertThat(waits(2, 1)).containsExactly(0L);
    passes(50);

    // then
    assertThat(waits(2, 2)).containsExactly(50L, 950L);
  }

  @Test
  void limitMayChangeBetweenPasses() {
    assertThat(waits(1, 2)).containsExactly(0L, 1000L);
    assertThat(waits(4, 2)).containsExactly(1000L, 1000L);
    passes(1000);
    assertThat(waits(1, 1)).containsExactly(1000L);
  }

  @Test
  void whatFindsNoRoomTakesNone() {
    // given
    throttle.requireRoom(2);
    throttle.requireRoom(2);

    // when
    assertThatThrownBy(() -> throttle.requireRoom(2))
        .isInstanceOf(ThrottlerRejectedExecutionException.class);
    passes(1000);

    // then
    throttle.requireRoom(2);
    throttle.requireRoom(2);
  }

  private long[] waits(int limit, int passes) {
    return IntStream.range(0, passes).mapToLong(pass -> throttle.millisToWait(limit)).toArray();
  }

  private void passes(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
