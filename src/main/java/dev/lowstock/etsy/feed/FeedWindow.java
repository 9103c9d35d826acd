package dev.lowstock.etsy.feed;

import java.time.Duration;
import java.time.Instant;

/**
 * One request of the listings feed: a span of Etsy's time and how far it has been paged.
 *
 * @param since start of what is new, epoch seconds; everything before has been read
 * @param until end of the span, exclusive; before its start when the cursor lay in the future and
 *     is to be set back, having read the last minute
 * @param offset entries of the span that have been read
 * @param limit entries to ask for
 * @param now Etsy's time when the window was opened
 */
public record FeedWindow(long since, long until, int offset, int limit, long now) {
  /** Entries of a page at most (Etsy API v2, api basics). */
  static final int FULL_PAGE = 100;

  /** Entries may appear late and bounds may be off by one: each window begins this much earlier. */
  static final int OVERLAP_SECONDS = 5;

  /** A longer gap is caught up in windows of this length. */
  static final int LONGEST_SECONDS = 60;

  /** Beyond this many entries v2 answered empty pages, whatever its documents said. */
  static final int DEEPEST_OFFSET = 10_000;

  /** What {@code CamelHttpQuery} takes; the key is put on by the HTTP client. */
  public String query() {
    long start = (until < since ? until - LONGEST_SECONDS : since) - OVERLAP_SECONDS;
    return "time_offset=%d&time_limit=%d&limit=%d&offset=%d"
        .formatted(start, until - start, limit, offset);
  }

  /** True when the window holds more than can be paged: it has to be read in parts. */
  boolean isTooFull(FeedPage page) {
    return page.count() > DEEPEST_OFFSET && offset == 0 && until - since > 1;
  }

  /** True when the page was the last of the window. */
  boolean isRead(FeedPage page) {
    int read = offset + page.entries();
    return page.entries() == 0 || (page.entries() < limit && read >= page.count());
  }

  FeedWindow half() {
    return new FeedWindow(since, since + (until - since) / 2, offset, limit, now);
  }

  FeedWindow at(int newOffset, int newLimit) {
    return new FeedWindow(since, until, newOffset, newLimit, now);
  }

  /** How far the end of this window lies behind Etsy's time. */
  public Duration behind() {
    return Duration.ofSeconds(Math.max(0, now - until));
  }

  /** True once in a while during a long catching up, so that the log says how far it is. */
  public boolean isMilestone() {
    return behind().toSeconds() >= LONGEST_SECONDS
        && offset == 0
        && until / LONGEST_SECONDS % 30 == 0;
  }

  @Override
  public String toString() {
    return Instant.ofEpochSecond(since) + "/" + Instant.ofEpochSecond(until) + " from " + offset;
  }
}
