/**
 * The route files: which are loaded, whether they are sound, and taking a changed one into service.
 *
 * <p>Start with {@code RouteFiles}; the routes themselves are in {@code resources/routes}.
 */
@NullMarked
package dev.lowstock.route;

import org.jspecify.annotations.NullMarked;
