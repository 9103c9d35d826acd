/** What the operator's commands ask of a running bot. */
@NullMarked
package dev.lowstock.operate;

import org.jspecify.annotations.NullMarked;
