/**
 * One running bot: its start and stop, where its objects meet, its metrics, its HTTP server and
 * health.
 *
 * <p>Start with {@code Bot}; {@code Wiring} makes the objects.
 */
@NullMarked
package dev.lowstock.bot;

import org.jspecify.annotations.NullMarked;
