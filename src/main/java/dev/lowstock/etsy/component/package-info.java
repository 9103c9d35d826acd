/**
 * The component {@code etsy:} of Camel.
 *
 * <p>Start with {@code EtsyComponent}.
 */
@NullMarked
package dev.lowstock.etsy.component;

import org.jspecify.annotations.NullMarked;
