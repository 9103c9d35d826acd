/**
 * Etsy's API version 2, retired in 2023: the listings feed, and OAuth 1.0a sign-in.
 *
 * <p>Start with {@code FeedWindow}.
 */
@NullMarked
package dev.lowstock.etsy.v2;

import org.jspecify.annotations.NullMarked;
