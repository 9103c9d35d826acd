package dev.lowstock.telegram;

/** The group became a supergroup; the message belongs to {@link #newChatId()} from now on. */
public final class ChatMoved extends TelegramFailure {
  private final String newChatId;

  ChatMoved(String method, int code, String description, String newChatId) {
    super(method, code, description, "use chat " + newChatId + " from now on");
    this.newChatId = newChatId;
  }

  public String newChatId() {
    return newChatId;
  }
}
