package dev.lowstock.telegram;

/** The chat takes no more messages from the bot until a person writes to it again. */
public final class ChatGone extends TelegramFailure {
  ChatGone(String method, int code, String description) {
    super(method, code, description, "send nothing more to this chat until somebody writes there");
  }
}
