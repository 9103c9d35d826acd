/**
 * An Etsy and a Telegram on loopback that speak the real protocols, for the demo and the tests.
 *
 * <p>Never part of {@code lowstock run}.
 */
@NullMarked
package dev.lowstock.sandbox;

import org.jspecify.annotations.NullMarked;
