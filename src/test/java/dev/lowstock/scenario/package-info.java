/**
 * The packaged program as a process of its own, between a sandbox Etsy and a sandbox Telegram.
 *
 * <p>Start with {@code Town}, which has all three, and {@code SellOutScenario}.
 */
@NullMarked
package dev.lowstock.scenario;

import org.jspecify.annotations.NullMarked;
