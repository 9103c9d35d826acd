package dev.lowstock.telegram;

import org.apache.camel.component.telegram.TelegramConstants;

/** The headers that a route fed by {@code telegram:bots} finds on each update. */
public final class UpdateHeaders {
  /** The chat the update is about, and where an answer goes; a String. */
  public static final String CHAT_ID = TelegramConstants.TELEGRAM_CHAT_ID;

  /** The person who wrote, pressed or blocked; a String. */
  public static final String USER_ID = "CamelTelegramUserId";

  /** Telegram's number of the update; a Long. */
  public static final String UPDATE_ID = "CamelTelegramUpdateId";

  /** {@code message}, {@code callback_query}, {@code my_chat_member}; a String. */
  public static final String UPDATE_KIND = "CamelTelegramUpdateKind";

  private UpdateHeaders() {}
}
