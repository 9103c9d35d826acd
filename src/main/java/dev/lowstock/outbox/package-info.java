/**
 * The outbox: it keeps the messages that chats and channels are to get, says in which order they go
 * out, and records what became of each.
 *
 * <p>Start with {@code Outbox}, which hands out the next message of a chat, and {@code Settlement},
 * which records how it went. How a route comes to them is in {@code component}.
 */
@NullMarked
package dev.lowstock.outbox;

import org.jspecify.annotations.NullMarked;
