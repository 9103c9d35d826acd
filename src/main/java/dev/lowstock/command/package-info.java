/**
 * The commands of the launcher and what they print.
 *
 * <p>Start with the command that you run: {@code RunCommand}, {@code DemoCommand}.
 */
@NullMarked
package dev.lowstock.command;

import org.jspecify.annotations.NullMarked;
