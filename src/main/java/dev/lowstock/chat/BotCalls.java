package dev.lowstock.chat;

import java.util.Map;

/** Calls a method of the Bot API, and fails as {@code BotApi} does. */
public interface BotCalls {
  Object call(String method, Map<String, ?> parameters);
}
