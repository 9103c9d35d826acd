package dev.lowstock.etsy.feed;

/** Another node has read this page of the feed: ours is dropped, with all that it would record. */
public final class CursorMoved extends RuntimeException {
  CursorMoved(FeedWindow window) {
    super("another node has taken over at " + window);
  }
}
