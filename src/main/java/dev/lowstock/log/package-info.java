/**
 * What a log line may show: one line, no secret, no stack trace of a library.
 *
 * <p>{@code logback.xml} names these classes.
 */
@NullMarked
package dev.lowstock.log;

import org.jspecify.annotations.NullMarked;
