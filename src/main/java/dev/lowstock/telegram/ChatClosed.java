package dev.lowstock.telegram;

/**
 * The bot may not write in this chat now, as somebody took that right from it or Telegram is in
 * trouble. It may pass: try again later.
 */
public sealed class ChatClosed extends TelegramFailure permits TopicClosed {
  ChatClosed(String method, int code, String description) {
    super(method, code, description, "give the bot the right to write there, or wait");
  }
}
