package dev.lowstock.bot;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a running bot ends: by a signal, or from within, because a key that Etsy has never accepted
 * will not be accepted later, or because its memory does not suffice.
 *
 * <p>Opened before everything that has to be closed in order, so that it is closed last: only then
 * may the process die of its signal.
 */
public final class Stop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stop.class);
  private static final long PATIENCE_SECONDS = 9;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile int exitCode = Exit.OK;

  public Stop() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "stop"));
  }

  /** Stops the program with the exit code of wrong settings, and says once why. */
  public synchronized void refused(String reason) {
    if (asked.getCount() > 0) {
      LOG.error("Stopping: {}", reason);
    }
    exitCode = Exit.WRONG_SETTINGS;
    asked.countDown();
  }

  /**
   * Stops a program that cannot do its work any more, with the exit code of trouble, and says once
   * why. One that cannot even stop in time is halted: nothing is lost by that.
   */
  synchronized void unfit(String reason) {
    if (asked.getCount() > 0) {
      LOG.error("Stopping: {}", reason);
      exitCode = Exit.TROUBLE;
      asked.countDown();
      Thread halting = new Thread(this::haltInTime, "halt");
      halting.setDaemon(true);
      halting.start();
    }
  }

  /** Stops the program, as a signal does. */
  public void ask() {
    asked.countDown();
  }

  /** Waits until the bot has to stop, and returns the exit code. */
  public int await() throws InterruptedException {
    asked.await();
    return exitCode;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void haltInTime() {
    try {
      if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.error(
            "Not everything ended in time; nothing is lost, the next start goes on from here");
        Runtime.getRuntime().halt(Exit.TROUBLE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void onSignal() {
    ask();
    try {
      if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Not everything ended in time; nothing is lost, the next start goes on from here");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
