/**
 * The program: its commands, its settings, and the one place where its objects meet.
 *
 * <p>Start with {@code Lowstock}, then read the routes in {@code src/main/resources/routes}.
 */
@NullMarked
package dev.lowstock;

import org.jspecify.annotations.NullMarked;
