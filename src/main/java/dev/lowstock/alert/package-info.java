/**
 * What a seller is told: the words of every message and the rules of trying again.
 *
 * <p>Start with {@code AlertText}. Nothing here knows Camel, a database or a messenger's API.
 */
@NullMarked
package dev.lowstock.alert;

import org.jspecify.annotations.NullMarked;
