/**
 * The database: opening, migrating, locking and encrypting it, and the leases on its rows.
 *
 * <p>Start with {@code Database}; the statements themselves are in {@code resources/sql}, and
 * {@code Statements} runs them by their names.
 */
@NullMarked
package dev.lowstock.store;

import org.jspecify.annotations.NullMarked;
