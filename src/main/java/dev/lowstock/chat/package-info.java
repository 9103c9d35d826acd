/**
 * What people ask in their chats, what they are answered, who may, and how often.
 *
 * <p>Start with {@code ChatRequest}, what somebody asks, and {@code Replies}, what they are told.
 */
@NullMarked
package dev.lowstock.chat;

import org.jspecify.annotations.NullMarked;
