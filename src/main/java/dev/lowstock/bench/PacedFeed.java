package dev.lowstock.bench;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A feed that answers every so often, each time with one watched listing that has sold out, and
 * remembers when each answer had left.
 */
final class PacedFeed implements BenchEtsy.Feed {
  private final FeedPages pages;
  private final int count;
  private final long period;
  private final Map<Long, Instant> sentAt = new ConcurrentHashMap<>();
  private int asked;
  private long due;

  PacedFeed(FeedPages pages, int count, int perSecond) {
    this.pages = pages;
    this.count = count;
    this.period = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  @Override
  public synchronized byte[] next() throws InterruptedException {
    if (asked >= count) {
      new CountDownLatch(1).await();
    }
    byte[] page = pages.page(asked++);
    due = Math.max(due + period, System.nanoTime());
    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    return page;
  }

  @Override
  public synchronized void sent(Instant at) {
    sentAt.put(FeedPages.listingId(asked - 1), at);
  }

  /** When the page of each listing had left. */
  Map<Long, Instant> sentAt() {
    return Map.copyOf(sentAt);
  }
}
