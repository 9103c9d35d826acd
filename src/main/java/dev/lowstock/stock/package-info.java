/**
 * What is news: listings as a source reports them, and the stock events made of them.
 *
 * <p>Start with {@code StockWatch}. Nothing here knows Camel, a database or a version of Etsy's
 * API.
 */
@NullMarked
package dev.lowstock.stock;

import org.jspecify.annotations.NullMarked;
