package dev.lowstock.etsy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import org.junit.jupiter.api.Test;

/** What a call waits for before it is made. */
class WaitTest {
  @Test
  void programThatStopsEndsAWait() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Wait.millis(60_000)).isInstanceOf(InterruptedIOException.class);

    assertThat(Thread.interrupted()).isTrue();
  }
}
