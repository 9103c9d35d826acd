/**
 * What a chat chooses for itself: one message whose buttons turn its pages, and the commands that
 * set the same.
 *
 * <p>Start with {@code SettingsAnswers}, which finds the {@code Page}.
 */
@NullMarked
package dev.lowstock.chat.settings;

import org.jspecify.annotations.NullMarked;
