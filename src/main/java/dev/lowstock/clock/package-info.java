/**
 * A node's clocks, and how often something may happen.
 *
 * <p>Start with {@code NodeClock}.
 */
@NullMarked
package dev.lowstock.clock;

import org.jspecify.annotations.NullMarked;
