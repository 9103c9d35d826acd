/**
 * What both versions of Etsy's API have in common: how it fails, and who sells there.
 *
 * <p>Start with {@code EtsyFailure}.
 */
@NullMarked
package dev.lowstock.etsy;

import org.jspecify.annotations.NullMarked;
