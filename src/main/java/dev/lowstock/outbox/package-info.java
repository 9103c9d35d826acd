/**
 * The outbox: what is owed to chats and channels, in which order it goes out, and what becomes of
 * it.
 *
 * <p>Start with {@code Outbox}, which hands out the next message of a chat, and {@code Settlement},
 * which records how it went. How a route comes to them is in {@code component}.
 */
@NullMarked
package dev.lowstock.outbox;

import org.jspecify.annotations.NullMarked;
