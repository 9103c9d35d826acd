/**
 * The commands of the launcher and what they print.
 *
 * <p>Start with the command that you run: {@code RunCommand}, {@code DemoJar}.
 */
@NullMarked
package dev.lowstock.command;

import org.jspecify.annotations.NullMarked;
