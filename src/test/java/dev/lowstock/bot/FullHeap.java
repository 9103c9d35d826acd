package dev.lowstock.bot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** A program whose heap is full of what it needs, so that it does little but collect garbage. */
final class FullHeap {
  private static final Duration WINDOW = Duration.ofSeconds(4);
  private static final int LEFT = 3 * 1024 * 1024;

  private static volatile Object last = "nothing";

  private FullHeap() {}

  /**
   * Runs until it is told to stop, and then closes in order, or not at all.
   *
   * @param arguments {@code hangs} when it is not to end in order
   */
  public static void main(String[] arguments) throws InterruptedException {
    Stop stop = new Stop();
    MemoryWatch watch =
        new MemoryWatch(MemoryWatch::collecting, System::nanoTime, WINDOW, stop::unfit);
    Thread work = new Thread(FullHeap::work, "work");
    work.setDaemon(true);
    work.start();
    watch.start();
    int exitCode = stop.await();
    if (arguments.length > 0) {
      Thread.currentThread().join();
    }
    stop.close();
    System.exit(exitCode);
  }

  private static void work() {
    Deque<Object> needed = new ArrayDeque<>();
    try {
      while (left() > LEFT || leftAfterCollecting() > LEFT) {
        for (int n = 0; n < 1000; n++) {
          needed.add(new int[10]);
        }
      }
    } catch (OutOfMemoryError full) {
      // G1 may find no region that is free before that.
      for (int n = 0; n < 20_000; n++) {
        needed.remove();
      }
    }
    while (!needed.isEmpty()) {
      last = new byte[16 * 1024];
    }
  }

  private static long leftAfterCollecting() {
    System.gc();
    return left();
  }

  private static long left() {
    Runtime java = Runtime.getRuntime();
    return java.maxMemory() - java.totalMemory() + java.freeMemory();
  }

  static Object last() {
    return last;
  }
}
