package dev.lowstock.telegram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals with the updates of one poll after the other: those of a chat in their order, different
 * chats at the same time. What fails is tried again a few times and then passed over, so that
 * nothing blocks the rest; more often while the database is away, as that is not its fault.
 */
final class UpdateBatch {
  private static final Logger LOG = LoggerFactory.getLogger(UpdateBatch.class);

  private final Function<ReceivedUpdate, Optional<Throwable>> route;
  private final ExecutorService workers;
  private final Pace pace;
  private final Meters meters;
  private final AtomicInteger inHand;

  UpdateBatch(
      Function<ReceivedUpdate, Optional<Throwable>> route,
      ExecutorService workers,
      Pace pace,
      Meters meters,
      AtomicInteger inHand) {
    this.route = route;
    this.workers = workers;
    this.pace = pace;
    this.meters = meters;
    this.inHand = inHand;
  }

  /**
   * Returns when the last of them is dealt with or passed over.
   *
   * @return whether the updates may be confirmed; not when stopping cut them short
   */
  boolean deal(List<?> updates, BooleanSupplier stopping) throws InterruptedException {
    Map<String, List<ReceivedUpdate>> chats = byChat(updates);
    List<Callable<Boolean>> tasks = new ArrayList<>();
    chats.values().forEach(ofChat -> tasks.add(() -> dealInOrder(ofChat, stopping)));
    inHand.set(chats.values().stream().mapToInt(List::size).sum());
    try {
      boolean complete = true;
      for (Future<Boolean> chat : workers.invokeAll(tasks)) {
        complete &= chat.get();
      }
      return complete;
    } catch (ExecutionException | RejectedExecutionException e) {
      LOG.warn("Updates were cut short and will come again: {}", e.toString());
      return false;
    } finally {
      inHand.set(0);
    }
  }

  private Map<String, List<ReceivedUpdate>> byChat(List<?> updates) {
    Map<String, List<ReceivedUpdate>> chats = new LinkedHashMap<>();
    for (Object element : updates) {
      ReceivedUpdate.of(element)
          .ifPresentOrElse(
              update -> chats.computeIfAbsent(update.lane(), lane -> new ArrayList<>()).add(update),
              this::passOverNameless);
    }
    return chats;
  }

  private boolean dealInOrder(List<ReceivedUpdate> updates, BooleanSupplier stopping)
      throws InterruptedException {
    for (ReceivedUpdate update : updates) {
      if (!deal(update, stopping)) {
        return false;
      }
      inHand.decrementAndGet();
    }
    return true;
  }

  private boolean deal(ReceivedUpdate update, BooleanSupplier stopping)
      throws InterruptedException {
    for (int tried = 1; ; tried++) {
      Optional<Throwable> failure = route.apply(update);
      if (failure.isEmpty()) {
        meters.update(update.kind(), "dealt");
        return true;
      }
      if (stopping.getAsBoolean()) {
        // Perhaps it failed because things are being taken down: it comes again after the start.
        return false;
      }
      boolean away = PassingTrouble.isIn(failure.get());
      if (tried >= (away ? pace.triesWhileAway() : pace.tries())) {
        passOver(update, failure.get(), tried);
        return true;
      }
      if (away && tried == 1) {
        LOG.warn("An update waits: {}", failure.get().getClass().getSimpleName());
      }
      Thread.sleep(pace.retryPause().toMillis());
    }
  }

  private void passOver(ReceivedUpdate update, Throwable failure, int tried) {
    LOG.error(
        "Passed over update {} ({}): it failed {} times, last with {}; the log above has the cause",
        update.id(),
        update.kind(),
        tried,
        failure.getClass().getName());
    meters.update(update.kind(), "passed_over");
  }

  private void passOverNameless() {
    LOG.error("Passed over an update without an update_id");
    meters.update("unknown", "passed_over");
  }
}
