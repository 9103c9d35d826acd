/**
 * What {@code lowstock bench} measures the program with: pages of a feed, an Etsy that serves them,
 * and the program as a process of its own.
 *
 * <p>Start with {@code FeedBench}.
 */
@NullMarked
package dev.lowstock.bench;

import org.jspecify.annotations.NullMarked;
