package dev.lowstock.etsy.feed;

/**
 * How far the feed has been read, as the database keeps it.
 *
 * @param since start of what is new, epoch seconds
 * @param until end of the window that is half read, or the same as its start
 * @param offset entries of that window that have been read
 */
record FeedCursor(long since, long until, int offset) {}
