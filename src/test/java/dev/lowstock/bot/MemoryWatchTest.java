package dev.lowstock.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryWatchTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  // Near the end of what a long holds, as System.nanoTime may be.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
  private final List<String> troubles = new ArrayList<>();
  private Duration collecting = Duration.ofSeconds(5);
  private final MemoryWatch watch =
      new MemoryWatch(() -> collecting, nanos::get, MemoryWatch.MINUTE, troubles::add);

  @Test
  void mostOfAMinuteIsTroubleAndSaysWhatToDo() {
    assertThat(passes(59, Duration.ofMillis(600))).isFalse();
    assertThat(passes(2, Duration.ofMillis(600))).isTrue();

    assertThat(troubles)
        .singleElement()
        .asString()
        .contains("60 % of the last 60 seconds", "JAVA_OPTS=-Xmx");
  }

  @Test
  void halfOfAMinuteIsNone() {
    assertThat(passes(300, Duration.ofMillis(500))).isFalse();

    assertThat(troubles).isEmpty();
  }

  @Test
  void badHalfMinuteIsForgottenAMinuteLater() {
    assertThat(passes(40, Duration.ZERO)).isFalse();
    for (int hours = 0; hours < 3; hours++) {
      assertThat(passes(29, SECOND)).isFalse();
      assertThat(passes(31, Duration.ZERO)).isFalse();
    }
  }

  @Test
  void collectionsLongerThanALookAreCountedWhole() {
    assertThat(passes(20, Duration.ZERO)).isFalse();
    for (int n = 0; n < 3; n++) {
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
      collecting = collecting.plusSeconds(9);
      watch.look();
    }
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(11));
    collecting = collecting.plusSeconds(10);

    assertThat(watch.look()).isTrue();
  }

  @Test
  void processThatWasStoppedForAnHourIsInNoTrouble() {
    assertThat(passes(59, Duration.ofMillis(400))).isFalse();
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));

    assertThat(watch.look()).isFalse();
    assertThat(passes(59, Duration.ofMillis(400))).isFalse();
  }

  /** Looks once a second; true when it told of trouble at the last of these. */
  private boolean passes(int seconds, Duration collectingEach) {
    boolean told = false;
    for (int n = 0; n < seconds && !told; n++) {
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      collecting = collecting.plus(collectingEach);
      told = watch.look();
    }
    return told;
  }
}
