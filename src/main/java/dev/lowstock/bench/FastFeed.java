package dev.lowstock.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A feed that answers as fast as it is asked, and takes the time and the bot's CPU time from the
 * first page after the warm-up to the request after the last page: then that page is committed.
 */
final class FastFeed implements BenchEtsy.Feed {
  /** What the bot has used up to one moment. */
  private record Mark(long nanos, Duration cpu) {}

  private final FeedPages pages;
  private final int warmUp;
  private final int count;
  private final Supplier<Duration> cpu;
  private volatile Mark begun = new Mark(0, Duration.ZERO);
  private volatile Mark ended = begun;
  private final CountDownLatch done = new CountDownLatch(1);
  private int asked;

  FastFeed(FeedPages pages, int warmUp, int count, Supplier<Duration> cpu) {
    this.pages = pages;
    this.warmUp = warmUp;
    this.count = count;
    this.cpu = cpu;
  }

  @Override
  public synchronized byte[] next() throws InterruptedException {
    int page = asked++;
    if (page == warmUp) {
      begun = new Mark(System.nanoTime(), cpu.get());
    } else if (page == warmUp + count) {
      ended = new Mark(System.nanoTime(), cpu.get());
      done.countDown();
    }
    if (page >= warmUp + count) {
      // Held until the server closes: the bot shall not go on reading.
      new CountDownLatch(1).await();
    }
    return pages.page(page);
  }

  boolean await(Duration limit) throws InterruptedException {
    return done.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  double cpuMicrosOfListing() {
    return ended.cpu().minus(begun.cpu()).toNanos() / 1e3 / listings();
  }

  double listingsOfSecond() {
    return listings() * 1e9 / (ended.nanos() - begun.nanos());
  }

  private double listings() {
    return (double) count * FeedPages.ENTRIES;
  }
}
