package dev.lowstock.telegram;

/** Telegram does not know the bot's token: nothing works until a person corrects it. */
public final class TokenRefused extends TelegramFailure {
  TokenRefused(String method, int code, String description) {
    super(method, code, description, "check the bot's token with @BotFather");
  }
}
