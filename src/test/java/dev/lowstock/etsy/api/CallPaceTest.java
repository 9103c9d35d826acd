package dev.lowstock.etsy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallPaceTest {
  private static final int LIMIT = 2;

  // Near the end of what a long holds, as System.nanoTime may be.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
  private final CallPace pace = new CallPace(nanos::get);
  private final CompletableFuture<Boolean> called = new CompletableFuture<>();
  private final Thread caller = new Thread(this::call);

  @AfterEach
  void end() {
    caller.interrupt();
  }

  @Test
  void placeOfACallIsFreeASecondAfterItsAnswer() throws Exception {
    // given calls that take longer than a second
    pace.begin(LIMIT);
    pace.begin(LIMIT);
    caller.start();
    waits();
    passes(1500);
    pace.end();

    // when a second passes, but for a moment
    passes(999);
    waits();

    // then
    assertThat(called).isNotDone();
    passes(1);
    assertThat(called.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void soManyAreUnderWayAtOnce() throws Exception {
    pace.begin(LIMIT);
    pace.begin(LIMIT);
    caller.start();
    waits();
    assertThat(called).isNotDone();
  }

  @Test
  void programThatStopsWaitsForNoPlace() throws Exception {
    // given
    pace.begin(LIMIT);
    pace.begin(LIMIT);
    caller.start();
    waits();

    // when
    caller.interrupt();

    // then
    assertThat(called.get(10, TimeUnit.SECONDS)).isFalse();
  }

  private void call() {
    try {
      pace.begin(LIMIT);
      called.complete(true);
    } catch (InterruptedIOException e) {
      called.complete(false);
    }
  }

  private void waits() {
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
  }

  private void passes(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
