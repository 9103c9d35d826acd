/**
 * Every setting: its name, its meaning, its default, and what it may hold. Nothing else reads the
 * environment.
 *
 * <p>Start with {@code Setting}.
 */
@NullMarked
package dev.lowstock.settings;

import org.jspecify.annotations.NullMarked;
