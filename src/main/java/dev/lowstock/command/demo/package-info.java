/**
 * The commands {@code demo} and {@code bench}, of {@code lowstock-demo.jar}: they alone know the
 * bundled Etsy and Telegram.
 *
 * <p>Start with {@code DemoCommand}.
 */
@NullMarked
package dev.lowstock.command.demo;

import org.jspecify.annotations.NullMarked;
