/** What a log line may show: one line, no secret, no stack trace of a library. */
@NullMarked
package dev.lowstock.log;

import org.jspecify.annotations.NullMarked;
