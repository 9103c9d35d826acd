package dev.lowstock.bench.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WavesTest {
  private final Waves waves = new Waves(0.8);

  @Test
  void clockIsRightAtMidnight() {
    assertThat(waves.shown(3)).isCloseTo(3, within(1e-9));
  }

  @Test
  void salesAreFasterInTheMorningThanInTheEvening() {
    assertThat(waves.shown(0.26) - waves.shown(0.24)).isCloseTo(1.8 * 0.02, within(1e-3));
    assertThat(waves.shown(0.76) - waves.shown(0.74)).isCloseTo(0.2 * 0.02, within(1e-3));
  }

  @Test
  void whatTheClockShowsTellsTheTime() {
    for (double days = 0; days < 2; days += 0.01) {
      assertThat(waves.days(waves.shown(days))).isCloseTo(days, within(1e-5));
    }
  }
}
