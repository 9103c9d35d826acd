/**
 * What the operator's own channels send: the request that a service takes. Start with {@code
 * ChannelPosts}. When a message is sent again or refused says {@code outbox}.
 */
@NullMarked
package dev.lowstock.notify;

import org.jspecify.annotations.NullMarked;
