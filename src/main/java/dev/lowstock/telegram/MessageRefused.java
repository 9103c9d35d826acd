package dev.lowstock.telegram;

/** Telegram will never take this message as it is (400): change it, sending it again is useless. */
public final class MessageRefused extends TelegramFailure {
  MessageRefused(String method, int code, String description) {
    super(method, code, description, "correct the message, sending the same again will not help");
  }
}
