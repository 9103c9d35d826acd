/**
 * Signatures of webhooks, those that are taken and those that are sent. Start with {@code
 * StandardWebhooks}.
 */
@NullMarked
package dev.lowstock.signature;

import org.jspecify.annotations.NullMarked;
