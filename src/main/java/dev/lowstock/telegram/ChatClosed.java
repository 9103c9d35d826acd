package dev.lowstock.telegram;

/**
 * The bot may not write in this chat now, as somebody took that right from it or Telegram is in
 * trouble. It may pass: try again later.
 */
public final class ChatClosed extends TelegramFailure {
  ChatClosed(String method, int code, String description) {
    super(method, code, description, "give the bot the right to write there, or wait");
  }
}
