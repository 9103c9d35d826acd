/**
 * The component {@code stock:} of Camel.
 *
 * <p>Start with {@code StockComponent}.
 */
@NullMarked
package dev.lowstock.stock.component;

import org.jspecify.annotations.NullMarked;
