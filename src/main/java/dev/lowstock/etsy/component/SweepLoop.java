package dev.lowstock.etsy.component;

import dev.lowstock.etsy.shops.ShopSweeps;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the plan of looks going while shops are looked at: sweeps each time it finds that one may
 * be made, and counts rounds. What fails is tried again at the next period.
 */
final class SweepLoop {
  private static final Logger LOG = LoggerFactory.getLogger(SweepLoop.class);

  private final ShopSweeps sweeps;
  private final BooleanSupplier stopping;
  private final AtomicInteger inHand = new AtomicInteger();

  SweepLoop(ShopSweeps sweeps, BooleanSupplier stopping) {
    this.sweeps = sweeps;
    this.stopping = stopping;
  }

  /** Begins on threads that the caller ends. */
  void start(ScheduledExecutorService threads, Duration checkPeriod, Duration roundPeriod) {
    schedule(threads, sweeps::countRound, Duration.ZERO, roundPeriod);
    schedule(threads, this::sweep, checkPeriod, checkPeriod);
  }

  /** How many sweeps are being made now. */
  int inHand() {
    return inHand.get();
  }

  private void sweep() {
    inHand.incrementAndGet();
    try {
      while (!stopping.getAsBoolean() && sweeps.sweep(stopping)) {
        LOG.debug("Swept; the next may follow at once");
      }
    } finally {
      inHand.decrementAndGet();
    }
  }

  /** A task that throws would never run again. */
  private static void schedule(
      ScheduledExecutorService threads, Runnable task, Duration first, Duration period) {
    var unused =
        threads.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException | Error e) {
                LOG.error("The plan of looks could not be kept: it is tried again", e);
              }
            },
            first.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
  }
}
