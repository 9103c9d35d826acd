/**
 * One call to Etsy's Open API version 3: the quota and the pace, the key, a seller's access, the
 * answer.
 *
 * <p>Start with {@code SellerCalls}, which {@code EtsyCalls} makes.
 */
@NullMarked
package dev.lowstock.etsy.api;

import org.jspecify.annotations.NullMarked;
