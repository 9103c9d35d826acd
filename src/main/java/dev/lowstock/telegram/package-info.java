/**
 * The {@code telegram} component made sound, and what people write to the bot.
 *
 * <p>Start with {@code SoundTelegramComponent}.
 */
@NullMarked
package dev.lowstock.telegram;

import org.jspecify.annotations.NullMarked;
