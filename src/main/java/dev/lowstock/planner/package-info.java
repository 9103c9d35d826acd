/** Where the next call finds most: how often listings sell, and when to look again. */
@NullMarked
package dev.lowstock.planner;

import org.jspecify.annotations.NullMarked;
