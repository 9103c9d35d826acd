/** What is in {@code deploy}: manifests, and the image; held against schemas, and run. */
@NullMarked
package dev.lowstock.deploy;

import org.jspecify.annotations.NullMarked;
