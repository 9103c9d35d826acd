/**
 * The {@code telegram} component made sound.
 *
 * <p>Start with {@code SoundTelegramComponent}.
 */
@NullMarked
package dev.lowstock.telegram;

import org.jspecify.annotations.NullMarked;
