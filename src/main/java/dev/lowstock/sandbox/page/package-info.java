/**
 * The demo's page: a phone with the chat and, beside it, the shop and switches for trouble.
 *
 * <p>Start with {@link dev.lowstock.sandbox.page.DemoPage}; what is seen is {@code demo/page.html}.
 */
@NullMarked
package dev.lowstock.sandbox.page;

import org.jspecify.annotations.NullMarked;
