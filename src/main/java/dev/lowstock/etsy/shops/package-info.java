/**
 * Looks at shops by Etsy's API version 3: which shop is next, what a look asks for and sees, what
 * is recorded of it, and sweeps through listings of many shops.
 *
 * <p>Start with {@code ShopLooks}.
 */
@NullMarked
package dev.lowstock.etsy.shops;

import org.jspecify.annotations.NullMarked;
