/**
 * Logging in to Etsy: how a seller allows the bot to read a shop, and what is kept then.
 *
 * <p>Start with {@code LogIns}. {@code Registrations} says what a log-in that ended well leaves.
 */
@NullMarked
package dev.lowstock.etsy.login;

import org.jspecify.annotations.NullMarked;
