package dev.lowstock.telegram;

/**
 * No complete answer came in time: not connected, cut off or silent; the call may have been carried
 * out.
 *
 * <p>Has no cause, because the HTTP client's exceptions can name the address, and with it the
 * token.
 */
public final class TelegramUnreachable extends RuntimeException {
  TelegramUnreachable(String method, String reason) {
    super("Telegram gave no answer to %s: %s; try again later".formatted(method, reason));
  }
}
