/**
 * The program: {@code Lowstock} is its main.
 *
 * <p>Start with {@code bot}, then read the routes in {@code src/main/resources/routes}.
 */
@NullMarked
package dev.lowstock;

import org.jspecify.annotations.NullMarked;
