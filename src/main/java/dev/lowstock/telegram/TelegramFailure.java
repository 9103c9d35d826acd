package dev.lowstock.telegram;

/**
 * Telegram answered a call with an error; says which call, what Telegram said and what to do.
 *
 * <p>Never holds the token or an address that contains it. Its subclasses are the cases a caller
 * decides by; one that is just this class is worth a later retry, and may have been carried out.
 */
public class TelegramFailure extends RuntimeException {
  private final int code;
  private final String description;

  TelegramFailure(String method, int code, String description, String remedy) {
    super("Telegram refused %s (%d %s): %s".formatted(method, code, description, remedy));
    this.code = code;
    this.description = description;
  }

  /** Telegram's error code; the HTTP status where the answer had none. */
  public int code() {
    return code;
  }

  /** Telegram's own words. */
  public String description() {
    return description;
  }
}
