/**
 * The component {@code outbox:} of Camel.
 *
 * <p>Start with {@code OutboxComponent}.
 */
@NullMarked
package dev.lowstock.outbox.component;

import org.jspecify.annotations.NullMarked;
