/**
 * Etsy's Open API version 3: OAuth 2.0 log-in, looks at shops within the quota, webhooks.
 *
 * <p>Start with {@code EtsyCall} and {@code Look}.
 */
@NullMarked
package dev.lowstock.etsy.v3;

import org.jspecify.annotations.NullMarked;
