package dev.lowstock.chat.settings;

import org.jspecify.annotations.Nullable;

/**
 * The chat whose settings are asked for.
 *
 * @param language that the person speaks by Telegram, until the chat has chosen; null: not known
 */
public record SettingsChat(String channel, String address, @Nullable String language) {}
