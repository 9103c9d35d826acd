/**
 * Etsy's API version 2, retired in 2023: the feed of changed listings, and calls signed by OAuth
 * 1.0a.
 *
 * <p>Start with {@code FeedReading}.
 */
@NullMarked
package dev.lowstock.etsy.feed;

import org.jspecify.annotations.NullMarked;
