/**
 * What the operator's commands ask of a running bot.
 *
 * <p>Start with {@code OperatorDesk}.
 */
@NullMarked
package dev.lowstock.operate;

import org.jspecify.annotations.NullMarked;
