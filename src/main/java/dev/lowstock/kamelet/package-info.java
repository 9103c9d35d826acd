/**
 * What the Kamelets in {@code kamelets} call, in any Camel integration that has the program's jar.
 * Nothing here needs a running bot.
 */
@NullMarked
package dev.lowstock.kamelet;

import org.jspecify.annotations.NullMarked;
