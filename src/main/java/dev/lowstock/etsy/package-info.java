/**
 * What the rooms have in common: how a call to Etsy fails, who sells there, and SKUs of an event.
 *
 * <p>{@code component} shows Camel {@code shops} (API v3) and {@code feed} (API v2). Both and
 * {@code login} make their calls; those of v3 go through {@code api}. Start with {@code
 * EtsyFailure}.
 */
@NullMarked
package dev.lowstock.etsy;

import org.jspecify.annotations.NullMarked;
