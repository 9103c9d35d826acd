package dev.lowstock.bot;

import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends a bot that is busy with its memory: one that spent most of a minute collecting garbage does
 * little else, looks healthy all the same, and begins anew when it is restarted.
 */
final class MemoryWatch extends ServiceSupport {
  static final Duration MINUTE = Duration.ofMinutes(1);

  private static final double MOST = 0.5;
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Supplier<Duration> collecting;
  private final LongSupplier nanos;
  private final Duration window;
  private final Consumer<String> trouble;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private volatile double share;
  private @Nullable Thread thread;

  private record Sample(long nanos, Duration collecting) {}

  /**
   * Looks at nothing before it is started.
   *
   * @param trouble told what to do, once most of a minute went to collecting garbage
   */
  MemoryWatch(MeterRegistry meters, Consumer<String> trouble) {
    this(MemoryWatch::collecting, System::nanoTime, MINUTE, trouble);
    meters.gauge("garbage_collection_share", this, watch -> watch.share);
  }

  /**
   * Looks at nothing before it is started.
   *
   * @param collecting how long garbage was collected since the start
   * @param window of which most has to go to that
   */
  MemoryWatch(
      Supplier<Duration> collecting,
      LongSupplier nanos,
      Duration window,
      Consumer<String> trouble) {
    this.collecting = collecting;
    this.nanos = nanos;
    this.window = window;
    this.trouble = trouble;
  }

  /** How long this Java has stood still to collect garbage. */
  static Duration collecting() {
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      // Those of ZGC and Shenandoah that collect while the program runs.
      if (!collector.getName().contains("Cycles")) {
        millis += Math.max(0, collector.getCollectionTime());
      }
    }
    return Duration.ofMillis(millis);
  }

  /** Looks once; true when it has told of trouble. */
  boolean look() {
    long now = nanos.getAsLong();
    // The oldest is one from before the window: it is as long as that, or longer.
    Sample last = new Sample(now, collecting.get());
    Sample first = samples.isEmpty() ? last : samples.removeFirst();
    while (!samples.isEmpty() && now - samples.getFirst().nanos() >= window.toNanos()) {
      first = samples.removeFirst();
    }
    samples.addFirst(first);
    samples.addLast(last);
    long passed = now - first.nanos();
    if (passed < window.toNanos()) {
      return false;
    }
    share = (double) last.collecting().minus(first.collecting()).toNanos() / passed;
    if (share <= MOST) {
      return false;
    }
    trouble.accept(
        "%d %% of the last %d seconds went to collecting garbage: the heap of %d MB is too small for"
                .formatted(
                    Math.round(share * 100),
                    Duration.ofNanos(passed).toSeconds(),
                    Runtime.getRuntime().maxMemory() / (1024 * 1024))
            + " the shops. Give the bot more, such as JAVA_OPTS=-Xmx512m, or use PostgreSQL");
    return true;
  }

  @Override
  protected void doStart() {
    Thread started = new Thread(this::watch, "memory-watch");
    started.setDaemon(true);
    started.start();
    thread = started;
  }

  @Override
  protected void doStop() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void watch() {
    try {
      while (!look()) {
        Thread.sleep(PERIOD.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
