package dev.lowstock.telegram;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.component.telegram.model.OutgoingMessage;
import org.jspecify.annotations.Nullable;

/**
 * Any method of the Bot API with its parameters, as a body for {@code to: telegram:bots}: whatever
 * Camel's own message types lack. The result, a Map, List or Boolean, becomes the new body.
 */
public final class OutgoingMethod extends OutgoingMessage {
  private final String method;
  private final Map<String, Object> parameters;
  private final boolean forChat;

  private OutgoingMethod(String method, Map<String, ?> parameters, boolean forChat) {
    this.method = method;
    this.parameters = new LinkedHashMap<>(parameters);
    this.forChat = forChat;
  }

  /** Goes to the chat named in the parameters, else in the header or on the endpoint. */
  public static OutgoingMethod toChat(String method, Map<String, ?> parameters) {
    return new OutgoingMethod(method, parameters, true);
  }

  /** Concerns no chat: {@code getMe}, {@code answerCallbackQuery}, {@code setMyCommands}. */
  public static OutgoingMethod withoutChat(String method, Map<String, ?> parameters) {
    return new OutgoingMethod(method, parameters, false);
  }

  public String method() {
    return method;
  }

  boolean needsChat() {
    return forChat && !parameters.containsKey("chat_id");
  }

  Map<String, Object> parameters(@Nullable String chatId) {
    if (chatId == null || !needsChat()) {
      return parameters;
    }
    Map<String, Object> toChat = new LinkedHashMap<>(parameters);
    toChat.put("chat_id", chatId);
    return toChat;
  }

  /** The name only: parameters are what people write to each other. */
  @Override
  public String toString() {
    return "OutgoingMethod{" + method + "}";
  }
}
