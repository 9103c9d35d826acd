package dev.lowstock.etsy.feed;

import dev.lowstock.alert.RetryPolicy;
import dev.lowstock.etsy.EtsyFailure;
import dev.lowstock.etsy.KeyRefused;
import dev.lowstock.stock.Listing;
import dev.lowstock.stock.Noticed;
import dev.lowstock.store.Database;
import dev.lowstock.store.OneTransaction;
import dev.lowstock.store.StockRows;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads Etsy's listings feed, window by window, from the cursor in the database up to now. A page's
 * events and the cursor behind it are one transaction: killed anywhere, the feed goes on where it
 * was. Whatever fails is tried again for as long as it takes; a key that Etsy has never accepted
 * stops the program.
 */
public final class FeedReading {
  private static final Logger LOG = LoggerFactory.getLogger(FeedReading.class);

  private static final int LONGEST_WAIT_MILLIS = 30_000;

  /** A key that was never accepted is tried so often, and so long after the last try. */
  private static final int MOST_TRIES_OF_KEY = 3;

  private static final int MILLIS_BEFORE_KEY_AGAIN = 500;

  private final Parts parts;
  private final OneTransaction transaction;
  private final RetryPolicy retryPolicy = new RetryPolicy();

  public FeedReading(Database database, Parts parts) {
    this.parts = parts;
    this.transaction = new OneTransaction(database);
  }

  /**
   * What the feed is read with.
   *
   * @param pace takes the next free place for a call, and says how many milliseconds to wait for it
   * @param stop stops the program, and says why
   */
  public record Parts(
      FeedPlace place,
      FeedRows rows,
      FeedCalls calls,
      LongSupplier pace,
      StockRows stockRows,
      Consumer<String> stop) {}

  /** Records what was noticed in a page, in the transaction that moves the cursor. */
  public interface News {
    void record(List<Listing> page, Noticed noticed) throws Exception;
  }

  /** What a reading runs by. */
  public interface Clockwork {
    /** Rests; true if the reading has to end, which ends the rest. */
    boolean endsWithin(long millis) throws InterruptedException;
  }

  /**
   * Reads up to now, unless another node does. A reading that has to end does so between two pages.
   *
   * @param news asked only for pages with listings of sellers who are watched
   */
  public void read(Clockwork clockwork, News news) throws InterruptedException {
    try {
      FeedWindow window = insist(clockwork, null, this::open);
      while (window != null && !clockwork.endsWithin(0)) {
        FeedWindow asked = window;
        window = insist(clockwork, asked, () -> readPage(clockwork, asked, news));
      }
    } catch (CursorMoved moved) {
      LOG.info("Listings feed: {}", moved.getMessage());
    } catch (KeyRefused neverTaken) {
      parts.stop().accept(neverTaken.getMessage());
    }
  }

  private @Nullable FeedWindow open() {
    parts.rows().start(parts.place().now());
    return parts.rows().claim() ? parts.place().open(parts.rows().cursor()) : null;
  }

  /** Reads one page and records it; the window to read then is null after the last. */
  private @Nullable FeedWindow readPage(Clockwork clockwork, FeedWindow window, News news)
      throws Exception {
    if (clockwork.endsWithin(parts.pace().getAsLong())) {
      return null;
    }
    FeedPage page = parts.calls().page(window);
    record(window, page, news);
    if (window.isMilestone()) {
      LOG.info("Listings feed is {} behind and catching up", window.behind());
    }
    return parts.place().next(window, page);
  }

  /**
   * Moves the cursor and records a page, in one transaction.
   *
   * @throws CursorMoved when another node has taken the feed over
   */
  public void record(FeedWindow window, FeedPage page, News news) throws Exception {
    transaction.of(() -> write(window, page, news));
  }

  private void write(FeedWindow window, FeedPage page, News news) throws Exception {
    // First: until the page is recorded, however slow the database is, no other node can take over.
    parts
        .place()
        .requireMoved(parts.rows().move(window, parts.place().cursorAfter(window, page)), window);
    Noticed noticed = parts.stockRows().noticed(page.listings());
    if (!noticed.listings().isEmpty()) {
      news.record(page.listings(), noticed);
    }
  }

  /** Does a step of the reading, again and again until it succeeds or the reading has to end. */
  private @Nullable FeedWindow insist(
      Clockwork clockwork, @Nullable FeedWindow window, Callable<@Nullable FeedWindow> step)
      throws InterruptedException {
    for (int tries = 1; ; tries++) {
      Exception failure;
      try {
        return step.call();
      } catch (CursorMoved | InterruptedException e) {
        throw e;
      } catch (Exception e) {
        failure = e;
      }
      // A stop ends calls, too: that is no failure.
      if (clockwork.endsWithin(0) || clockwork.endsWithin(millisAfter(failure, tries, window))) {
        return null;
      }
    }
  }

  private long millisAfter(Exception failure, int tries, @Nullable FeedWindow window) {
    if (failure instanceof KeyRefused refused && !parts.place().hasAnswered()) {
      if (tries >= MOST_TRIES_OF_KEY) {
        throw refused;
      }
      return MILLIS_BEFORE_KEY_AGAIN;
    }
    LOG.warn(
        "Listings feed, try {}: {}; trying again, the place {} is kept",
        tries,
        failure instanceof EtsyFailure ? failure.getMessage() : String.valueOf(failure),
        window == null ? "in the database" : window);
    return Math.min(LONGEST_WAIT_MILLIS, retryPolicy.millisAfter(tries - 1));
  }
}
