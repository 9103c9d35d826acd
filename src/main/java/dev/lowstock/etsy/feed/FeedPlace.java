package dev.lowstock.etsy.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the feed is to be read next: opens windows from the stored cursor and moves on page by
 * page.
 *
 * <p>Time is Etsy's: our clock, set right by the {@code Date} of Etsy's answers, so that a wrong
 * clock of this machine skips nothing.
 */
public final class FeedPlace {
  private static final Logger LOG = LoggerFactory.getLogger(FeedPlace.class);

  private final Clock clock;
  private volatile Duration ahead = Duration.ZERO;
  private volatile boolean answered;
  private volatile @Nullable String lastDate;

  public FeedPlace(Clock clock) {
    this.clock = clock;
  }

  /** Etsy's time in epoch seconds. */
  public long now() {
    return clock.instant().plus(ahead).getEpochSecond();
  }

  /** The next window behind the cursor, or null when everything has been read. */
  @Nullable FeedWindow open(FeedCursor cursor) {
    long since = cursor.since();
    long now = now();
    if (now - since > FeedWindow.LONGEST_SECONDS) {
      LOG.info("Listings feed is {} behind and catching up", Duration.ofSeconds(now - since));
    }
    if (cursor.until() > since) {
      return new FeedWindow(since, cursor.until(), cursor.offset(), FeedWindow.FULL_PAGE, now);
    }
    if (since > now + FeedWindow.OVERLAP_SECONDS) {
      // The cursor or our clock is wrong. Etsy's Date tells which; then the cursor is set back.
      return new FeedWindow(since, answered ? now : since + 1, 0, FeedWindow.FULL_PAGE, now);
    }
    return after(since, now);
  }

  /** Takes note of an answer's {@code Date} header. */
  void answeredAt(@Nullable String date) {
    answered = true;
    // Many pages are read in a second.
    if (date != null && !date.equals(lastDate)) {
      lastDate = date;
      try {
        Instant etsy = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        ahead = Duration.between(clock.instant(), etsy);
      } catch (DateTimeParseException e) {
        LOG.debug("Etsy sent a Date that is none: {}", date);
      }
    }
  }

  /** True once Etsy has given a page since the start: its key is good. */
  boolean hasAnswered() {
    return answered;
  }

  /** What the cursor holds when this page has been recorded. */
  FeedCursor cursorAfter(FeedWindow window, FeedPage page) {
    FeedWindow rest = rest(window, page);
    return rest == null
        ? new FeedCursor(window.until(), window.until(), 0)
        : new FeedCursor(rest.since(), rest.until(), rest.offset());
  }

  /**
   * Makes sure that the stored cursor was moved from the place that the page was read for.
   *
   * @throws CursorMoved when another node has moved it
   */
  void requireMoved(int rows, FeedWindow window) {
    if (rows != 1) {
      throw new CursorMoved(window);
    }
  }

  /** The window to read when this page has been recorded, or null when the feed is read to now. */
  @Nullable FeedWindow next(FeedWindow window, FeedPage page) {
    FeedWindow rest = rest(window, page);
    if (rest != null) {
      return rest;
    }
    // Up to the time at which this round began: what came since is for the next tick of the timer.
    return window.until() < window.now() ? after(window.until(), now()) : null;
  }

  private static @Nullable FeedWindow rest(FeedWindow window, FeedPage page) {
    if (page.tooLarge()) {
      if (window.limit() > 1) {
        LOG.warn("Feed page {} is too large to read: asking for fewer entries", window);
        return window.at(window.offset(), window.limit() / 2);
      }
      LOG.error(
          "Feed entry {} of window {} is too large to read and is passed over: if a listing of"
              + " yours sold out then, it was not told",
          window.offset(),
          window);
      return window.at(window.offset() + 1, FeedWindow.FULL_PAGE);
    }
    if (window.isTooFull(page)) {
      return window.half();
    }
    if (!window.isRead(page)) {
      return window.at(window.offset() + page.entries(), window.limit());
    }
    if (window.offset() + page.entries() < page.count()) {
      LOG.warn(
          "Feed window {} ended after {} entries, though Etsy counted {}",
          window,
          window.offset() + page.entries(),
          page.count());
    }
    return null;
  }

  private static @Nullable FeedWindow after(long since, long now) {
    long until = Math.min(now, since + FeedWindow.LONGEST_SECONDS);
    return until <= since ? null : new FeedWindow(since, until, 0, FeedWindow.FULL_PAGE, now);
  }
}
