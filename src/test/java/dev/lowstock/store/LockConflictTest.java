package dev.lowstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;

class LockConflictTest {
  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void transactionThatTheDatabaseHasEndedIsDoneAgain() {
    assertThat(LockConflict.retried(() -> locked(1))).isEqualTo("done");
    assertThat(tries).hasValue(2);

    tries.set(0);
    LockConflict.retry(() -> locked(2));
    assertThat(tries).hasValue(3);
  }

  @Test
  void thirdConflictAndAnyOtherFailureAreTheCallers() {
    assertThatThrownBy(() -> LockConflict.retry(() -> locked(3)))
        .isInstanceOf(CannotAcquireLockException.class);
    assertThat(tries).hasValue(3);

    assertThatThrownBy(
            () ->
                LockConflict.retried(
                    () -> {
                      tries.incrementAndGet();
                      throw new IllegalStateException("no row");
                    }))
        .hasMessage("no row");
    assertThat(tries).hasValue(4);
  }

  private String locked(int times) {
    if (tries.incrementAndGet() <= times) {
      throw new CannotAcquireLockException("deadlock");
    }
    return "done";
  }
}
